import assert from "node:assert/strict";
import { test } from "node:test";

import { Presses } from "../../../custom_components/ipcom/frontend/pages/walk/presses.js";

/** @import { Change, Guess } from "../../../custom_components/ipcom/frontend/types/messages.d.ts" */

/**
 * @param {number} index
 * @param {Guess | null} [guess]
 * @param {Partial<Change>} [more]
 * @returns {Change}
 */
function change(index, guess = null, more = {}) {
  return { index, old: 0, value: 255, own: false, at: 1, guess, ...more };
}

const nameless = () => undefined;

/**
 * @param {Presses} presses
 * @param {...Change} changes
 */
function idle(presses, ...changes) {
  presses.take(changes, nameless, false);
}

/**
 * @param {Presses} presses
 * @param {...Change} changes
 */
function busy(presses, ...changes) {
  presses.take(changes, nameless, true);
}

const outputsThatWait = (/** @type {Presses} */ presses) => presses.waiting.map((press) => press.outputs);

/** @param {Presses} presses */
function present(presses) {
  assert.ok(presses.current);
  return presses.current;
}

test("a press comes to the top, and the one before waits", () => {
  const presses = new Presses();
  idle(presses, change(3));
  idle(presses, change(9));
  assert.deepEqual(presses.current?.outputs, [9]);
  assert.deepEqual(outputsThatWait(presses), [[3]]);
});

test("while a name is typed, presses wait below in the order of arrival", () => {
  const presses = new Presses();
  idle(presses, change(3));
  busy(presses, change(9));
  busy(presses, change(5));
  assert.deepEqual(presses.current?.outputs, [3]);
  assert.deepEqual(outputsThatWait(presses), [[9], [5]]);
  presses.next();
  assert.deepEqual(presses.current?.outputs, [9]);
});

test("the same switch pressed again is the same press", () => {
  const presses = new Presses();
  idle(presses, change(3));
  const before = presses.current;
  idle(presses, change(3, null, { old: 255, value: 0 }));
  assert.equal(presses.current, before);
  assert.equal(presses.waiting.length, 0);
});

test("a press that waits comes back to the top when its switch is pressed again", () => {
  const presses = new Presses();
  idle(presses, change(3));
  idle(presses, change(9));
  idle(presses, change(3));
  assert.deepEqual(presses.current?.outputs, [3]);
  assert.deepEqual(outputsThatWait(presses), [[9]]);
});

test("what Home Assistant itself changes is no press", () => {
  const presses = new Presses();
  idle(presses, change(3, null, { own: true }));
  assert.equal(presses.current, null);
  assert.equal(presses.last, null);
});

test("what has a name is told, and does not come up to be named", () => {
  const presses = new Presses();
  presses.take([change(3)], () => true, false);
  assert.equal(presses.current, null);
  assert.deepEqual(presses.seen, [3]);
  assert.equal(presses.last?.index, 3);
});

test("two outputs that move in turn become one press of a shutter", () => {
  const presses = new Presses();
  idle(presses, change(16));
  idle(presses, change(17, { kind: "shutter", with: [16] }));
  assert.equal(presses.current?.sort, "shutter");
  assert.deepEqual(presses.current?.outputs, [16, 17]);
  assert.equal(presses.current?.index, 17);
  assert.deepEqual(presses.current?.guess?.with, [16]);
  assert.equal(presses.waiting.length, 0);
});

test("a shutter that moves on is the same press", () => {
  const presses = new Presses();
  idle(presses, change(16));
  idle(presses, change(17, { kind: "shutter", with: [16] }));
  const key = presses.current?.key;
  idle(presses, change(16, { kind: "shutter", with: [17] }));
  assert.equal(presses.current?.key, key);
  assert.deepEqual(presses.current?.guess?.with, [17]);
  assert.deepEqual(presses.current?.outputs, [16, 17]);
});

test("while a name is typed for one output, the other one joins it and its place stays", () => {
  const presses = new Presses();
  idle(presses, change(16));
  busy(presses, change(17, { kind: "shutter", with: [16] }));
  assert.equal(presses.current?.index, 16);
  assert.equal(presses.current?.sort, "shutter");
  assert.equal(presses.waiting.length, 0);
});

test("a shutter that waits stays where it waits while a name is typed", () => {
  const presses = new Presses();
  idle(presses, change(3));
  busy(presses, change(16));
  busy(presses, change(17, { kind: "shutter", with: [16] }));
  assert.deepEqual(presses.current?.outputs, [3]);
  assert.deepEqual(outputsThatWait(presses), [[16, 17]]);
});

test("of two outputs that are no shutter the other one is named next", () => {
  const presses = new Presses();
  idle(presses, change(16));
  idle(presses, change(17, { kind: "shutter", with: [16] }));
  const press = present(presses);
  presses.named(press, true);
  assert.deepEqual(presses.current?.outputs, [16]);
  assert.deepEqual(outputsThatWait(presses), []);
});

test("the right press is split when the house tells of the name before the save is answered", () => {
  const presses = new Presses();
  idle(presses, change(16));
  idle(presses, change(17, { kind: "shutter", with: [16] }));
  const press = present(presses);
  busy(presses, change(20));
  busy(presses, change(21, { kind: "shutter", with: [20] }));
  presses.forgetNamed((index) => index === 17);
  presses.named(press, true);
  assert.deepEqual(presses.current?.outputs, [20, 21]);
  assert.deepEqual(outputsThatWait(presses), [[16]]);
});

test("the other half comes up if nothing else waits", () => {
  const presses = new Presses();
  idle(presses, change(16));
  idle(presses, change(17, { kind: "shutter", with: [16] }));
  const press = present(presses);
  presses.forgetNamed((index) => index === 17);
  presses.named(press, true);
  assert.deepEqual(presses.current?.outputs, [16]);
});

test("several at once are a scene, which lists all of them", () => {
  const presses = new Presses();
  const guess = (/** @type {number[]} */ ...others) => /** @type {Guess} */ ({ kind: "scene", with: others });
  idle(presses, change(4, guess(6)), change(6, guess(4)));
  assert.equal(presses.current?.sort, "scene");
  assert.deepEqual(presses.current?.outputs, [4, 6]);
});

test("a scene of which everything has a name does not come up", () => {
  const presses = new Presses();
  const guess = /** @type {Guess} */ ({ kind: "scene", with: [] });
  presses.take([change(4, guess), change(6, guess)], () => true, false);
  assert.equal(presses.current, null);
  assert.deepEqual(presses.seen, [6, 4]);
});

test("an output of a scene is named at the top, and the scene comes back afterwards", () => {
  const presses = new Presses();
  const guess = /** @type {Guess} */ ({ kind: "scene", with: [] });
  idle(presses, change(4, guess), change(6, guess));
  presses.chooseOf(6);
  assert.deepEqual(presses.current?.outputs, [6]);
  presses.next();
  assert.equal(presses.current?.sort, "scene");
});

test("what got its name elsewhere waits no longer", () => {
  const presses = new Presses();
  idle(presses, change(3));
  busy(presses, change(9));
  presses.forgetNamed((index) => index === 9);
  assert.deepEqual(presses.current?.outputs, [3]);
  assert.equal(presses.waiting.length, 0);
  presses.forgetNamed(() => true);
  assert.equal(presses.current, null);
});

test("an output whose name was begun earlier waits once", () => {
  const presses = new Presses();
  presses.await(3);
  presses.await(3);
  assert.deepEqual(outputsThatWait(presses), [[3]]);
  idle(presses, change(3));
  assert.deepEqual(presses.current?.outputs, [3]);
  presses.await(3);
  assert.deepEqual(outputsThatWait(presses), []);
});
