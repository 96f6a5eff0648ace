/**
 * The list of things without a room: a room to choose in each row.
 *
 * @import { Area } from "../../types/hass.d.ts"
 * @import { Thing } from "../../types/messages.d.ts"
 * @import { HousePage } from "./house_page.js"
 * @import { RoomSitting } from "./room_sitting.js"
 */

import { html, nothing, repeat } from "../../../web/lit-html.js";
import { icon } from "../../../web/icons.js";
import { address } from "../../core/house.js";
import { roomOfThing, roomsOf } from "../../core/rooms.js";
import { NEW_ROOM } from "../../parts/thing/draft.js";

/** @param {HousePage} page @param {RoomSitting} sitting */
export function roomSittingView(page, sitting) {
  const { t, hass } = page.context;
  const things = sitting.things();
  const rooms = roomsOf(hass.areas, hass.language);
  const left = sitting.left();
  return html`<section class="card sitting" aria-labelledby="sitting-title">
    <h2 id="sitting-title" tabindex="-1">${t("house.sitting_title")}</h2>
    <p class="pale">${t("house.sitting_todo")}</p>
    <p class="left" role="status">
      ${left === 0 ? html`${icon("check")} ${t("house.sitting_over")}` : t("house.roomless", { count: left })}
    </p>
    <ul>
      ${repeat(
        things.slice(0, page.gradual.rows(things.length)),
        (thing) => thing.id,
        (thing) => html`<li>${row(page, sitting, thing, rooms)}</li>`,
      )}
    </ul>
    <button type="button" class="button strong" @click=${page.endSitting}>${t("house.sitting_end")}</button>
  </section>`;
}

/** @param {HousePage} page @param {RoomSitting} sitting @param {Thing} thing @param {Area[]} rooms */
function row(page, sitting, thing, rooms) {
  const { hass } = page.context;
  const placed = !sitting.choiceOf(thing) && roomOfThing(thing, hass.areas) !== null;
  return html`<div class="placing ${placed ? "placed" : ""}">
    <span class="mark">${icon(placed ? "check" : thing.kind)}</span>
    <span class="name still">
      <span class="what">${thing.name}</span>
      <span class="pale how">${thing.outputs.map(address).join(" + ")}</span>
    </span>
    ${roomList(page, sitting, thing, rooms)} ${newRoom(page, sitting, thing)} ${problem(page, sitting, thing)}
  </div>`;
}

/** @param {HousePage} page @param {RoomSitting} sitting @param {Thing} thing @param {Area[]} rooms */
function roomList({ context }, sitting, thing, rooms) {
  const { t } = context;
  const chosen = sitting.roomOf(thing);
  const saving = sitting.choiceOf(thing)?.saving ?? false;
  const choose = (/** @type {Event} */ event) => {
    const { value } = /** @type {HTMLSelectElement} */ (event.target);
    void sitting.choose(thing, value);
    if (value !== NEW_ROOM) return;
    context.drawn((root) => /** @type {HTMLElement | null} */ (root.getElementById(fieldOf(thing)))?.focus());
  };
  const option = (/** @type {string} */ value, /** @type {string} */ label) =>
    html`<option value=${value} .selected=${value === chosen}>${label}</option>`;
  return html`<select
    name="room"
    aria-label=${t("house.room_of", { name: thing.name })}
    aria-busy=${saving}
    @change=${choose}
  >
    ${option("", t("thing.no_room"))}
    ${repeat(
      rooms,
      (room) => room.area_id,
      (room) => option(room.area_id, room.name),
    )}
    ${option(NEW_ROOM, t("thing.new_room"))}
  </select>`;
}

/** @param {HousePage} page @param {RoomSitting} sitting @param {Thing} thing */
function newRoom({ context: { t } }, sitting, thing) {
  const choice = sitting.choiceOf(thing);
  if (choice?.room !== NEW_ROOM) return nothing;
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    void sitting.makeRoom(thing);
  };
  return html`<form class="new-room" @submit=${submit}>
    <input
      id=${fieldOf(thing)}
      name="new_room"
      autocomplete="off"
      maxlength="100"
      aria-label=${t("thing.name_of_new_room")}
      placeholder=${t("thing.name_of_new_room")}
      .value=${choice.newRoom}
      @input=${(/** @type {Event} */ event) =>
        sitting.type(thing, /** @type {HTMLInputElement} */ (event.target).value)}
    />
    <button type="submit" class="button" ?disabled=${choice.saving}>${t("thing.save")}</button>
  </form>`;
}

/** @param {HousePage} page @param {RoomSitting} sitting @param {Thing} thing */
function problem({ context }, sitting, thing) {
  const choice = sitting.choiceOf(thing);
  const why = choice?.error ?? choice?.mistake;
  return why ? html`<p class="mistake" role="alert">${context.sayError(why)}</p>` : nothing;
}

/** @param {Thing} thing */
function fieldOf({ id }) {
  return `new-room-${id}`;
}
