/**
 * What each field of a form does: it notes what was filled in, and shows what is wrong with it.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { Draft } from "./draft.js"
 * @import { Kinds } from "./kinds.js"
 */

import { html, nothing } from "../../../web/lit-html.js";
import { hasField } from "./draft.js";

/** They lead past a field. */
const PASSING_KEYS = ["Tab", "Shift", "Escape"];

/**
 * Note what was filled in, and that it was. What is chosen in a list may bring fields or take them away: that is drawn before
 * the Tab key can lead to a field that is about to go, and the focus with it.
 *
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {(value: string) => void} take
 */
export function filled(context, draft, take) {
  return (/** @type {Event} */ event) => {
    take(/** @type {HTMLInputElement | HTMLSelectElement} */ (event.target).value);
    touch(context, draft);
    if (event.type === "change") context.drawNow();
  };
}

/**
 * Note that a person opens a list: from then on nothing else is filled in there, nor comes in its place.
 *
 * @param {Draft} draft
 */
export function opened(draft) {
  return (/** @type {Event} */ event) => {
    if (!(event instanceof KeyboardEvent) || !PASSING_KEYS.includes(event.key)) draft.touched = true;
  };
}

/**
 * Note that something was filled in, and keep it in case that the page goes before it is saved.
 *
 * @param {PageContext} context
 * @param {Draft} draft
 */
export function touch(context, draft) {
  draft.touched = true;
  draft.mistake = null;
  context.unsaved.keep(draft);
  context.redraw();
}

/**
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {string} field
 * @param {string} id
 */
export function mistakeOf(context, draft, field, id) {
  if (draft.mistake?.field !== field) return nothing;
  return html`<p class="mistake" role="alert" id="${id}-mistake">${context.say(draft.mistake.text)}</p>`;
}

/**
 * Say what a field was changed to elsewhere while it was filled in here.
 *
 * @param {PageContext} context
 * @param {string | undefined} value
 */
export function meanwhileOf(context, value) {
  return value ? html`<p class="meanwhile" role="status">${context.t("thing.meanwhile", { value })}</p>` : nothing;
}

/**
 * What stands against saving and is shown at no field.
 *
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {Kinds} kinds
 */
export function problem(context, draft, kinds) {
  const { mistake, error } = draft;
  const atField = mistake && hasField(draft, mistake.field, kinds.classesOf(draft.choice));
  const why = error ?? (atField ? undefined : mistake?.text);
  return why ? html`<p class="mistake" role="alert">${context.sayError(why)}</p>` : nothing;
}
