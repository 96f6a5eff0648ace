import assert from "node:assert/strict";
import { test } from "node:test";

import { House } from "../../../custom_components/ipcom/frontend/core/house.js";
import { roomless } from "../../../custom_components/ipcom/frontend/core/rooms.js";
import { RoomSitting } from "../../../custom_components/ipcom/frontend/pages/house/room_sitting.js";
import { NEW_ROOM } from "../../../custom_components/ipcom/frontend/parts/thing/draft.js";
import { fakeContext, turns } from "../pages/context.js";
import { thing } from "./things.js";

/** @import { Thing } from "../../../custom_components/ipcom/frontend/types/messages.d.ts" */

const AREAS = { hall: { area_id: "hall", name: "Hall" }, attic: { area_id: "attic", name: "Attic" } };
const STRAY = thing({ id: "stray", name: "Stray", area_id: null, device_id: "1" });
const SHUTTER = thing({ id: "shutter", name: "Blind", type: "cover", area_id: null, device_id: "2" });
const PLACED = thing({ id: "placed", name: "Placed", device_id: "3" });

/** @param {Thing[]} things @param {(message: any) => unknown} [answer] */
function sittingOf(things, answer = () => ({ saved: true, thing_id: "" })) {
  const { context, sent } = fakeContext(answer);
  const house = new House();
  const show = (/** @type {Thing[]} */ shown) => house.take({ type: "things", things: shown });
  show(things);
  const all = Object.assign(context, { house, hass: { ...context.hass, areas: AREAS } });
  return { sitting: new RoomSitting(/** @type {any} */ (all)), show, sent, areas: all };
}

const names = (/** @type {ReadonlyArray<Thing>} */ things) => things.map(({ name }) => name);

test("what has no room is listed by name, and so is what was in a room that is gone", () => {
  const gone = thing({ id: "gone", name: "Gone", area_id: "cellar", device_id: "4" });
  const nowhere = thing({ id: "nowhere", name: "Nowhere", area_id: null });
  assert.deepEqual(names(roomless([STRAY, PLACED, gone, SHUTTER, nowhere], AREAS, "en")), ["Blind", "Gone", "Stray"]);
});

test("a chosen room is saved at once, and nothing else of the thing is sent", async () => {
  const { sitting, sent } = sittingOf([STRAY, SHUTTER]);
  assert.equal(sitting.left(), 2);
  await sitting.choose(SHUTTER, "hall");
  assert.deepEqual(sent, [
    { type: "ipcom/thing/save", entry_id: "entry", thing_id: "shutter", thing_type: "cover", area_id: "hall" },
  ]);
});

test("a row stays where it is when its thing has got a room, and can be corrected", async () => {
  const { sitting, show, sent } = sittingOf([STRAY, SHUTTER]);
  assert.deepEqual(names(sitting.things()), ["Blind", "Stray"]);
  await sitting.choose(SHUTTER, "hall");
  assert.equal(sitting.roomOf(SHUTTER), "hall", "shown before Home Assistant tells of it");
  const placed = { ...SHUTTER, area_id: "hall" };
  show([STRAY, placed]);
  assert.deepEqual(names(sitting.things()), ["Blind", "Stray"]);
  assert.equal(sitting.left(), 1);
  assert.equal(sitting.choiceOf(placed), undefined);
  await sitting.choose(placed, "");
  assert.equal(sent[1].area_id, null);
});

test("what loses its room, or gets its name meanwhile, comes at the end of the list", () => {
  const { sitting, show } = sittingOf([STRAY, PLACED]);
  assert.deepEqual(names(sitting.things()), ["Stray"]);
  const early = thing({ id: "early", name: "Early", area_id: null, device_id: "5" });
  show([STRAY, early, { ...PLACED, area_id: null }]);
  assert.deepEqual(names(sitting.things()), ["Stray", "Early", "Placed"]);
});

test("what is removed meanwhile goes", () => {
  const { sitting, show } = sittingOf([STRAY, SHUTTER]);
  sitting.things();
  show([STRAY]);
  assert.deepEqual(names(sitting.things()), ["Stray"]);
});

test("a new room is made with its name, and not without one", async () => {
  const { sitting, sent } = sittingOf([STRAY]);
  await sitting.choose(STRAY, NEW_ROOM);
  assert.deepEqual(sent, []);
  await sitting.makeRoom(STRAY);
  assert.equal(sitting.choiceOf(STRAY)?.mistake?.key, "thing.room_missing");
  sitting.type(STRAY, "  Cellar ");
  assert.equal(sitting.choiceOf(STRAY)?.mistake, undefined);
  await sitting.makeRoom(STRAY);
  assert.deepEqual(sent, [
    { type: "ipcom/thing/save", entry_id: "entry", thing_id: "stray", thing_type: "output", new_area: "Cellar" },
  ]);
});

test("what is refused is said in its row, and the choice stays", async () => {
  const text = { category: "exceptions", key: "no_such_room.message" };
  const { sitting } = sittingOf([STRAY], () => ({ saved: false, mistake: { field: "area", text } }));
  await sitting.choose(STRAY, "hall");
  assert.equal(sitting.choiceOf(STRAY)?.mistake, text);
  assert.equal(sitting.roomOf(STRAY), "hall");
});

test("what could not be sent is said in its row", async () => {
  const lost = new Error("lost");
  const { sitting } = sittingOf([STRAY], () => Promise.reject(lost));
  await sitting.choose(STRAY, "hall");
  await turns();
  assert.equal(sitting.choiceOf(STRAY)?.error, lost);
  assert.equal(sitting.choiceOf(STRAY)?.saving, false);
});
