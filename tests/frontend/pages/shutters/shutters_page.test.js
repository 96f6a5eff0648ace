import assert from "node:assert/strict";
import { test } from "node:test";

import { ShuttersPage } from "../../../../custom_components/ipcom/frontend/pages/shutters/shutters_page.js";
import { fakeContext, over, tell, turns } from "../context.js";

/** @import { HouseEvent } from "../../../../custom_components/ipcom/frontend/types/messages.d.ts" */

const READY = { step: "ready", hint: null, max_run: 60 };
const SHUTTER = { id: "left", type: "cover", name: "Left", area_id: null, outputs: [32, 33] };
const ALL = /** @type {HouseEvent} */ (/** @type {unknown} */ ({ type: "all", shutters: {}, things: [SHUTTER] }));

const screen = Object.assign(new EventTarget(), { visibilityState: "visible" });
Object.defineProperty(globalThis, "document", { value: screen });
Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });

/** The page in the middle of a calibration: its shutter runs up. */
async function calibrating() {
  const world = fakeContext(() => ({ alive: true, taken: true }));
  /** @type {(event: HouseEvent) => void} */
  let hear = () => undefined;
  Object.assign(world.context.house, {
    things: [SHUTTER],
    listen: (/** @type {(event: HouseEvent) => void} */ listener) => {
      hear = listener;
      return () => undefined;
    },
  });
  const page = new ShuttersPage(world.context);
  page.shown();
  page.begin(new Set(["left"]));
  await tell(world.leases[0], READY);
  await tell(world.leases[0], { step: "going_up" });
  return { ...world, page, hear: (/** @type {HouseEvent} */ event) => hear(event) };
}

test("a shutter is taken up again when the connection is back, and moves only at a press", async () => {
  const { leases, sent, page, hear } = await calibrating();
  over(leases[0], "lost");
  await turns();
  assert.equal(leases.length, 1);
  hear(ALL);
  await turns();
  assert.equal(leases.length, 2);
  await tell(leases[1], READY);
  assert.deepEqual([page.run?.session.step, page.run?.session.away], ["ready", "lost"]);
  assert.deepEqual(sent, []);
  page.removed();
});

test("what is told anew while the shutter is held begins nothing", async () => {
  const { leases, page, hear } = await calibrating();
  hear(ALL);
  await turns();
  assert.equal(leases.length, 1);
  assert.equal(page.run?.session.step, "going_up");
  page.removed();
});

test("a page behind another one takes nothing up before it is in front again", async () => {
  const { leases, page, hear } = await calibrating();
  page.hidden();
  over(leases[0], "left");
  hear(ALL);
  await turns();
  assert.equal(leases.length, 1);
  page.shown();
  assert.equal(leases.length, 2);
  page.removed();
});

test("a dark screen takes nothing up before it is on again", async () => {
  const { leases, page, hear } = await calibrating();
  screen.visibilityState = "hidden";
  over(leases[0], "left");
  hear(ALL);
  assert.equal(leases.length, 1);
  screen.visibilityState = "visible";
  screen.dispatchEvent(new Event("visibilitychange"));
  assert.equal(leases.length, 2);
  page.removed();
});
