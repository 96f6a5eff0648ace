import assert from "node:assert/strict";
import { test } from "node:test";

import {
  differences,
  kindOf,
  lineOf,
  typicalTime,
  withoutExamples,
} from "../../../../custom_components/ipcom/frontend/pages/import/plan_lines.js";

/** @typedef {import("../../../../custom_components/ipcom/frontend/pages/import/plan_lines.js").Line} Line */

const LAMP = /** @type {Line} */ ({ name: "Lamp", type: "output", kind: "light", outputs: [3], room: "Hall" });
const BLIND = /** @type {Line} */ ({ name: "Left", type: "cover", kind: "blind", outputs: [4, 5] });
const SAY = {
  kind: (/** @type {Line} */ line) => kindOf(line).option,
  outputs: (/** @type {Line} */ { outputs }) => outputs.join("+"),
};

/**
 * @param {Line} before
 * @param {Partial<Line>} change
 */
function changes(before, change) {
  return differences({ before, after: { ...before, ...change } }, SAY);
}

test("each thing that changes is named with what it was and will be", () => {
  assert.deepEqual(changes(LAMP, { name: "Ceiling", room: "Kitchen" }), [
    { what: "name", from: "Lamp", to: "Ceiling" },
    { what: "room", from: "Hall", to: "Kitchen" },
  ]);
  assert.deepEqual(changes(LAMP, { kind: "dimmer" }), [{ what: "kind", from: "light", to: "dimmer" }]);
  assert.deepEqual(changes(LAMP, { outputs: [9] }), [{ what: "outputs", from: "3", to: "9" }]);
});

test("a cover on the same two outputs the other way round changes its direction", () => {
  assert.equal(changes(BLIND, { outputs: [5, 4] })[0]?.what, "direction");
  assert.equal(changes(BLIND, { outputs: [5, 6] })[0]?.what, "outputs");
});

test("a change that has no word of its own is still told", () => {
  assert.deepEqual(changes(LAMP, {}), [{ what: "other", from: "", to: "" }]);
});

test("no room and an empty one are the same", () => {
  assert.equal(changes({ ...LAMP, room: "" }, { room: null })[0]?.what, "other");
});

test("a cover is called by its class, an output by its kind", () => {
  assert.deepEqual(kindOf(BLIND), { selector: "cover_class", option: "blind" });
  assert.deepEqual(kindOf({ ...BLIND, kind: "" }), { selector: "cover_class", option: "shutter" });
  assert.deepEqual(kindOf(LAMP), { selector: "kind", option: "light" });
  assert.equal(withoutExamples("Impulse: door opener, gate or bell"), "Impulse");
  assert.equal(withoutExamples("Impulsion : gâche de porte"), "Impulsion");
});

test("a typical time is a number of seconds that can be, with a point or a comma, or nothing", () => {
  assert.equal(typicalTime("22.5"), 22.5);
  assert.equal(typicalTime(" 22,5 "), 22.5);
  assert.equal(typicalTime(""), null);
  for (const wrong of ["0.5", "301", "soon", "-3"]) assert.ok(Number.isNaN(typicalTime(wrong)), wrong);
});

test("the line of a mistake is taken out of its place", () => {
  assert.equal(lineOf("devices.yaml:12"), 12);
  assert.equal(lineOf("devices.yaml"), null);
  assert.equal(lineOf(""), null);
});
