import assert from "node:assert/strict";
import { test } from "node:test";

import {
  MOST_LINES,
  MOST_ROUTINE_LINES,
  changed,
  houseOf,
  inWords,
  valueOf,
} from "../../../src/ipcom/simulator/page/files/house_state.js";

/** @typedef {import("../../../src/ipcom/simulator/page/files/types.d.ts").All} All */
/** @typedef {import("../../../src/ipcom/simulator/page/files/types.d.ts").LogLine} LogLine */

/** @returns {All} */
function all() {
  return {
    type: "all",
    address: "127.0.0.1:5000",
    buses: [],
    speeds: [0.01, 1000],
    faults: [],
    state: {
      values: { 1: { 0: 0, 19: 255, 127: 40 } },
      motors: {},
      gateway: { state: "running", connections: 0, speed: 1 },
    },
    log: [],
  };
}

/**
 * @param {number} number
 * @param {boolean} routine
 * @returns {LogLine}
 */
function line(number, routine) {
  return { number, at: number, source: "client", connection: 1, kind: "", text: "", routine };
}

test("an output is found by its module and its place", () => {
  const house = houseOf(all());
  assert.equal(valueOf(house, 1, "3/4"), 255);
  assert.equal(valueOf(house, 1, "16/8"), 40);
  assert.equal(valueOf(house, 1, "2/2"), 0);
  assert.equal(valueOf(house, 2, "3/4"), 0);
});

test("a change alters what it names, and nothing else", () => {
  const house = houseOf(all());
  const later = changed(house, { type: "changes", state: { values: { 1: { 19: 0 } } } });
  assert.equal(valueOf(later, 1, "3/4"), 0);
  assert.equal(valueOf(later, 1, "16/8"), 40);
  assert.equal(later.state.gateway, house.state.gateway);
  assert.equal(later.log, house.log);
  assert.equal(valueOf(house, 1, "3/4"), 255);
});

test("mistakes are kept until they are put away, the latest ones only", () => {
  const house = changed(houseOf(all()), { type: "changes", mistakes: ["a", "b", "c", "d"] });
  assert.deepEqual(house.mistakes, ["b", "c", "d"]);
});

test("the log stays in its bounds, and reads push nothing else out", () => {
  let house = changed(houseOf(all()), { type: "changes", log: [line(1, false)] });
  const reads = Array.from({ length: 500 }, (_, number) => line(number + 2, true));
  house = changed(house, { type: "changes", log: reads });
  assert.equal(house.log.length, 1 + MOST_ROUTINE_LINES);
  assert.equal(house.log[0]?.number, 1);
  assert.equal(house.log.at(-1)?.number, 501);
  const others = Array.from({ length: 500 }, (_, number) => line(number + 502, false));
  house = changed(house, { type: "changes", log: others });
  assert.equal(house.log.length, MOST_LINES + MOST_ROUTINE_LINES);
  assert.equal(house.log.at(-1)?.number, 1001);
});

test("values are told in words", () => {
  assert.deepEqual([0, 1, 40, 100, 251, 255].map(inWords), ["off", "1 %", "40 %", "100 %", "dimming", "on"]);
});
