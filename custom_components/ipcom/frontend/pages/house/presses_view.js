/**
 * The one click that makes events of presses at the wall, and what can be expected of it.
 *
 * @import { HousePage } from "./house_page.js"
 */

import { html, live } from "../../../web/lit-html.js";

/** @param {HousePage} page */
export function pressesView(page) {
  const { house, t } = page.context;
  const change = (/** @type {Event & {target: HTMLInputElement}} */ event) => page.tellPresses(event.target.checked);
  return html`<section class="card presses">
    <label class="tick">
      <input type="checkbox" role="switch" .checked=${live(house.presses)} @change=${change} />
      <span class="grow">${t("house.presses_on")}</span>
    </label>
    <p>${t("house.presses_does")}</p>
    <p class="pale">${t("house.presses_unseen")}</p>
  </section>`;
}
