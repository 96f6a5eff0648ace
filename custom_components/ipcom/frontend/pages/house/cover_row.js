/**
 * A cover: its drawing, and its three buttons.
 *
 * @import { ShutterState, Thing } from "../../types/messages.d.ts"
 * @import { HousePage } from "./house_page.js"
 */

import { html, nothing } from "../../../web/lit-html.js";
import { drawnShutter } from "../../../web/drawn_shutter.js";
import { icon } from "../../../web/icons.js";
import { nameButton } from "./name_button.js";

/** @type {ReadonlyArray<[string, string]>} */
const BUTTONS = [
  ["up", "open_cover"],
  ["stop", "stop_cover"],
  ["down", "close_cover"],
];

/** @param {HousePage} page @param {Thing} thing */
export function coverRow(page, thing) {
  const { t, house } = page.context;
  const state = house.shutters[thing.id];
  const label = coverState(page, state);
  const button = ([name, service] = ["", ""]) => html`
    <button
      type="button"
      class="button round"
      aria-label=${t(`house.cover_${name}`, { name: thing.name })}
      @click=${() => page.act(thing, "cover", service)}
    >
      ${icon(name)}
    </button>
  `;
  return html`<div class="thing cover ${state?.moving ? "on" : ""}">
    <span class="drawing">${drawing(thing, state, label)}</span>
    ${nameButton(page, thing, label)}
    ${thing.entity_id && !thing.disabled ? html`<span class="moves">${BUTTONS.map(button)}</span>` : nothing}
  </div>`;
}

/**
 * @param {Thing} thing
 * @param {ShutterState | undefined} state
 * @param {string} label
 */
function drawing(thing, state, label) {
  return drawnShutter({
    position: state?.position ?? null,
    moving: state?.moving ?? null,
    deviceClass: thing.device_class ?? "shutter",
    guess: state?.confidence === "estimated",
    label,
  });
}

/**
 * @param {HousePage} page
 * @param {ShutterState | undefined} state
 */
export function coverState(page, state) {
  const { t } = page.context;
  if (state?.moving) return t(`house.cover_moving_${state.moving}`);
  if (!state || state.position === null) return t("house.cover_unknown");
  if (state.position === 0) return t("house.cover_closed");
  if (state.position === 100) return t("house.cover_opened");
  return t("house.cover_position", { position: Math.round(state.position) });
}
