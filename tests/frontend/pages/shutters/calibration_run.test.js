import assert from "node:assert/strict";
import { test } from "node:test";

import { CalibrationRun } from "../../../../custom_components/ipcom/frontend/pages/shutters/calibration_run.js";
import { fakeContext, over, tell, turns } from "../context.js";

const READY = { step: "ready", hint: null, max_run: 60 };

/** A run that is ready to begin. */
async function ready() {
  const world = fakeContext(() => ({ alive: true, taken: true }));
  const run = new CalibrationRun(world.context, "shutter", () => undefined);
  await tell(world.leases[0], READY);
  return { ...world, run };
}

test("nothing moves before a person presses", async () => {
  const { sent, run } = await ready();
  assert.deepEqual(sent, []);
  assert.equal(run.session.step, "ready");
});

test("a press is sent with its lease, and a second one before the answer is not", async () => {
  const { sent, run } = await ready();
  void run.act("begin");
  void run.act("begin");
  await turns();
  assert.deepEqual(sent, [{ type: "ipcom/calibrate/step", lease: "lease", action: "begin" }]);
});

test("what was measured without doubt is saved at once, and the lease ends", async () => {
  const { sent, leases, run } = await ready();
  await tell(leases[0], { step: "measured", up: 21, down: 19 });
  assert.deepEqual(sent.map(({ action }) => action), ["save"]);
  await tell(leases[0], { step: "saved", up: 21, down: 19 });
  assert.equal(leases[0]?.ended, true);
  assert.deepEqual([run.session.step, run.session.up, run.session.down], ["saved", 21, 19]);
});

test("times that cannot be saved are not sent again and again", async () => {
  const { sent, leases } = await ready();
  await tell(leases[0], { step: "measured", up: 21, down: 19, text: { key: "wrong", category: "config_panel" } });
  assert.deepEqual(sent, []);
});

test("doubt is saved only after the person has accepted it", async () => {
  const { sent, leases, run } = await ready();
  await tell(leases[0], { step: "doubt", up: 31, down: 12 });
  assert.deepEqual(sent, []);
  await run.act("accept");
  await tell(leases[0], { step: "measured", up: 31, down: 12 });
  assert.deepEqual(sent.map(({ action }) => action), ["accept", "save"]);
});

test("a hidden page begins the same shutter anew when it is back, and moves nothing by itself", async () => {
  const { sent, leases, run } = await ready();
  await tell(leases[0], { step: "going_up" });
  over(leases[0], "left");
  assert.equal(run.held, false);
  run.resume();
  run.resume();
  assert.equal(leases.length, 2);
  await tell(leases[1], READY);
  assert.deepEqual([run.session.step, run.session.away], ["ready", "left"]);
  assert.deepEqual(sent, []);
});

test("what an earlier lease still says is not heard", async () => {
  const { leases, run } = await ready();
  over(leases[0], "left");
  run.resume();
  await tell(leases[1], READY);
  leases[0]?.options.event({ step: "going_up" });
  assert.equal(run.session.step, "ready");
});

test("measuring once more after it was saved takes a lease of its own", async () => {
  const { leases, run } = await ready();
  await tell(leases[0], { step: "saved", up: 21, down: 19 });
  await run.act("anew");
  await tell(leases[1], READY);
  assert.deepEqual([run.session.step, run.session.up], ["ready", null]);
});

test("directions that were swapped are told as swapped, and swapped back as before", async () => {
  const { leases, run } = await ready();
  await run.act("swap");
  await tell(leases[0], READY);
  assert.equal(run.session.turned, true);
  await run.act("swap");
  assert.equal(run.session.turned, false);
});

test("a shutter that is busy elsewhere says so and can be tried again", async () => {
  const { leases, run } = await ready();
  await tell(leases[0], { step: "refused", text: { key: "busy", category: "config_panel" } });
  assert.equal(leases[0]?.ended, true);
  assert.deepEqual([run.session.step, run.session.text?.key], ["refused", "busy"]);
  await run.act("anew");
  assert.equal(leases.length, 2);
});

test("the end of a run ends its lease", async () => {
  const { leases, run } = await ready();
  run.end();
  assert.equal(leases[0]?.ended, true);
});

test("times that come in one message with the answer to the press before are saved after it", async () => {
  const { sent, leases, run } = await ready();
  void run.act("arrived");
  await tell(leases[0], { step: "measured", up: 21, down: 19 });
  assert.deepEqual(sent.map(({ action }) => action), ["arrived", "save"]);
});

for (const loses of ["lost", "ended"]) {
  test(`what the server has ended (${loses}) begins anew while the connection is there, and moves nothing`, async () => {
    const { context, sent, leases, run } = await ready();
    Object.assign(context.hass, { connection: { connected: true } });
    await tell(leases[0], { step: "going_up" });
    if (loses === "lost") over(leases[0], "lost");
    else await tell(leases[0], { step: "ended" });
    assert.equal(leases.length, 2);
    await tell(leases[1], READY);
    assert.deepEqual([run.session.step, run.session.away], ["ready", "lost"]);
    assert.deepEqual(sent, []);
  });
}

test("a swap that did not fit is not told as one", async () => {
  const { context, leases } = fakeContext(() => ({ alive: true, taken: false }));
  const run = new CalibrationRun(context, "shutter", () => undefined);
  await tell(leases[0], READY);
  await run.act("swap");
  assert.equal(run.session.turned, false);
});

test("a shutter that is saved stays saved when the page is back", async () => {
  const { leases, run } = await ready();
  await tell(leases[0], { step: "saved", up: 21, down: 19 });
  run.resume();
  assert.deepEqual([leases.length, run.session.step], [1, "saved"]);
});
