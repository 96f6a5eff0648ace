/**
 * The unnamed outputs that are on for no known reason, or have moved: each waits for its name.
 *
 * @import { HousePage } from "./house_page.js"
 * @import { Output } from "./overview.js"
 */

import { guard, html, repeat } from "../../../web/lit-html.js";
import { icon } from "../../../web/icons.js";
import { address } from "../../core/house.js";
import { ago } from "../../core/times.js";
import { mark } from "./mark.js";

/**
 * @param {HousePage} page
 * @param {Output[]} unnamed
 */
export function unnamedView(page, unnamed) {
  const { t, hass } = page.context;
  return html`<section class="card unnamed" aria-labelledby="unnamed-title">
    <h3 id="unnamed-title">${t("house.unnamed")}</h3>
    <p class="pale">${t("house.unnamed_todo")}</p>
    <ul>
      ${repeat(
        unnamed,
        (each) => each.index,
        (each) => {
          const when = each.moved ? ago(each.moved.at, hass.language) : "";
          return guard([each.value, when, hass.localize], () => html`<li>${output(page, each, when)}</li>`);
        },
      )}
    </ul>
  </section>`;
}

/** @param {HousePage} page @param {Output} output @param {string} when */
function output(page, { index, value }, when) {
  const { t } = page.context;
  const state = value > 0 ? t("house.state_on") : t("house.state_off");
  return html`<div class="thing ${value > 0 ? "on" : ""}">
    ${mark(page, undefined, value)}
    <span class="name still">
      <span class="what">${address(index)}</span>
      <span class="pale how">${when ? `${state} · ${t("house.moved", { when })}` : t("house.on_unknown")}</span>
    </span>
    <button
      type="button"
      class="button"
      aria-label=${t("house.name_output", { output: address(index) })}
      @click=${() => page.name(index)}
    >
      ${icon("plus", "small")} ${t("house.name_it")}
    </button>
  </div>`;
}
