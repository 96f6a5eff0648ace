import assert from "node:assert/strict";
import { test } from "node:test";

import { hoursShown, pointsOf, withSamples, withoutLink } from "../../../../custom_components/ipcom/frontend/pages/now/samples.js";

const SAMPLE = { at: 0, online: true, offline: 0, round_trip: 0.012, worst: 0.05, updates: 2.86, presses: 1, commands: 2 };

test("six hours are kept, and a minute is there once", () => {
  const hour = 3600;
  const samples = withSamples([{ ...SAMPLE, at: 60 }, { ...SAMPLE, at: 6 * hour }], [{ ...SAMPLE, at: 6 * hour + 60 }]);
  assert.deepEqual(samples.map(({ at }) => at), [6 * hour, 6 * hour + 60]);
  assert.equal(withSamples(samples, [{ ...SAMPLE, at: 6 * hour + 60 }]).length, 2);
});

test("the chart ends at a whole ten minutes, so that it does not creep", () => {
  const samples = [{ ...SAMPLE, at: 900 }, { ...SAMPLE, at: 6 * 3600 + 61 }];
  assert.deepEqual(hoursShown(samples, 0), { from: 600, to: 6 * 3600 + 600 });
});

test("soon after a start it shows no more hours than there are", () => {
  assert.deepEqual(hoursShown([], 7200), { from: 3600, to: 7200 });
  assert.deepEqual(hoursShown([{ ...SAMPLE, at: 3661 }, { ...SAMPLE, at: 10_000 }], 0), { from: 10_200 - 7200, to: 10_200 });
});

test("a minute without a link has no figures", () => {
  const samples = [SAMPLE, { ...SAMPLE, at: 60, online: false }];
  assert.deepEqual(pointsOf(samples, "round_trip", 1000).map(({ value }) => value), [12, null]);
  assert.deepEqual(withoutLink(samples), [{ at: 0, so: false }, { at: 60, so: true }]);
});
