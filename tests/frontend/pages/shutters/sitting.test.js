import assert from "node:assert/strict";
import { test } from "node:test";

import {
  begin,
  goOn,
  inWalkingOrder,
  originOf,
  present,
  progress,
  proposed,
  repeat,
  repeatSkipped,
  restored,
  without,
} from "../../../../custom_components/ipcom/frontend/pages/shutters/sitting.js";

/**
 * @param {string} id
 * @param {Partial<import("../../../../custom_components/ipcom/frontend/pages/shutters/sitting.js").Shutter>} [more]
 */
function shutter(id, more) {
  return { id, name: id, room: "", travel_up: null, travel_down: null, guessed: false, ...more };
}

const MEASURED = { travel_up: 20, travel_down: 19 };

test("a person walks from room to room, and by name in each", () => {
  const there = [
    shutter("loft"),
    shutter("window 10", { room: "Kitchen" }),
    shutter("window 9", { room: "Kitchen" }),
    shutter("left", { room: "Bedroom" }),
  ];
  assert.deepEqual(inWalkingOrder(there, "en").map(({ id }) => id), ["left", "window 9", "window 10", "loft"]);
});

test("those without measured times are ticked, a guess counting as none", () => {
  const there = [shutter("a", MEASURED), shutter("b"), shutter("c", { ...MEASURED, guessed: true })];
  assert.deepEqual([...proposed(there)], ["b", "c"]);
});

test("all are ticked when every one was measured before", () => {
  assert.deepEqual([...proposed([shutter("a", MEASURED), shutter("b", MEASURED)])], ["a", "b"]);
});

test("one comes after the other, and the end is reached", () => {
  let sitting = begin(["a", "b"]);
  assert.deepEqual(progress(sitting), { number: 1, of: 2, left: 1, done: false });
  sitting = goOn(sitting, "measured");
  assert.equal(present(sitting), "b");
  sitting = goOn(sitting, "skipped");
  assert.equal(present(sitting), null);
  assert.deepEqual(progress(sitting), { number: 2, of: 2, left: 0, done: true });
});

test("after going back to one, those measured meanwhile do not come again", () => {
  let sitting = goOn(goOn(begin(["a", "b", "c"]), "skipped"), "measured");
  sitting = repeat(sitting, "a");
  assert.equal(present(sitting), "a");
  sitting = goOn(sitting, "measured");
  assert.equal(present(sitting), "c");
});

test("one that is not part of the sitting cannot be repeated", () => {
  const sitting = begin(["a"]);
  assert.deepEqual(repeat(sitting, "x"), sitting);
});

test("all that were skipped can be taken up at the end", () => {
  let sitting = goOn(goOn(goOn(begin(["a", "b", "c"]), "skipped"), "measured"), "skipped");
  sitting = repeatSkipped(sitting);
  assert.equal(present(sitting), "a");
  sitting = goOn(sitting, "measured");
  assert.equal(present(sitting), "c");
  assert.equal(progress(goOn(sitting, "measured")).done, true);
});

test("without a skipped one there is nothing to take up", () => {
  const sitting = goOn(begin(["a"]), "measured");
  assert.deepEqual(repeatSkipped(sitting), sitting);
});

test("a shutter that was removed meanwhile is left out, and the present one stays", () => {
  const sitting = goOn(begin(["a", "b", "c"]), "measured");
  const left = without(sitting, new Set(["b", "c"]));
  assert.equal(present(left), "b");
  assert.equal(present(without(sitting, new Set(["a", "c"]))), "c");
});

test("the table at the end says where the times come from", () => {
  const sitting = goOn(goOn(begin(["a", "b"]), "measured"), "skipped");
  assert.equal(originOf(shutter("a", MEASURED), sitting), "measured");
  assert.equal(originOf(shutter("b"), sitting), "skipped");
  assert.equal(originOf(shutter("c", MEASURED), sitting), "before");
  assert.equal(originOf(shutter("d"), sitting), "none");
  assert.equal(originOf(shutter("e", { ...MEASURED, guessed: true }), null), "guessed");
});

test("a sitting outlives its page, and what is no sitting is not taken for one", () => {
  const sitting = goOn(begin(["a", "b"]), "skipped");
  assert.deepEqual(restored(JSON.stringify(sitting)), sitting);
  for (const text of [null, "", "{", "[]", '{"at":0,"turns":[]}', '{"at":"1","turns":[{"id":"a","outcome":"waiting"}]}', '{"at":0,"turns":[{"id":"a","outcome":"x"}]}']) {
    assert.equal(restored(text), null, String(text));
  }
});
