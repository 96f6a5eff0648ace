import assert from "node:assert/strict";
import { test } from "node:test";

import { PortalImport } from "../../../../custom_components/ipcom/frontend/pages/import/portal_import.js";
import { fakeContext } from "../context.js";

const FOUND = { new: [{ id: "1/1", name: "Lamp", type: "output", kind: "light", outputs: [0] }], renamed: [], gone: [], left_out: [], scenes: [] };
const PLAN = { added: [], changed: [], left_alone: [], blocked: [], asks_typical_time: false, empty: true };
const KINDS = { kinds: [{ kind: "light" }], cover_classes: [{ device_class: "shutter" }] };
const MISTAKE = { key: "error.portal_refused", category: "options" };

/**
 * A portal with so many sites and buses.
 *
 * @param {{ sites?: number, likely?: boolean[], more?: Record<string, unknown> }} [portal]
 */
function portal({ sites = 1, likely = [true], more = {} } = {}) {
  /** @type {Record<string, unknown>} */
  const answers = {
    "/api/ipcom/portal_login": { login: "key" },
    "ipcom/import/portal/login": { token: "token", sites: Array.from({ length: sites }, (_, id) => ({ id, name: `Site ${id}` })) },
    "ipcom/import/portal/site": { buses: likely.map((each, index) => ({ index, label: `Bus ${index}`, likely: each })) },
    "ipcom/import/portal/bus": FOUND,
    "ipcom/kinds": KINDS,
    "ipcom/import/portal/choose": { plan: PLAN },
    ...more,
  };
  const world = fakeContext(({ type }) => {
    const answer = answers[type];
    if (answer instanceof Error) throw answer;
    return answer ?? null;
  });
  return { ...world, portal: new PortalImport(world.context) };
}

test("with one site and its bus the things come right after the login", async () => {
  const { portal: one, sent } = portal();
  await one.login(" me ", "secret");
  assert.equal(one.step, "things");
  assert.equal(sent[0].username, "me");
  assert.equal(one.choice.ticks.size, 1);
});

test("several sites and buses are asked for", async () => {
  const { portal: many } = portal({ sites: 2, likely: [true, false] });
  await many.login("me", "secret");
  assert.equal(many.step, "sites");
  await many.chooseSite({ id: 1, name: "Site 1" });
  assert.equal(many.step, "buses");
  await many.chooseBus({ index: 0, label: "Bus 0", likely: true });
  assert.equal(many.step, "things");
});

test("a single bus that is not this entry's is asked for all the same", async () => {
  const { portal: one } = portal({ likely: [false] });
  await one.login("me", "secret");
  assert.equal(one.step, "buses");
});

test("the password is nowhere but in the one message", async () => {
  const { portal: one, sent } = portal();
  await one.login("me", "secret");
  assert.equal(JSON.stringify(sent.slice(1)).includes("secret"), false);
  assert.equal(JSON.stringify({ ...one, context: null }).includes("secret"), false);
});

test("what the portal refuses stands beside the login, at any step", async () => {
  const refused = portal({ more: { "/api/ipcom/portal_login": { mistake: MISTAKE } } });
  await refused.portal.login("me", "wrong");
  assert.deepEqual([refused.portal.step, refused.portal.mistake, refused.complaints], ["login", MISTAKE, []]);
  const late = portal({ more: { "ipcom/import/portal/site": { mistake: MISTAKE } } });
  await late.portal.login("me", "secret");
  assert.deepEqual([late.portal.step, late.portal.mistake], ["login", MISTAKE]);
});

test("an import that waited too long begins at the login again", async () => {
  const gone = Object.assign(new Error("gone"), { code: "not_found" });
  const { portal: one, complaints } = portal({ more: { "ipcom/import/portal/choose": gone } });
  await one.login("me", "secret");
  await one.plan();
  assert.deepEqual([one.step, complaints], ["login", [gone]]);
});

test("back goes step by step, and ends the import at the first", async () => {
  const { portal: many, sent } = portal({ sites: 2, likely: [true, false] });
  await many.login("me", "secret");
  await many.chooseSite({ id: 1, name: "Site 1" });
  await many.chooseBus({ index: 0, label: "Bus 0", likely: true });
  await many.plan();
  const steps = [many.step];
  for (let step = 0; step < 4; step += 1) {
    many.back();
    steps.push(many.step);
  }
  assert.deepEqual(steps, ["plan", "things", "buses", "sites", "login"]);
  assert.equal(sent.at(-1).type, "ipcom/import/end");
});

test("only what is ticked is asked for", async () => {
  const { portal: one, sent } = portal();
  await one.login("me", "secret");
  await one.plan();
  const { wanted, renamed, token } = sent.find(({ type }) => type === "ipcom/import/portal/choose");
  assert.deepEqual([wanted, renamed, token], [[{ id: "1/1" }], [], "token"]);
});
