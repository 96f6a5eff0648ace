/**
 * How many things have no room, and the way to the sitting in which they get one.
 *
 * @import { HousePage } from "./house_page.js"
 */

import { html, nothing } from "../../../web/lit-html.js";
import { icon } from "../../../web/icons.js";

/** @param {HousePage} page */
export function roomlessStrip(page) {
  const { t, house, hass } = page.context;
  const count = page.roomless(house.things, hass.areas, hass.language).length;
  if (count === 0) return nothing;
  return html`<section class="strip roomless">
    ${icon("house")}
    <span><b>${t("house.roomless", { count })}</b> ${t("house.roomless_why")}</span>
    <button type="button" class="button strong" @click=${page.beginSitting}>${t("house.sitting_begin")}</button>
  </section>`;
}
