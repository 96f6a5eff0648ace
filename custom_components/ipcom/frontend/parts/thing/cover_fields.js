/**
 * The two outputs of a cover: which is the other one, and which of them opens it.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { Draft } from "./draft.js"
 */

import { html, nothing, repeat } from "../../../web/lit-html.js";
import { icon } from "../../../web/icons.js";
import { OUTPUTS, address } from "../../core/house.js";
import { filled, mistakeOf, opened, touch } from "./filled.js";
import { slatFields } from "./slat_fields.js";

/**
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {string} id
 */
export function coverFields(context, draft, id) {
  return html`
    ${draft.thingId ? nothing : partnerField(context, draft, id)}
    ${draft.partner === null ? nothing : directionField(context, draft)} ${slatFields(context, draft, id)}
  `;
}

/**
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {string} id
 */
function partnerField(context, draft, id) {
  const choose = filled(context, draft, (value) => {
    draft.partner = value === "" ? null : Number(value);
    draft.mainOpens = draft.partner === null || draft.index < draft.partner;
  });
  const free = Array.from({ length: OUTPUTS }, (_, index) => index).filter(
    (index) => index !== draft.index && !context.house.thingAt(index),
  );
  return html`<div class="field">
    <label for="${id}-partner">${context.t("thing.partner", { output: address(draft.index) })}</label>
    <select id="${id}-partner" name="partner" @pointerdown=${opened(draft)} @keydown=${opened(draft)} @change=${choose}>
      <option value="" .selected=${draft.partner === null}>${context.t("thing.choose")}</option>
      ${repeat(
        free,
        (index) => index,
        (index) => html`<option value=${index} .selected=${index === draft.partner}>${address(index)}</option>`,
      )}
    </select>
    ${mistakeOf(context, draft, "outputs", `${id}-partner`)}
  </div>`;
}

/**
 * @param {PageContext} context
 * @param {Draft} draft
 */
function directionField(context, draft) {
  const turn = (/** @type {boolean} */ mainOpens) => () => {
    draft.mainOpens = mainOpens;
    touch(context, draft);
  };
  const button = (/** @type {boolean} */ opens, /** @type {string} */ name, /** @type {string} */ label) =>
    html`<button type="button" aria-pressed=${draft.mainOpens === opens} @click=${turn(opens)}>
      ${icon(name)} ${label}
    </button>`;
  return html`<fieldset class="field">
    <legend>${context.t("thing.direction", { output: address(draft.index) })}</legend>
    <div class="choice">
      ${button(true, "up", context.t("thing.opens"))} ${button(false, "down", context.t("thing.closes"))}
    </div>
  </fieldset>`;
}
