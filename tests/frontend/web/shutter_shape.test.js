import assert from "node:assert/strict";
import { test } from "node:test";

import { OPENING, SLATS, pulledOut, shapeOf, slatLines, targetHeight } from "../../../src/ipcom/web/shutter_shape.js";

test("a closed shutter covers its window, an open one leaves it free", () => {
  assert.equal(pulledOut(shapeOf(0)), 0);
  assert.equal(pulledOut(shapeOf(100)), OPENING.height);
  assert.equal(pulledOut(shapeOf(50)), OPENING.height / 2);
});

test("a position beyond the ends is drawn at the end", () => {
  assert.equal(shapeOf(140).covered, 0);
  assert.equal(shapeOf(-3).covered, 1);
});

test("an unknown position is not drawn as a known one", () => {
  assert.equal(shapeOf(null).sure, false);
  assert.equal(shapeOf(Number.NaN).sure, false);
  assert.equal(shapeOf(55).sure, true);
});

test("a curtain opens to both sides, by half of the window at most", () => {
  assert.equal(pulledOut(shapeOf(100, "curtain")), OPENING.width / 2);
  assert.equal(shapeOf(0, "gate").sideways, true);
  assert.equal(shapeOf(0, "garage").sideways, false);
});

test("the mark of a target stands where the lower edge will be", () => {
  assert.equal(targetHeight(0), OPENING.height);
  assert.equal(targetHeight(100), 0);
});

test("the slats have lines between them only", () => {
  assert.equal(slatLines().length, SLATS - 1);
  assert.ok(slatLines().every((height) => height > 0 && height < OPENING.height));
});
