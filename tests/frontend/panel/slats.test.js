import assert from "node:assert/strict";
import { test } from "node:test";

import {
  draftOf,
  hasField,
  missingIn,
  newDraft,
  outputsOf,
  requestOf,
} from "../../../custom_components/ipcom/frontend/parts/thing/draft.js";
import { restored, stored } from "../../../custom_components/ipcom/frontend/parts/thing/kept_draft.js";
import { follow } from "../../../custom_components/ipcom/frontend/parts/thing/meanwhile.js";
import { NO_SLATS, slatsOf, slatsRequest } from "../../../custom_components/ipcom/frontend/parts/thing/slats.js";
import { thing } from "./things.js";

const COVER = thing({ type: "cover", kind: "cover", device_class: "blind", outputs: [33, 32], tilt_model: null, tilt_time: null });
const OWN = { ...COVER, outputs: [33, 32, 40, 41], tilt_model: "own_motor", tilt_time: 6.5 };

test("the two further outputs of a cover turn its slats", () => {
  assert.deepEqual(slatsOf(OWN), { slats: "own_motor", tiltTime: "6.5", tiltUp: "40", tiltDown: "41" });
  assert.deepEqual(slatsOf(COVER), NO_SLATS);
  assert.deepEqual(slatsOf(thing({})), NO_SLATS);
});

test("a cover that is only renamed sends neither its outputs nor its slats", () => {
  const draft = { ...draftOf(OWN), name: "Study" };
  assert.deepEqual(requestOf(draft, {}), { thing_id: "a", thing_type: "cover", name: "Study" });
  assert.deepEqual(outputsOf(draft), [33, 32]);
});

test("slats are sent with their time, in the way in which it was typed, and with the outputs of their motor", () => {
  const draft = { ...draftOf(COVER), slats: "closed_end", tiltTime: "1,5" };
  assert.deepEqual(requestOf(draft, {}), { thing_id: "a", thing_type: "cover", tilt_model: "closed_end", tilt_time: 1.5 });
  const own = { ...draft, slats: "own_motor", tiltUp: "40", tiltDown: "41" };
  assert.deepEqual(requestOf(own, {}).tilt_outputs, [40, 41]);
  assert.deepEqual(slatsRequest({ ...slatsOf(OWN), tiltUp: "41", tiltDown: "40" }, slatsOf(OWN)).tilt_outputs, [41, 40]);
  assert.deepEqual(slatsRequest({ ...slatsOf(OWN), slats: "" }, slatsOf(OWN)), { tilt_model: null });
  assert.deepEqual(slatsRequest(NO_SLATS), {});
});

test("what is missing of the slats is said at its field", () => {
  const draft = { ...draftOf(COVER), slats: "own_motor" };
  assert.equal(missingIn(draft)?.text.key, "thing.tilt_time_missing");
  assert.equal(missingIn({ ...draft, tiltTime: "six" })?.field, "tilt_time");
  assert.equal(missingIn({ ...draft, tiltTime: "6" })?.field, "tilt_outputs");
  assert.equal(missingIn({ ...draft, tiltTime: "6", tiltUp: "40", tiltDown: "41" }), null);
  assert.ok(hasField(draft, "tilt_outputs", []));
  assert.ok(!hasField({ ...draft, slats: "first_part" }, "tilt_outputs", []));
  assert.ok(!hasField({ ...draft, slats: "" }, "tilt_time", []));
  assert.ok(!hasField(newDraft(3, null), "tilt_model", []));
});

test("slats that are changed elsewhere are taken in, and those filled in here stay", () => {
  const draft = { ...draftOf(COVER), slats: "first_part" };
  follow(draft, OWN);
  assert.equal(draft.slats, "first_part");
  assert.equal(draft.meanwhile?.slats, "own_motor");
  assert.equal(draft.tiltUp, "40");
  assert.equal(draft.wired, "33,32");
});

test("a draft is kept with its slats, and one of an earlier release has none", () => {
  const draft = { ...draftOf(OWN), tiltTime: "7" };
  assert.equal(restored(stored(draft, 5), 0)?.tiltTime, "7");
  const older = JSON.parse(stored(draftOf(COVER), 5));
  for (const field of Object.keys(NO_SLATS)) delete older[field];
  older.before = { name: "Lamp", choice: "cover:blind", deviceClass: "", room: "hall" };
  const kept = restored(JSON.stringify(older), 0);
  assert.equal(kept?.slats, "");
  assert.equal(kept?.before?.slats, "");
});
