import assert from "node:assert/strict";
import { test } from "node:test";

import { House } from "../../../custom_components/ipcom/frontend/core/house.js";

/** @import { HouseEvent } from "../../../custom_components/ipcom/frontend/types/messages.d.ts" */

test("whether wall presses are told is known from the beginning, and follows what any page chooses", () => {
  const house = new House();
  const heard = /** @type {boolean[]} */ ([]);
  house.listen(() => heard.push(house.presses));
  const all = { type: "all", title: "Home", online: true, reason: null, values: null, moved: {}, things: [] };
  house.take(/** @type {HouseEvent} */ ({ ...all, shutters: {}, presses: true }));
  house.take({ type: "presses", on: false });
  assert.deepEqual(heard, [true, false]);
});
