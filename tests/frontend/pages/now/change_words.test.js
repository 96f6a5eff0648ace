import assert from "node:assert/strict";
import { test } from "node:test";

import {
  KEPT,
  byDay,
  ofWhom,
  withChanges,
  wordsOf,
} from "../../../../custom_components/ipcom/frontend/pages/now/change_words.js";

/** @typedef {import("../../../../custom_components/ipcom/frontend/pages/now/change_words.js").KnownThing} KnownThing */

const LAMP = /** @type {KnownThing} */ ({ type: "output", kind: "light", outputs: [1] });
const DIMMER = /** @type {KnownThing} */ ({ type: "output", kind: "dimmer", outputs: [1] });
const DOOR = /** @type {KnownThing} */ ({ type: "output", kind: "impulse", outputs: [1] });
const SHUTTER = /** @type {KnownThing} */ ({ type: "cover", kind: "cover", outputs: [1, 2] });

/**
 * @param {number} old
 * @param {number} value
 * @param {KnownThing} [thing]
 * @param {number} [index]
 */
function key(old, value, thing, index = 1) {
  return wordsOf({ index, old, value }, thing).key;
}

test("a lamp goes on and off", () => {
  assert.equal(key(0, 255, LAMP), "went_on");
  assert.equal(key(255, 0, LAMP), "went_off");
});

test("a dimmer tells its level, and what it was before", () => {
  assert.deepEqual(wordsOf({ index: 1, old: 0, value: 40 }, DIMMER).placeholders, { value: 40 });
  assert.deepEqual(wordsOf({ index: 1, old: 40, value: 100 }, DIMMER).placeholders, { old: 40, value: 100 });
  assert.equal(key(40, 0, DIMMER), "went_off");
});

test("an output without a name tells a level only where there is one", () => {
  assert.equal(key(0, 255), "went_on");
  assert.equal(key(0, 40), "level_on");
  assert.equal(key(40, 0), "went_off");
});

test("a lamp with a level of its own is on all the same", () => {
  assert.equal(key(0, 100, LAMP), "went_on");
});

test("a shutter goes up, goes down and stops", () => {
  assert.equal(key(0, 255, SHUTTER, 1), "goes_up");
  assert.equal(key(0, 255, SHUTTER, 2), "goes_down");
  assert.equal(key(255, 0, SHUTTER, 1), "stopped_up");
  assert.equal(key(255, 0, SHUTTER, 2), "stopped_down");
});

test("a door opener is pressed and released", () => {
  assert.equal(key(0, 255, DOOR), "pressed");
  assert.equal(key(255, 0, DOOR), "released");
});

/** @type {import("../../../../custom_components/ipcom/frontend/pages/now/change_words.js").NowChange} */
const CHANGE = { id: 1, at: 1, index: 1, old: 0, value: 255, own: true, thing_id: null };

test("the newest change stands first, and the oldest goes when there are many", () => {
  let changes = withChanges([], []);
  for (let id = 0; id < KEPT + 5; id += 1) changes = withChanges(changes, [{ ...CHANGE, id }]);
  assert.equal(changes.length, KEPT);
  assert.equal(changes[0]?.id, KEPT + 4);
});

test("a dimmer that ramps is one change, and stays in its place", () => {
  const changes = withChanges([{ ...CHANGE, id: 2 }, CHANGE], [{ ...CHANGE, value: 70 }]);
  assert.deepEqual(changes.map(({ id, value }) => [id, value]), [[2, 255], [1, 70]]);
});

test("changes from here and from outside can be looked at apart", () => {
  const changes = [CHANGE, { ...CHANGE, own: false }];
  assert.deepEqual(ofWhom(changes, "here"), [CHANGE]);
  assert.equal(ofWhom(changes, "outside")[0]?.own, false);
  assert.equal(ofWhom(changes, "all").length, 2);
});

test("changes are listed day by day", () => {
  const days = byDay([{ at: 25 }, { at: 24 }, { at: 3 }], (at) => String(Math.floor(at / 24)));
  assert.deepEqual(days.map(({ day, changes }) => [day, changes.length]), [["1", 2], ["0", 1]]);
});
