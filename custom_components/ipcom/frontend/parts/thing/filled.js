/**
 * What each field of a form does: it notes what was filled in, and shows what is wrong with it.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { Draft } from "./draft.js"
 */

import { html, nothing } from "../../../web/lit-html.js";

/**
 * Note what was filled in, and that it was.
 *
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {(value: string) => void} take
 */
export function filled(context, draft, take) {
  return (/** @type {Event} */ event) => {
    take(/** @type {HTMLInputElement | HTMLSelectElement} */ (event.target).value);
    draft.touched = true;
    draft.mistake = null;
    context.redraw();
  };
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

/** The fields that show their own mistakes. */
const FIELDS = ["name", "kind", "device_class", "outputs", "area"];

/**
 * What stands against saving and belongs to no field.
 *
 * @param {PageContext} context
 * @param {Draft} draft
 */
export function problem(context, draft) {
  const { mistake, error } = draft;
  const elsewhere = mistake && !FIELDS.includes(mistake.field) ? mistake.text : undefined;
  const why = error ?? elsewhere;
  return why ? html`<p class="mistake" role="alert">${context.sayError(why)}</p>` : nothing;
}
