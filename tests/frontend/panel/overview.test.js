import assert from "node:assert/strict";
import { test } from "node:test";

import { House, address } from "../../../custom_components/ipcom/frontend/core/house.js";
import { pageOf } from "../../../custom_components/ipcom/frontend/core/page.js";
import { byRoom } from "../../../custom_components/ipcom/frontend/core/rooms.js";
import { ago } from "../../../custom_components/ipcom/frontend/core/times.js";
import { modulesOf, standingOut } from "../../../custom_components/ipcom/frontend/pages/house/overview.js";

/** @import { HouseAll, Thing } from "../../../custom_components/ipcom/frontend/types/messages.d.ts" */

/**
 * @param {number[]} on
 * @param {Partial<HouseAll>} [more]
 */
function house(on, more = {}) {
  const values = Array.from({ length: 128 }, (_, index) => (on.includes(index) ? 255 : 0));
  const made = new House();
  made.take({
    type: "all",
    title: "Home",
    online: true,
    reason: null,
    values,
    moved: {},
    things: [],
    shutters: {},
    presses: false,
    ...more,
  });
  return made;
}

const thing = (/** @type {string} */ name, /** @type {number[]} */ outputs, /** @type {string?} */ area = null) =>
  /** @type {Thing} */ ({ id: name, type: "output", name, kind: "light", outputs, area_id: area });

test("an output is called as its module is labelled", () => {
  assert.equal(address(0), "1/1");
  assert.equal(address(19), "3/4");
  assert.equal(address(127), "16/8");
});

test("a module lives when something of it is named, is on, or has moved", () => {
  const moved = { 17: { at: 1, own: false, value: 0, times: 1 } };
  const alive = modulesOf(house([0], { moved, things: [thing("Lamp", [8])] })).filter((each) => each.alive);
  assert.deepEqual(
    alive.map((each) => each.module),
    [1, 2, 3],
  );
});

test("outputs that are on for no known reason, or have moved, stand out in the order of their addresses", () => {
  const moved = {
    3: { at: 10, own: false, value: 0, times: 1 },
    4: { at: 20, own: false, value: 0, times: 1 },
    5: { at: 30, own: false, value: 0, times: 1 },
  };
  const unnamed = standingOut(house([9, 5], { moved, things: [thing("Lamp", [5])] }));
  assert.deepEqual(
    unnamed.map((each) => each.index),
    [3, 4, 9],
  );
});

test("changes are taken into the values and into what moved, and lists are replaced", () => {
  const made = house([]);
  const before = made.values;
  made.take({ type: "changes", changes: [{ index: 7, old: 0, value: 60, own: false, at: 5, guess: null }] });
  assert.equal(made.values?.[7], 60);
  assert.equal(before?.[7], 0);
  assert.equal(made.moved.get(7)?.times, 1);
});

test("things are found at each of their outputs, and no longer once they are gone", () => {
  const made = house([], { things: [thing("Shutter", [4, 5])] });
  assert.equal(made.thingAt(5)?.name, "Shutter");
  made.take({ type: "things", things: [] });
  assert.equal(made.thingAt(5), undefined);
});

test("rooms and things come in the order of their names, those without a room last", () => {
  const areas = { k: { area_id: "k", name: "Kitchen" }, h: { area_id: "h", name: "Hall" } };
  const things = [thing("Lamp 10", [1], "k"), thing("Lamp 9", [2], "k"), thing("Stray", [3]), thing("Gone", [4], "x")];
  const groups = byRoom([...things, thing("Coat", [5], "h")], areas, "en");
  assert.deepEqual(
    groups.map(({ room, rows }) => [room?.name, ...rows.map((each) => each.name)]),
    [
      ["Hall", "Coat"],
      ["Kitchen", "Lamp 9", "Lamp 10"],
      [undefined, "Gone", "Stray"],
    ],
  );
});

test("an address of the panel names its page, and any other one is House", () => {
  assert.equal(pageOf("/walk"), "walk");
  assert.equal(pageOf("/walk/further"), "walk");
  assert.equal(pageOf(""), "house");
  assert.equal(pageOf("/nonsense"), "house");
});

test("a moment is told in the person's language", () => {
  assert.equal(ago(1000, "en", 1300), "5 minutes ago");
  assert.equal(ago(1000, "fr", 1000 + 7300), "il y a 2 heures");
});
