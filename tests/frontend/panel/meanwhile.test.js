import assert from "node:assert/strict";
import { test } from "node:test";

import { draftOf, newDraft, requestOf } from "../../../custom_components/ipcom/frontend/parts/thing/draft.js";
import { follow } from "../../../custom_components/ipcom/frontend/parts/thing/meanwhile.js";
import { thing } from "./things.js";

const AREAS = { hall: { area_id: "hall", name: "Hall" }, kitchen: { area_id: "kitchen", name: "Kitchen" } };

test("what another page changes is shown in the fields that nothing was filled into, and stays when this one saves", () => {
  const draft = draftOf(thing({}));
  draft.name = "Spot";
  follow(draft, thing({ kind: "dimmer", area_id: "kitchen" }));
  assert.deepEqual([draft.name, draft.choice, draft.room], ["Spot", "dimmer", "kitchen"]);
  assert.equal(draft.meanwhile, undefined);
  assert.deepEqual(requestOf(draft, AREAS), { thing_id: "a", thing_type: "output", name: "Spot" });
});

test("what would be replaced is noted, and replaced when this page saves nevertheless", () => {
  const draft = draftOf(thing({}));
  draft.name = "Spot";
  follow(draft, thing({ name: "Ceiling" }));
  assert.equal(draft.name, "Spot");
  assert.deepEqual(draft.meanwhile, { name: "Ceiling" });
  assert.equal(requestOf(draft, AREAS).name, "Spot");
});

test("the same change on both pages is none to speak of", () => {
  const draft = draftOf(thing({}));
  draft.name = "Spot";
  follow(draft, thing({ name: "Spot" }));
  assert.equal(draft.meanwhile, undefined);
  assert.deepEqual(requestOf(draft, AREAS), { thing_id: "a", thing_type: "output" });
});

test("directions that are swapped elsewhere are shown, unless they were filled in here", () => {
  const cover = { type: /** @type {const} */ ("cover"), kind: "cover", device_class: "shutter" };
  const left = draftOf(thing({ ...cover, outputs: [17, 16] }));
  const turned = { ...draftOf(thing({ ...cover, outputs: [17, 16] })), mainOpens: false };
  for (const draft of [left, turned]) follow(draft, thing({ ...cover, outputs: [16, 17] }));
  assert.deepEqual([left.index, left.partner, left.mainOpens], [16, 17, true]);
  for (const draft of [left, turned]) assert.ok(!("outputs" in requestOf(draft, AREAS)));
});

test("a new thing, and one that was removed meanwhile, follow nothing", () => {
  const fresh = newDraft(3, null);
  follow(fresh, thing({}));
  assert.equal(fresh.name, "");
  const lamp = draftOf(thing({}));
  follow(lamp, undefined);
  assert.equal(lamp.name, "Lamp");
});
