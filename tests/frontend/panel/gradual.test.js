import assert from "node:assert/strict";
import { test } from "node:test";

import { Gradual } from "../../../custom_components/ipcom/frontend/core/gradual.js";

/** @import { PageContext } from "../../../custom_components/ipcom/frontend/core/page.js" */

const ROOT = /** @type {ShadowRoot} */ (
  /** @type {unknown} */ ({ host: { getBoundingClientRect: () => undefined } })
);

/**
 * Draw a list on a processor of which each row takes so long, and return how many rows each frame had.
 *
 * @param {(row: number) => number} costMs of each row, the first one being 0
 * @param {number} wanted
 * @param {(row: number) => number} [weightOf]
 */
function portions(costMs, wanted, weightOf = () => 1) {
  let now = 0;
  let drawn = 0;
  /** @type {((root: ShadowRoot) => void) | undefined} */
  let then;
  const context = { drawn: (/** @type {any} */ each) => (then = each), redraw: () => undefined };
  const gradual = new Gradual(/** @type {PageContext} */ (/** @type {unknown} */ (context)), () => now);
  const frames = [];
  while (drawn < wanted) {
    const rows = gradual.rows(wanted, weightOf);
    frames.push(rows - drawn);
    for (; drawn < rows; drawn += 1) now += costMs(drawn);
    then?.(ROOT);
  }
  return frames;
}

test("a slow processor draws fewer rows a frame than a quick one", () => {
  assert.ok(Math.max(...portions(() => 7, 60)) <= 2);
  assert.ok(Math.max(...portions(() => 1, 60)) >= 10);
});

test("each frame draws a row, however dear it is", () => {
  assert.deepEqual(portions(() => 400, 4), [2, 1, 1]);
});

test("rows that turn out dearer than those before come in smaller portions from the next frame on", () => {
  const frames = portions((row) => (row < 20 ? 2 : 8), 40);
  assert.ok(frames.slice(-4).every((rows) => rows <= 2), String(frames));
});

test("rows that are known to be dear come in smaller portions at once", () => {
  const isDear = (/** @type {number} */ row) => row >= 20;
  const frames = portions((row) => (isDear(row) ? 6 : 2), 40, (row) => (isDear(row) ? 3 : 1));
  let drawn = 0;
  for (const rows of frames) {
    const costMs = Array.from({ length: rows }, (_, at) => (isDear(drawn + at) ? 6 : 2));
    assert.ok(costMs.reduce((all, each) => all + each, 0) <= 18, String(frames));
    drawn += rows;
  }
});

test("a list that fits is drawn at once, and asks for nothing more", () => {
  assert.deepEqual(portions(() => 1, 2), [2]);
});
