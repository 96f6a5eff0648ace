import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Moving } from "../../../../custom_components/ipcom/frontend/pages/shutters/moving.js";
import { fakeContext, over, tell } from "../context.js";

test("a shutter runs on a lease until it is stopped", async () => {
  const { context, leases } = fakeContext();
  const moving = new Moving(context);
  moving.start("one", "down");
  await tell(leases[0], { state: "running" });
  assert.deepEqual([leases[0]?.type, leases[0]?.data, moving.motion("one")], ["hold", { thing_id: "one", motion: "down" }, "down"]);
  moving.stop("one");
  assert.deepEqual([leases[0]?.ended, moving.motion("one")], [true, null]);
});

test("the other direction ends the first one", () => {
  const { context, leases } = fakeContext();
  const moving = new Moving(context);
  moving.start("one", "down");
  moving.start("one", "up");
  assert.deepEqual([leases[0]?.ended, leases[1]?.ended, moving.motion("one")], [true, false, "up"]);
});

test("a lease that ended by itself leaves no button pressed", () => {
  const { context, leases } = fakeContext();
  const moving = new Moving(context);
  moving.start("one", "down");
  over(leases[0], "left");
  assert.equal(moving.motion("one"), null);
});

test("a refusal is told in words and ends it", async () => {
  const { context, leases, complaints } = fakeContext();
  const moving = new Moving(context);
  moving.start("one", "down");
  await tell(leases[0], { state: "refused", text: { key: "busy", category: "config_panel" } });
  assert.deepEqual([complaints, moving.motion("one")], [[{ message: "busy" }], null]);
});

test("at its end a shutter runs on for a moment, to be sure of it", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { context, leases } = fakeContext();
  const moving = new Moving(context);
  moving.start("one", "down");
  const state = { confidence: "estimated", moving: /** @type {const} */ ("down"), target: null };
  moving.look({ one: { ...state, position: 3 } });
  moving.look({ one: { ...state, position: 0 } });
  mock.timers.tick(2000);
  assert.equal(leases[0]?.ended, false);
  mock.timers.tick(1000);
  assert.equal(leases[0]?.ended, true);
  mock.timers.reset();
});

test("all are stopped at once", () => {
  const { context, leases } = fakeContext();
  const moving = new Moving(context);
  moving.start("one", "down");
  moving.start("two", "up");
  moving.stopAll();
  assert.deepEqual(leases.map(({ ended }) => ended), [true, true]);
});
