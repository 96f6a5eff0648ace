import assert from "node:assert/strict";
import { test } from "node:test";

import {
  HEIGHT,
  WIDTH,
  bars,
  figures,
  lines,
  nearest,
  path,
  roundTop,
  sideNumbers,
  spans,
  stepped,
  roundTimes,
} from "../../../src/ipcom/web/chart_scale.js";

const HOUR = 3600;
const FRAME = { from: 0, to: 6 * HOUR, top: 100 };

/** @param {(number|null)[]} values one for each minute */
function minutes(...values) {
  return values.map((value, number) => ({ at: (number + 1) * 60, value }));
}

test("the upper edge is a round number that no value passes", () => {
  for (const [highest, top] of /** @type {[number, number][]} */ ([
    [2.857, 3],
    [0.9, 1],
    [18, 20],
    [21, 30],
    [100, 100],
    [101, 200],
    [0, 1],
  ])) {
    assert.equal(roundTop(highest), top, `${highest}`);
  }
});

test("the side has the upper edge, its half and nought", () => {
  assert.deepEqual(sideNumbers(50), [50, 25, 0]);
});

test("whole hours stand below, every second one where there are many, quarters where there are few", () => {
  assert.deepEqual(roundTimes(600, 6 * HOUR + 5), [1, 2, 3, 4, 5, 6].map((hour) => hour * HOUR));
  assert.deepEqual(roundTimes(0, 12 * HOUR, 7), [0, 2, 4, 6, 8, 10, 12].map((hour) => hour * HOUR));
  assert.deepEqual(roundTimes(0, 6 * HOUR, 4), [0, 2, 4, 6].map((hour) => hour * HOUR));
  assert.deepEqual(roundTimes(0, HOUR, 4), [0, 900, 1800, 2700, 3600]);
});

test("a line breaks where nothing was measured and where minutes are missing", () => {
  assert.deepEqual(lines(minutes(1, 2, null, 3), 100).map((line) => line.map(({ value }) => value)), [[1, 2], [3]]);
  const late = [...minutes(1, 2), { at: 600, value: 3 }];
  assert.equal(lines(late, 100).length, 2);
});

test("a single point is drawn as a short dash", () => {
  assert.match(path(minutes(50), FRAME, 100), /^M[\d.]+,50h2$/);
  assert.equal(path([], FRAME, 100), "");
});

test("a value above the edge stays inside the chart", () => {
  assert.match(path(minutes(500, 500), FRAME, 100), /,0L[\d.]+,0$/);
});

test("minutes without a link that follow each other are one span", () => {
  const marks = [true, true, false, true].map((so, number) => ({ at: (number + 1) * 60, so }));
  const found = spans(marks, FRAME, 60);
  assert.equal(found.length, 2);
  assert.equal(found[0]?.x, 0);
  assert.ok(Math.abs((found[0]?.width ?? 0) - (120 / FRAME.to) * WIDTH) < 0.1);
});

test("bars of two series stand side by side, and nought has none", () => {
  const [first] = bars(minutes(10), FRAME, { each: 600, part: 0, of: 2 });
  const [second] = bars(minutes(10), FRAME, { each: 600, part: 1, of: 2 });
  assert.ok(first && second && first.x + first.width <= second.x + 0.02);
  assert.equal(first?.y, HEIGHT * 0.9);
  assert.deepEqual(bars(minutes(0, null), FRAME, { each: 60, part: 0, of: 1 }), []);
});

test("minutes are gathered in steps; one without any value stays empty", () => {
  const points = minutes(1, 2, 3, null, null, null, 8);
  assert.deepEqual(stepped(points, 180, "sum").map(({ value }) => value), [6, null, 8]);
  assert.deepEqual(stepped(points, 180, "middle").map(({ value }) => value), [2, null, 8]);
  assert.deepEqual(stepped(points, 180, "highest").map(({ value }) => value), [3, null, 8]);
});

test("a chart is told in four figures, and one without values in none", () => {
  assert.deepEqual(figures(minutes(4, 1, 3, 2)), { lowest: 1, median: 2.5, highest: 4, last: 2 });
  assert.equal(figures(minutes(null)), null);
});

test("a finger finds the nearest minute", () => {
  const points = minutes(1, 2, 3);
  assert.equal(nearest(points, { from: 0, to: 180, top: 1 }, 0.7), 1);
  assert.equal(nearest([], FRAME, 0.5), -1);
});
