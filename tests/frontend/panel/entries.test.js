import assert from "node:assert/strict";
import { test } from "node:test";

import { shownEntry } from "../../../custom_components/ipcom/frontend/core/entries.js";

const entry = (/** @type {string} */ id) => ({ entry_id: id, title: id, host: "", loaded: true, online: true });
const VILLA = entry("villa");
const FARM = entry("farm");

test("the address names the gateway, and without it the first one is shown", () => {
  assert.equal(shownEntry([FARM, VILLA], "villa", undefined), VILLA);
  assert.equal(shownEntry([FARM, VILLA], null, undefined), FARM);
  assert.equal(shownEntry([], "villa", undefined), undefined);
});

test("a gateway that is added or enabled does not take the place of the one that is shown", () => {
  assert.equal(shownEntry([VILLA], null, undefined), VILLA);
  assert.equal(shownEntry([FARM, VILLA], null, "villa"), VILLA);
});

test("one that the address names comes to the front when it is there, and another one when it has gone", () => {
  assert.equal(shownEntry([FARM, VILLA], "villa", "farm"), VILLA);
  assert.equal(shownEntry([FARM], "villa", "villa"), FARM);
});
