/**
 * Rooms, which Home Assistant calls areas, in the order of their names. Without a page.
 *
 * @import { Area } from "../types/hass.d.ts"
 * @import { Thing } from "../types/messages.d.ts"
 */

import { remembered } from "./memo.js";

/** @typedef {{room: Area | null, rows: Thing[]}} Group */

/** All rooms. */
export const roomsOf = remembered(
  /** @type {(areas: Readonly<Record<string, Area>>, language: string) => Area[]} */
  (areas, language) => Object.values(areas).toSorted(byName(language)),
);

/**
 * Things by room, both in the order of their names; those without a room come last, under null.
 *
 * @param {ReadonlyArray<Thing>} things
 * @param {Readonly<Record<string, Area>>} areas
 * @param {string} language
 * @returns {Group[]}
 */
export function byRoom(things, areas, language) {
  const sorted = things.toSorted(byName(language));
  const of = (/** @type {string | null} */ id) => sorted.filter((thing) => roomOfThing(thing, areas) === id);
  /** @type {Group[]} */
  const groups = roomsOf(areas, language).map((room) => ({ room, rows: of(room.area_id) }));
  return [...groups, { room: null, rows: of(null) }].filter((group) => group.rows.length > 0);
}

/**
 * The room of a thing: none, if Home Assistant knows it no longer.
 *
 * @param {Thing} thing
 * @param {Readonly<Record<string, Area>>} areas
 * @returns {string | null}
 */
export function roomOfThing({ area_id }, areas) {
  return area_id && areas[area_id] ? area_id : null;
}

/**
 * The things that are in no room, by name. One without a device has no place that a room could be noted at.
 *
 * @param {ReadonlyArray<Thing>} things
 * @param {Readonly<Record<string, Area>>} areas
 * @param {string} language
 */
export function roomless(things, areas, language) {
  return things
    .filter((thing) => thing.device_id && roomOfThing(thing, areas) === null)
    .toSorted(byName(language));
}

/**
 * @param {string} language
 * @returns {(one: {name: string}, other: {name: string}) => number}
 */
export function byName(language) {
  const order = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  return (one, other) => order.compare(one.name, other.name);
}
