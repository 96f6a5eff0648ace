/**
 * A thing's name and how it is, on a button that opens what is known of it.
 *
 * @import { Thing } from "../../types/messages.d.ts"
 * @import { HousePage } from "./house_page.js"
 */

import { html, nothing } from "../../../web/lit-html.js";
import { icon } from "../../../web/icons.js";
import { address } from "../../core/house.js";

/**
 * @param {HousePage} page
 * @param {Thing} thing
 * @param {string} state
 */
export function nameButton(page, thing, state) {
  const { t } = page.context;
  return html`<button type="button" class="name" @click=${() => page.change(thing)}>
    <span class="what">${thing.name}</span>
    <span class="pale how">
      ${state}<span aria-hidden="true"> · </span><span class="whole">${thing.outputs.map(address).join(" + ")}</span>
      ${thing.disabled ? html`· ${t("house.disabled")}` : nothing}
    </span>
    ${icon("pencil", "small")}
  </button>`;
}
