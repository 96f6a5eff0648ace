/**
 * Rooms, which Home Assistant calls areas, in the order of their names. Without a page.
 *
 * @import { Area } from "../types/hass.d.ts"
 * @import { Thing } from "../types/messages.d.ts"
 */

/**
 * @param {Readonly<Record<string, Area>>} areas
 * @param {string} language
 * @returns {Area[]}
 */
export function roomsOf(areas, language) {
  return Object.values(areas).toSorted(byName(language));
}

/**
 * Things by room, both in the order of their names; those without a room come last, under null.
 *
 * @param {ReadonlyArray<Thing>} things
 * @param {Readonly<Record<string, Area>>} areas
 * @param {string} language
 * @returns {{room: Area | null, things: Thing[]}[]}
 */
export function byRoom(things, areas, language) {
  const sorted = things.toSorted(byName(language));
  const of = (/** @type {string | null} */ id) =>
    sorted.filter((thing) => (thing.area_id && areas[thing.area_id] ? thing.area_id : null) === id);
  /** @type {{room: Area | null, things: Thing[]}[]} */
  const groups = roomsOf(areas, language).map((room) => ({ room, things: of(room.area_id) }));
  return [...groups, { room: null, things: of(null) }].filter((group) => group.things.length > 0);
}

/**
 * @param {string} language
 * @returns {(one: {name: string}, other: {name: string}) => number}
 */
export function byName(language) {
  const order = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  return (one, other) => order.compare(one.name, other.name);
}
