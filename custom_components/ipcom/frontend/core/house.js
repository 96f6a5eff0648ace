/**
 * A gateway's outputs, things and shutters as they are now, kept by one subscription that all pages share.
 *
 * Every page reads it and none writes to it. Lists are replaced and never changed in place, so that what is drawn from
 * one may be kept until another takes its place.
 *
 * @import { Change, HouseAll, HouseEvent, Moved, ShutterState, Text, Thing } from "../types/messages.d.ts"
 */

export const OUTPUTS = 128;
export const OUTPUTS_IN_A_MODULE = 8;
/** What an output shows that is on and no dimmer. */
export const RELAY_ON = 255;

/**
 * The name that is printed on the module: "3/4" is the fourth output of module 3.
 *
 * @param {number} index
 */
export function address(index) {
  return `${moduleOf(index)}/${(index % OUTPUTS_IN_A_MODULE) + 1}`;
}

/** @param {number} index */
export function moduleOf(index) {
  return Math.floor(index / OUTPUTS_IN_A_MODULE) + 1;
}

export class House {
  /** Whether anything is known yet. */
  ready = false;
  online = false;
  /** @type {Text | null} */
  reason = null;
  /** The 128 values, or null while none was ever read. @type {ReadonlyArray<number> | null} */
  values = null;
  /** What moved since Home Assistant started. @type {ReadonlyMap<number, Moved>} */
  moved = new Map();
  /** @type {ReadonlyArray<Thing>} */
  things = [];
  /** @type {Readonly<Record<string, ShutterState>>} */
  shutters = {};
  /** Whether presses at the wall are told as events. */
  presses = false;

  /** @type {ReadonlyMap<number, Thing>} */
  #owners = new Map();
  /** @type {Set<(event: HouseEvent) => void>} */
  #listeners = new Set();

  /**
   * Hear each event after it has been taken in.
   *
   * @param {(event: HouseEvent) => void} listener
   * @returns {() => void} ends it
   */
  listen(listener) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** @param {number} index */
  thingAt(index) {
    return this.#owners.get(index);
  }

  /** @param {string} id */
  thing(id) {
    return this.things.find((each) => each.id === id);
  }

  /**
   * Take in an event of `ipcom/house/subscribe`.
   *
   * @param {HouseEvent} event
   */
  take(event) {
    if (event.type === "all") this.#takeAll(event);
    else if (event.type === "changes") this.#takeChanges(event.changes);
    else if (event.type === "things") this.#takeThings(event.things);
    else if (event.type === "shutters") this.shutters = { ...this.shutters, ...event.shutters };
    else if (event.type === "presses") this.presses = event.on;
    else if (event.type === "link") [this.online, this.reason] = [event.online, event.reason];
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** @param {HouseAll} all */
  #takeAll(all) {
    this.ready = true;
    this.online = all.online;
    this.reason = all.reason;
    this.values = all.values;
    this.moved = new Map(Object.entries(all.moved).map(([index, moved]) => [Number(index), moved]));
    this.shutters = all.shutters;
    this.presses = all.presses;
    this.#takeThings(all.things);
  }

  /** @param {Thing[]} things */
  #takeThings(things) {
    this.things = things;
    this.#owners = new Map(things.flatMap((thing) => thing.outputs.map((index) => [index, thing])));
  }

  /** @param {Change[]} changes */
  #takeChanges(changes) {
    const values = this.values ? [...this.values] : new Array(OUTPUTS).fill(0);
    const moved = new Map(this.moved);
    for (const { index, value, own, at } of changes) {
      values[index] = value;
      moved.set(index, { at, own, value, times: (moved.get(index)?.times ?? 0) + 1 });
    }
    this.values = values;
    this.moved = moved;
  }
}
