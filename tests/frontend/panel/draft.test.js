import assert from "node:assert/strict";
import { test } from "node:test";

import {
  NEW_ROOM,
  draftOf,
  hasField,
  missingIn,
  newDraft,
  requestOf,
  roomOf,
} from "../../../custom_components/ipcom/frontend/parts/thing/draft.js";
import { Unsaved } from "../../../custom_components/ipcom/frontend/core/unsaved.js";
import { Shelf } from "./shelf.js";
import { thing } from "./things.js";
import { Drafts } from "../../../custom_components/ipcom/frontend/pages/walk/drafts.js";

/** @import { Press } from "../../../custom_components/ipcom/frontend/pages/walk/presses.js" */

const AREAS = { hall: { area_id: "hall", name: "Hall" }, kitchen: { area_id: "kitchen", name: "Kitchen" } };
const SHUTTER = /** @type {const} */ ({ kind: "shutter", with: [16] });

test("a level is a dimmer, two in turn are a shutter, and anything else is a light", () => {
  assert.equal(newDraft(3, { kind: "dimmer", with: [] }).choice, "dimmer");
  assert.equal(newDraft(17, { ...SHUTTER, with: [16] }).choice, "cover:shutter");
  assert.equal(newDraft(3, null).choice, "light");
});

test("a new lamp is sent with its room and no details of another kind", () => {
  const draft = { ...newDraft(3, null, "kitchen"), name: " Table " };
  assert.deepEqual(requestOf(draft, AREAS), {
    thing_type: "output",
    name: "Table",
    kind: "light",
    outputs: [3],
    area_id: "kitchen",
  });
});

test("a shutter is sent with the output that opens it first", () => {
  const draft = { ...newDraft(17, { ...SHUTTER, with: [16] }), name: "Office" };
  assert.deepEqual(requestOf({ ...draft, mainOpens: true }, AREAS).outputs, [17, 16]);
  assert.deepEqual(requestOf({ ...draft, mainOpens: false }, AREAS).outputs, [16, 17]);
  assert.equal(requestOf(draft, AREAS).device_class, "shutter");
  assert.equal(requestOf(draft, AREAS).kind, undefined);
});

test("a new room is sent by its name", () => {
  const draft = { ...newDraft(3, null), name: "Lamp", room: NEW_ROOM, newRoom: "Attic" };
  assert.equal(requestOf(draft, AREAS).new_area, "Attic");
  assert.ok(!("area_id" in requestOf(draft, AREAS)));
});

test("of a thing that is changed only what was filled in is sent", () => {
  const lamp = draftOf(thing({}));
  assert.deepEqual(requestOf(lamp, AREAS), { thing_id: "a", thing_type: "output" });
  assert.equal(requestOf({ ...lamp, name: "Spot" }, AREAS).name, "Spot");
  assert.equal(requestOf({ ...lamp, choice: "dimmer" }, AREAS).kind, "dimmer");
  assert.equal(requestOf({ ...lamp, room: "kitchen" }, AREAS).area_id, "kitchen");
  assert.equal(requestOf({ ...lamp, room: "" }, AREAS).area_id, null);
  const cover = draftOf(thing({ type: "cover", kind: "cover", device_class: "awning", outputs: [17, 16] }));
  assert.deepEqual(requestOf(cover, AREAS), { thing_id: "a", thing_type: "cover" });
  assert.equal(requestOf({ ...cover, choice: "cover:blind" }, AREAS).device_class, "blind");
});

test("a room that Home Assistant knows no longer is neither shown nor sent", () => {
  const draft = { ...newDraft(3, null, "cellar"), name: "Lamp" };
  assert.equal(roomOf(draft, AREAS), "");
  assert.equal(requestOf(draft, AREAS).area_id, null);
});

test("a form that stayed open does not turn back the directions that were swapped meanwhile", () => {
  const cover = draftOf(thing({ type: "cover", kind: "cover", device_class: "shutter", outputs: [17, 16] }));
  assert.ok(!("outputs" in requestOf({ ...cover, name: "Left" }, AREAS)));
  assert.deepEqual(requestOf({ ...cover, mainOpens: false }, AREAS).outputs, [16, 17]);
});

test("what is missing is told at its field", () => {
  assert.equal(missingIn(newDraft(3, null))?.field, "name");
  const named = { ...newDraft(3, null), name: "Lamp" };
  assert.equal(missingIn(named), null);
  assert.equal(missingIn({ ...named, choice: "cover:shutter" })?.field, "outputs");
  assert.equal(missingIn({ ...named, room: NEW_ROOM })?.field, "area");
});

test("what stands against outputs is shown at their field only where the form has one", () => {
  assert.ok(hasField({ ...newDraft(3, null), choice: "cover:shutter" }, "outputs", []));
  assert.ok(!hasField(newDraft(3, null), "outputs", []));
  assert.ok(!hasField(draftOf(thing({ type: "cover", kind: "cover", outputs: [17, 16] })), "outputs", []));
  assert.ok(hasField(newDraft(3, null), "device_class", ["outlet"]));
  assert.ok(!hasField(newDraft(3, null), "device_class", []));
  assert.ok(hasField(newDraft(3, null), "name", []));
  assert.ok(!hasField(newDraft(3, null), "wrong_way", []));
});

/**
 * @param {Partial<Press>} more
 * @returns {Press}
 */
function press(more) {
  return { key: 1, index: 16, outputs: [16], sort: "output", guess: null, ...more };
}

test("a better guess fills in what is not touched, and leaves what is", () => {
  const drafts = new Drafts(new Unsaved("villa", () => new Shelf()));
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
  const drafts = new Drafts(new Unsaved("villa", () => new Shelf()));
  const one = press({});
  drafts.of(one, "").touched = true;
  assert.ok(!drafts.isOffer(one));
  Object.assign(one, { sort: "shutter", outputs: [16, 17], guess: { kind: "shutter", with: [17] } });
  assert.ok(drafts.isOffer(one));
  drafts.makeCover(one);
  assert.ok(!drafts.isOffer(one));
  assert.deepEqual(requestOf(drafts.of(one, ""), AREAS).outputs, [16, 17]);
});

test("the output that moved first opens the shutter, whichever moved last", () => {
  const one = press({ index: 17, outputs: [16, 17], sort: "shutter", guess: { kind: "shutter", with: [16] } });
  assert.deepEqual(requestOf(new Drafts(new Unsaved("villa", () => new Shelf())).of(one, ""), AREAS).outputs, [16, 17]);
  Object.assign(one, { index: 16, guess: { kind: "shutter", with: [17] } });
  assert.deepEqual(requestOf(new Drafts(new Unsaved("villa", () => new Shelf())).of(one, ""), AREAS).outputs, [16, 17]);
});
