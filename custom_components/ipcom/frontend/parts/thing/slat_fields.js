/**
 * The fields of a cover's slats: what turns them, how long that takes, and the outputs of a motor of their own.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { Draft } from "./draft.js"
 */

import { html, nothing, repeat } from "../../../web/lit-html.js";
import { OUTPUTS, address } from "../../core/house.js";
import { filled, meanwhileOf, mistakeOf, opened, touch } from "./filled.js";
import { OWN_MOTOR, TILT_MODELS } from "./slats.js";

const WITHOUT_SLATS = ["cover:garage", "cover:gate"];

/**
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {string} id
 */
export function slatFields(context, draft, id) {
  if (draft.slats === "" && WITHOUT_SLATS.includes(draft.choice)) return nothing;
  return html`
    ${modelField(context, draft, id)} ${draft.slats === "" ? nothing : timeField(context, draft, id)}
    ${draft.slats === OWN_MOTOR ? motorFields(context, draft, id) : nothing}
  `;
}

/**
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {string} id
 */
function modelField(context, draft, id) {
  const { t, option } = context;
  const words = (/** @type {string | undefined} */ model) =>
    model === "" ? t("thing.no_slats") : model && option("tilt_model", model);
  return html`<div class="field">
    <label for="${id}-slats">${t("thing.slats")}</label>
    <select
      id="${id}-slats"
      name="slats"
      @pointerdown=${opened(draft)}
      @keydown=${opened(draft)}
      @change=${filled(context, draft, (value) => void (draft.slats = value))}
    >
      ${["", ...TILT_MODELS].map(
        (model) => html`<option value=${model} .selected=${model === draft.slats}>${words(model)}</option>`,
      )}
    </select>
    ${meanwhileOf(context, words(draft.meanwhile?.slats))} ${mistakeOf(context, draft, "tilt_model", `${id}-slats`)}
  </div>`;
}

/**
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {string} id
 */
function timeField(context, draft, id) {
  const { house, t } = context;
  const wrong = draft.mistake?.field === "tilt_time";
  const travel = draft.thingId ? house.thing(draft.thingId)?.travel_up : null;
  return html`<div class="field">
    <label for="${id}-tilt-time">${t("thing.tilt_time")}</label>
    <input
      id="${id}-tilt-time"
      name="tilt_time"
      autocomplete="off"
      inputmode="decimal"
      maxlength="6"
      .value=${draft.tiltTime}
      aria-invalid=${wrong ? "true" : nothing}
      aria-describedby=${wrong ? `${id}-tilt-time-mistake` : nothing}
      @input=${filled(context, draft, (value) => void (draft.tiltTime = value))}
    />
    ${travel ? nothing : html`<p class="pale">${t("thing.tilt_uncalibrated")}</p>`}
    ${meanwhileOf(context, draft.meanwhile?.tiltTime)} ${mistakeOf(context, draft, "tilt_time", `${id}-tilt-time`)}
  </div>`;
}

/**
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {string} id
 */
function motorFields(context, draft, id) {
  const swap = () => {
    [draft.tiltUp, draft.tiltDown] = [draft.tiltDown, draft.tiltUp];
    touch(context, draft);
  };
  return html`
    ${outputField(context, draft, `${id}-tilt-up`, "tiltUp", "thing.tilt_opens")}
    ${outputField(context, draft, `${id}-tilt-down`, "tiltDown", "thing.tilt_closes")}
    ${mistakeOf(context, draft, "tilt_outputs", `${id}-tilt-outputs`)}
    ${draft.tiltUp === "" || draft.tiltDown === ""
      ? nothing
      : html`<button type="button" class="button" @click=${swap}>${context.t("thing.tilt_swap")}</button>`}
  `;
}

/**
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {string} id
 * @param {"tiltUp" | "tiltDown"} field
 * @param {string} words
 */
function outputField(context, draft, id, field, words) {
  const { t } = context;
  const chosen = draft[field];
  return html`<div class="field">
    <label for=${id}>${t(words)}</label>
    <select
      id=${id}
      name=${field}
      @pointerdown=${opened(draft)}
      @keydown=${opened(draft)}
      @change=${filled(context, draft, (value) => void (draft[field] = value))}
    >
      <option value="" .selected=${chosen === ""}>${t("thing.choose")}</option>
      ${repeat(
        free(context, draft),
        (index) => index,
        (index) => html`<option value=${index} .selected=${String(index) === chosen}>${address(index)}</option>`,
      )}
    </select>
    ${meanwhileOf(context, draft.meanwhile?.[field] && address(Number(draft.meanwhile[field])))}
  </div>`;
}

/**
 * The outputs that nothing has, and those that this cover has for its slats.
 *
 * @param {PageContext} context
 * @param {Draft} draft
 */
function free({ house }, draft) {
  const own = [draft.before?.tiltUp, draft.before?.tiltDown];
  return Array.from({ length: OUTPUTS }, (_, index) => index).filter(
    (index) =>
      own.includes(String(index)) || (!house.thingAt(index) && index !== draft.index && index !== draft.partner),
  );
}
