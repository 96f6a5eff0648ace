/**
 * The mark of an output: filled while it is on. That of a lamp or an outlet is its switch.
 *
 * @import { Thing } from "../../types/messages.d.ts"
 * @import { HousePage } from "./house_page.js"
 */

import { html } from "../../../web/lit-html.js";
import { icon } from "../../../web/icons.js";
import { RELAY_ON } from "../../core/house.js";

const SWITCHED = new Set(["light", "dimmer", "switch", "outlet", "fan"]);

/**
 * @param {HousePage} page
 * @param {Thing | undefined} thing
 * @param {number} value
 * @param {string} [name] of its drawing, if not that of its kind
 */
export function mark(page, thing, value, name = thing?.kind ?? "unknown") {
  const on = value > 0;
  const drawing = icon(name);
  if (!thing || !SWITCHED.has(thing.kind) || !thing.entity_id || thing.disabled) {
    return html`<span class="mark ${on ? "on" : ""}">${drawing}</span>`;
  }
  return html`<button
    type="button"
    class="mark ${on ? "on" : ""}"
    role="switch"
    aria-checked=${on}
    aria-label=${thing.name}
    @click=${() => page.act(thing, "homeassistant", "toggle")}
  >
    ${drawing}
  </button>`;
}

/**
 * How an output is, in a word or a percentage.
 *
 * @param {HousePage} page
 * @param {Thing | undefined} thing
 * @param {number} value
 */
export function stateOf(page, thing, value) {
  const { t } = page.context;
  if (!page.context.house.values) return t("house.state_unknown");
  if (value === 0) return t("house.state_off");
  const level = value !== RELAY_ON && (!thing || thing.kind === "dimmer");
  return level ? t("house.state_level", { level: value }) : t("house.state_on");
}
