import assert from "node:assert/strict";
import { test } from "node:test";

import {
  NEW_ROOM,
  draftOf,
  missingIn,
  newDraft,
  requestOf,
} from "../../../custom_components/ipcom/frontend/parts/thing/draft.js";
import { Drafts } from "../../../custom_components/ipcom/frontend/pages/walk/drafts.js";

/** @import { Thing } from "../../../custom_components/ipcom/frontend/types/messages.d.ts" */
/** @import { Press } from "../../../custom_components/ipcom/frontend/pages/walk/presses.js" */

const SHUTTER = /** @type {const} */ ({ kind: "shutter", with: [16] });

/**
 * @param {Partial<Thing>} more
 * @returns {Thing}
 */
function thing(more) {
  return {
    id: "a",
    type: "output",
    name: "Lamp",
    kind: "light",
    device_class: null,
    outputs: [3],
    area_id: "hall",
    entity_id: null,
    device_id: null,
    icon: null,
    disabled: false,
    travel_up: null,
    travel_down: null,
    guessed: false,
    ...more,
  };
}

test("a level is a dimmer, two in turn are a shutter, and anything else is a light", () => {
  assert.equal(newDraft(3, { kind: "dimmer", with: [] }).choice, "dimmer");
  assert.equal(newDraft(17, { ...SHUTTER, with: [16] }).choice, "cover:shutter");
  assert.equal(newDraft(3, null).choice, "light");
});

test("a new lamp is sent with its room and no details of another kind", () => {
  const draft = { ...newDraft(3, null, "kitchen"), name: " Table " };
  assert.deepEqual(requestOf(draft), {
    thing_type: "output",
    name: "Table",
    kind: "light",
    outputs: [3],
    area_id: "kitchen",
  });
});

test("a shutter is sent with the output that opens it first", () => {
  const draft = { ...newDraft(17, { ...SHUTTER, with: [16] }), name: "Office" };
  assert.deepEqual(requestOf({ ...draft, mainOpens: true }).outputs, [17, 16]);
  assert.deepEqual(requestOf({ ...draft, mainOpens: false }).outputs, [16, 17]);
  assert.equal(requestOf(draft).device_class, "shutter");
  assert.equal(requestOf(draft).kind, undefined);
});

test("a new room is sent by its name", () => {
  const draft = { ...newDraft(3, null), name: "Lamp", room: NEW_ROOM, newRoom: "Attic" };
  assert.equal(requestOf(draft).new_area, "Attic");
  assert.ok(!("area_id" in requestOf(draft)));
});

test("a thing that is changed keeps what is not touched", () => {
  assert.deepEqual(requestOf(draftOf(thing({}))), {
    thing_id: "a",
    thing_type: "output",
    name: "Lamp",
    kind: "light",
    area_id: "hall",
  });
  const cover = draftOf(thing({ type: "cover", kind: "cover", device_class: "awning", outputs: [17, 16] }));
  assert.equal(requestOf(cover).device_class, "awning");
});

test("a form that stayed open does not turn back the directions that were swapped meanwhile", () => {
  const cover = draftOf(thing({ type: "cover", kind: "cover", device_class: "shutter", outputs: [17, 16] }));
  assert.ok(!("outputs" in requestOf({ ...cover, name: "Left" })));
  assert.deepEqual(requestOf({ ...cover, mainOpens: false }).outputs, [16, 17]);
});

test("what is missing is told at its field", () => {
  assert.equal(missingIn(newDraft(3, null))?.field, "name");
  const named = { ...newDraft(3, null), name: "Lamp" };
  assert.equal(missingIn(named), null);
  assert.equal(missingIn({ ...named, choice: "cover:shutter" })?.field, "outputs");
  assert.equal(missingIn({ ...named, room: NEW_ROOM })?.field, "area");
});

/**
 * @param {Partial<Press>} more
 * @returns {Press}
 */
function press(more) {
  return { key: 1, index: 16, outputs: [16], sort: "output", guess: null, ...more };
}

test("a better guess fills in what is not touched, and leaves what is", () => {
  const drafts = new Drafts();
  const one = press({});
  assert.equal(drafts.of(one, "").choice, "light");
  one.guess = { kind: "dimmer", with: [] };
  const draft = drafts.of(one, "");
  assert.equal(draft.choice, "dimmer");
  draft.touched = true;
  one.guess = { kind: "light", with: [] };
  assert.equal(drafts.of(one, "").choice, "dimmer");
});

test("a shutter is offered when its name was begun as a lamp's", () => {
  const drafts = new Drafts();
  const one = press({});
  drafts.of(one, "").touched = true;
  assert.ok(!drafts.isOffer(one));
  Object.assign(one, { sort: "shutter", outputs: [16, 17], guess: { kind: "shutter", with: [17] } });
  assert.ok(drafts.isOffer(one));
  drafts.makeCover(one);
  assert.ok(!drafts.isOffer(one));
  assert.deepEqual(requestOf(drafts.of(one, "")).outputs, [16, 17]);
});

test("the output that moved first opens the shutter, whichever moved last", () => {
  const one = press({ index: 17, outputs: [16, 17], sort: "shutter", guess: { kind: "shutter", with: [16] } });
  assert.deepEqual(requestOf(new Drafts().of(one, "")).outputs, [16, 17]);
  Object.assign(one, { index: 16, guess: { kind: "shutter", with: [17] } });
  assert.deepEqual(requestOf(new Drafts().of(one, "")).outputs, [16, 17]);
});
