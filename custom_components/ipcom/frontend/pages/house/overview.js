/**
 * What House shows of the outputs: each module's eight, and the unnamed ones that stand out. Without a page.
 *
 * @import { House } from "../../core/house.js"
 * @import { Moved, Thing } from "../../types/messages.d.ts"
 */

import { OUTPUTS, OUTPUTS_IN_A_MODULE } from "../../core/house.js";

/**
 * One output as it is now.
 *
 * @typedef {object} Output
 * @property {number} index
 * @property {number} value
 * @property {Thing | undefined} thing
 * @property {Moved | undefined} moved
 * @property {boolean} standsOut whether it belongs to nothing although it is on, or has moved
 */

/**
 * @param {House} house
 * @param {number} index
 * @returns {Output}
 */
export function outputAt(house, index) {
  const value = house.values?.[index] ?? 0;
  const thing = house.thingAt(index);
  const moved = house.moved.get(index);
  return { index, value, thing, moved, standsOut: !thing && (value > 0 || moved !== undefined) };
}

/**
 * All modules; one without a sign of life has nothing named, nothing on and nothing that ever moved.
 *
 * @param {House} house
 * @returns {{module: number, alive: boolean, rows: Output[]}[]}
 */
export function modulesOf(house) {
  return Array.from({ length: OUTPUTS / OUTPUTS_IN_A_MODULE }, (_, at) => {
    const first = at * OUTPUTS_IN_A_MODULE;
    const rows = Array.from({ length: OUTPUTS_IN_A_MODULE }, (__, of) => outputAt(house, first + of));
    return { module: at + 1, alive: rows.some((each) => each.thing || each.standsOut), rows };
  });
}

/**
 * The unnamed outputs that stand out, in the order of their addresses: a row stays where it is while others move.
 *
 * @param {House} house
 * @returns {Output[]}
 */
export function standingOut(house) {
  return Array.from({ length: OUTPUTS }, (_, index) => outputAt(house, index)).filter((each) => each.standsOut);
}
