/**
 * Named things, a card for each room.
 *
 * @import { Thing } from "../../types/messages.d.ts"
 * @import { HousePage } from "./house_page.js"
 */

import { guard, html, repeat } from "../../../web/lit-html.js";
import { firstRows } from "../../core/gradual.js";
import { coverRow } from "./cover_row.js";
import { mark, stateOf } from "./mark.js";
import { nameButton } from "./name_button.js";

/** A drawn cover with its three buttons, compared with the row of an output. */
const WEIGHT_OF_COVER = 3;

/** @param {HousePage} page */
export function roomsView(page) {
  const { house, hass, t } = page.context;
  const groups = page.byRoom(house.things, hass.areas, hass.language);
  const things = groups.flatMap(({ rows }) => rows);
  const weightOf = (/** @type {number} */ at) => (things[at]?.type === "cover" ? WEIGHT_OF_COVER : 1);
  return html`<div class="rooms">
    ${repeat(
      firstRows(groups, page.gradual.rows(things.length, weightOf)),
      ({ room }) => room?.area_id ?? "",
      ({ room, rows }) => html`
        <section class="card room" aria-label=${room?.name ?? t("house.no_room")}>
          <h3>${room?.name ?? t("house.no_room")}</h3>
          <ul>
            ${repeat(
              rows,
              (thing) => thing.id,
              (thing) => html`<li>${row(page, thing)}</li>`,
            )}
          </ul>
        </section>
      `,
    )}
  </div>`;
}

/** @param {HousePage} page @param {Thing} thing */
function row(page, thing) {
  const { house, hass } = page.context;
  const value = house.values?.[thing.outputs[0] ?? 0] ?? 0;
  const seen = [thing, value, house.shutters[thing.id], house.values === null, hass.localize];
  return guard(seen, () => (thing.type === "cover" ? coverRow(page, thing) : outputRow(page, thing, value)));
}

/** @param {HousePage} page @param {Thing} thing @param {number} value */
function outputRow(page, thing, value) {
  return html`<div class="thing ${value > 0 ? "on" : ""}">
    ${mark(page, thing, value)} ${nameButton(page, thing, stateOf(page, thing, value))}
  </div>`;
}
