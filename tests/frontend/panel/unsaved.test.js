import assert from "node:assert/strict";
import { test } from "node:test";

import { House } from "../../../custom_components/ipcom/frontend/core/house.js";
import { Unsaved } from "../../../custom_components/ipcom/frontend/core/unsaved.js";
import { Drafts } from "../../../custom_components/ipcom/frontend/pages/walk/drafts.js";
import { draftOf, newDraft } from "../../../custom_components/ipcom/frontend/parts/thing/draft.js";
import { save } from "../../../custom_components/ipcom/frontend/parts/thing/saving.js";
import { fakeContext } from "../pages/context.js";
import { Shelf } from "./shelf.js";
import { thing } from "./things.js";

const DAY_MS = 24 * 3600 * 1000;

/** @param {Shelf} shelf @param {number} [now] @param {string} [entryId] */
function pageWith(shelf, now = 0, entryId = "villa") {
  return new Unsaved(entryId, () => shelf, () => now);
}

/** @param {Partial<import("../../../custom_components/ipcom/frontend/parts/thing/draft.js").Draft>} more */
function lamp(more = {}) {
  return { ...newDraft(3, null, "hall"), name: "Ceil", touched: true, ...more };
}

test("what was typed is there again when the page comes back, for its own gateway", () => {
  const shelf = new Shelf();
  pageWith(shelf).keep(lamp());
  const [draft] = pageWith(shelf).all;
  assert.deepEqual(draft, lamp());
  assert.deepEqual(pageWith(shelf, 0, "farm").all, []);
});

test("what was begun of a thing knows how the thing was then", () => {
  const shelf = new Shelf();
  pageWith(shelf).keep({ ...draftOf(thing({})), name: "Spot", saving: true });
  const draft = pageWith(shelf).ofThing("a");
  assert.equal(draft?.name, "Spot");
  assert.equal(draft?.before?.name, "Lamp");
  assert.equal(draft?.saving, false);
  assert.deepEqual(pageWith(shelf).nameless, []);
});

test("what is saved or dropped does not come back", () => {
  const shelf = new Shelf();
  const page = pageWith(shelf);
  page.keep(lamp());
  page.forget(lamp());
  assert.deepEqual([...page.all, ...pageWith(shelf).all], []);
  assert.equal(shelf.length, 0);
});

test("a name that the server has taken is not kept, and one that it refused is", async () => {
  for (const answer of [{ saved: true, thing_id: "a" }, { saved: false, mistake: { field: "name", text: {} } }]) {
    const unsaved = pageWith(new Shelf());
    const { context } = fakeContext(() => answer);
    Object.assign(context, { unsaved });
    const draft = lamp();
    unsaved.keep(draft);
    await save(context, draft);
    assert.equal(unsaved.all.length, answer.saved ? 0 : 1);
  }
});

test("what got its name elsewhere, or is there no longer, is forgotten", () => {
  const page = pageWith(new Shelf());
  page.keep(lamp());
  page.keep(lamp({ index: 4 }));
  page.keep({ ...draftOf(thing({ id: "gone" })), name: "Spot" });
  page.keep({ ...draftOf(thing({ id: "a" })), name: "Spot" });
  const house = new House();
  house.take({ type: "things", things: [thing({ id: "a", outputs: [3] })] });
  page.follow(house);
  assert.deepEqual(
    page.all.map(({ thingId, index }) => thingId ?? index),
    [4, "a"],
  );
});

test("after a week it is dropped, and so is what is no draft of ours", () => {
  const shelf = new Shelf();
  pageWith(shelf).keep(lamp());
  for (const text of ["", "no JSON", "null", "7", "{}", '{"at":9e15,"index":128}']) {
    shelf.setItem(`ipcom-unsaved-villa-${text}`, text);
  }
  assert.equal(pageWith(shelf, 6 * DAY_MS).all.length, 1);
  assert.equal(shelf.length, 1);
  assert.deepEqual(pageWith(shelf, 8 * DAY_MS).all, []);
  assert.equal(shelf.length, 0);
});

test("a browser that keeps nothing loses nothing as long as the page lives", () => {
  const page = new Unsaved("villa", () => {
    throw new Error("SecurityError");
  });
  page.keep(lamp());
  assert.equal(page.ofOutput(3)?.name, "Ceil");
});

test("an output that moves again shows what was begun of it", () => {
  const unsaved = pageWith(new Shelf());
  unsaved.keep(lamp());
  const drafts = new Drafts(unsaved);
  const press = { key: 1, index: 3, outputs: [3], sort: /** @type {const} */ ("output"), guess: null };
  assert.equal(drafts.begun(press)?.name, "Ceil");
  assert.equal(drafts.of(press, "kitchen").name, "Ceil");
  assert.equal(drafts.begun({ ...press, sort: "scene" }), undefined);
});
