/** The rooms of the house, each with what is in it. A room with a lamp that is on is warm. */

import { html, repeat } from "../../../web/lit-html.js";
import { isLit, thingView } from "./things.js";

/** @typedef {import("./types.d.ts").House} House */
/** @typedef {import("./types.d.ts").Bus} Bus */
/** @typedef {import("./types.d.ts").Room} Room */

/** @param {House} house */
export function roomsView(house) {
  return house.buses.map(
    (bus) => html`<section aria-label=${busName(house, bus)}>
      <h2 class=${house.buses.length > 1 ? "" : "only-heard"}>${busName(house, bus)}</h2>
      <div class="rooms">${repeat(bus.rooms, (room) => room.name, (room) => roomView(house, bus.bus, room))}</div>
    </section>`,
  );
}

/**
 * @param {House} house
 * @param {Bus} bus
 */
export function busName(house, bus) {
  return house.buses.length > 1 ? `Bus ${bus.bus}` : "Rooms";
}

/**
 * @param {House} house
 * @param {number} bus
 * @param {Room} room
 */
function roomView(house, bus, room) {
  const lit = room.things.some((thing) => isLit(house, bus, thing));
  return html`<section class="card room ${lit ? "warm" : ""}" aria-label=${room.name}>
    <h3>${room.name}</h3>
    <ul>${repeat(room.things, (thing) => thing.output, (thing) => thingView(house, bus, thing))}</ul>
  </section>`;
}
