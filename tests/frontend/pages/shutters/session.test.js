import assert from "node:assert/strict";
import { test } from "node:test";

import {
  after,
  drawnPosition,
  expected,
  fresh,
  lasted,
  letGo,
  mainAction,
  part,
  running,
  stations,
} from "../../../../custom_components/ipcom/frontend/pages/shutters/session.js";

/** @typedef {import("../../../../custom_components/ipcom/frontend/pages/shutters/session.js").SessionEvent} SessionEvent */

const READY = /** @type {SessionEvent} */ ({ step: "ready", max_run: 60, hint: { up: 20, down: 18, names: ["Left"] } });

/** @param {SessionEvent[]} events one for each second */
function told(...events) {
  return events.reduce((session, event, number) => after(session, event, number * 1000), fresh());
}

test("one press a step: start, it is closed, up, arrived, arrived, next; what was measured is saved without one", () => {
  /** @type {[SessionEvent, string|null][]} */
  const way = [
    [READY, "begin"],
    [{ step: "closing" }, "arrived"],
    [{ step: "at_bottom" }, "up"],
    [{ step: "going_up" }, "arrived"],
    [{ step: "at_top" }, null],
    [{ step: "going_down" }, "arrived"],
    [{ step: "measured", up: 21, down: 19 }, null],
    [{ step: "saved" }, "next"],
  ];
  let session = fresh();
  assert.equal(mainAction(session), null);
  for (const [event, action] of way) {
    session = after(session, event, 0);
    assert.equal(mainAction(session), action, event.step);
  }
  assert.deepEqual([session.up, session.down], [21, 19]);
});

test("the big button measures again when there is doubt, and goes on after a stop", () => {
  assert.equal(mainAction(told(READY, { step: "doubt", up: 30, down: 10 })), "again");
  assert.equal(mainAction(told(READY, { step: "stopped" })), "again");
});

test("one that did not start down by itself can be started", () => {
  const text = { key: "motors.not_started", category: "config_panel" };
  assert.equal(mainAction(told(READY, { step: "at_top", text })), "down");
});

test("it is known which way the motor runs, and for how long already", () => {
  const session = told(READY, { step: "closing" }, { step: "at_bottom" }, { step: "going_up" });
  assert.equal(running(session), "up");
  assert.equal(lasted(session, 5500), 2.5);
  assert.equal(expected(session), 20);
  assert.equal(part(session, 13000), 0.5);
  assert.equal(part(session, 99000), 1);
});

test("an event of the same step does not begin its time anew", () => {
  const session = told(READY, { step: "going_up" }, { step: "going_up" });
  assert.equal(lasted(session, 3000), 2);
});

test("the way down at first takes its longest time at most", () => {
  assert.equal(part(told(READY, { step: "closing" }), 31000), 0.5);
  assert.equal(part(told(READY, { step: "closing", seconds: 40 }), 31000), 0.75);
});

test("without neighbours nothing is promised", () => {
  assert.equal(part(told({ step: "ready", hint: null }, { step: "going_up" }), 5000), null);
});

test("measuring again forgets what was measured", () => {
  const session = told(READY, { step: "doubt", up: 30, down: 10 }, { step: "ready" });
  assert.deepEqual([session.up, session.down], [null, null]);
});

test("a hidden page has stopped the motor: it says so until the shutter is begun again", () => {
  const away = letGo(told(READY, { step: "going_up" }), "left");
  assert.equal(away.away, "left");
  const back = after(away, READY, 0);
  assert.equal(back.away, "left");
  assert.equal(letGo(back, "lost").away, "left");
  assert.equal(after(back, { step: "closing" }, 1).away, null);
});

test("a page that was hidden before anything had begun has lost nothing", () => {
  assert.equal(letGo(told(READY), "left").away, null);
});

test("it is drawn where it stands, and on its way as far as the neighbours' times tell", () => {
  const session = told(READY, { step: "closing" });
  assert.equal(drawnPosition(session, 9000, 40), null);
  assert.equal(drawnPosition(told(READY), 0, 40), 40);
  assert.equal(drawnPosition(after(session, { step: "at_bottom" }, 0), 0, null), 0);
  const up = after(session, { step: "going_up" }, 0);
  assert.equal(drawnPosition(up, 5000, null), 25);
  assert.equal(drawnPosition(up, 60000, null), 95);
  assert.equal(drawnPosition(after(up, { step: "going_down" }, 0), 9000, null), 50);
  assert.equal(drawnPosition(after({ ...up, hint: null }, { step: "going_down" }, 0), 9000, null), null);
});

test("what the server says belongs to its step only", () => {
  const text = { key: "motors.too_quick", category: "config_panel" };
  const session = told(READY, { step: "ready", text });
  assert.deepEqual(session.text, text);
  assert.equal(after(session, { step: "closing" }, 0).text, null);
});

test("four stations show how far a shutter is", () => {
  assert.deepEqual(stations(told(READY, { step: "going_down" })), ["done", "done", "present", "ahead"]);
  assert.deepEqual(stations(told(READY, { step: "saved" })), ["done", "done", "done", "done"]);
});
