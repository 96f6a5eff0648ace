import assert from "node:assert/strict";
import { test } from "node:test";

import {
  asked,
  firstChoice,
  grouped,
  tickedCount,
  withAll,
  withName,
  withTick,
} from "../../../../custom_components/ipcom/frontend/pages/import/portal_choice.js";

/** @typedef {import("../../../../custom_components/ipcom/frontend/pages/import/portal_choice.js").Found} Found */

const FOUND = /** @type {Found} */ ({
  new: [
    { id: "5/1+5/2", name: "Left", type: "cover", kind: "shutter", outputs: [32, 33], guessed: true },
    { id: "1/1", name: "Lamp", type: "output", kind: "light", outputs: [0] },
    { id: "5/3+5/4", name: "Loft", type: "cover", kind: "", outputs: [34, 35], doubtful: true },
  ],
  renamed: [{ id: "1/2", name: "Spot", portal_name: "Spots" }],
  gone: [],
  left_out: [],
  scenes: [],
});

test("all that is new is ticked, but not two relays that only seem to belong together, and no new name", () => {
  assert.deepEqual(asked(FOUND, firstChoice(FOUND)), { wanted: [{ id: "5/1+5/2" }, { id: "1/1" }], renamed: [] });
});

test("what a person corrects is sent, and what is as before is not", () => {
  let choice = withTick(firstChoice(FOUND), "1/1", { kind: "impulse" });
  choice = withTick(choice, "5/1+5/2", { turned: true, kind: "shutter" });
  choice = withName(choice, "1/2", true);
  assert.deepEqual(asked(FOUND, choice), {
    wanted: [
      { id: "5/1+5/2", turned: true },
      { id: "1/1", kind: "impulse" },
    ],
    renamed: ["1/2"],
  });
  assert.equal(tickedCount(choice), 3);
  assert.equal(tickedCount(withName(choice, "1/2", false)), 2);
});

test("a whole group is ticked or left out by one press", () => {
  const none = withAll(firstChoice(FOUND), ["5/1+5/2", "1/1", "5/3+5/4", "no such"], false);
  assert.equal(tickedCount(none), 0);
  assert.equal(tickedCount(withAll(none, ["1/1"], true)), 1);
});

test("lights come first and covers last", () => {
  assert.deepEqual(grouped(FOUND.new).map(({ kind, things }) => [kind, things.length]), [["light", 1], ["cover", 2]]);
});
