import assert from "node:assert/strict";
import { test } from "node:test";

import { FileImport } from "../../../../custom_components/ipcom/frontend/pages/import/file_import.js";
import { fakeContext } from "../context.js";

const PLAN = { added: [], changed: [], left_alone: [], blocked: [], asks_typical_time: true, empty: false };
const READ = { token: "token", problems: [], warnings: [], plan: PLAN };

/** @param {Record<string, unknown>} answers */
function imported(answers) {
  const world = fakeContext(({ type }) => answers[type] ?? null);
  return { ...world, file: new FileImport(world.context) };
}

test("a text is read by Home Assistant, and nothing is carried out by that", async () => {
  const { file, sent } = imported({ "ipcom/import/file": READ });
  await file.look("lights:");
  assert.deepEqual(sent, [{ type: "ipcom/import/file", entry_id: "entry", text: "lights:" }]);
  assert.equal(file.planned?.plan, PLAN);
});

test("what is too large is not sent at all", async () => {
  const { file, sent } = imported({});
  await file.look("é".repeat(600_000));
  assert.deepEqual([file.tooLarge, sent], [true, []]);
  await file.read(new File(["x".repeat(1_000_001)], "devices.yaml"));
  assert.deepEqual(sent, []);
});

test("a chosen file is read as its text", async () => {
  const { file, sent } = imported({ "ipcom/import/file": READ });
  await file.read(new File(["lights: é"], "devices.yaml"));
  assert.equal(sent[0].text, "lights: é");
});

test("a file without anything sound has no plan", async () => {
  const problems = [{ where: "devices.yaml:3", text: { key: "tabs.message", category: "exceptions" } }];
  const { file } = imported({ "ipcom/import/file": { ...READ, problems, plan: null } });
  await file.look("\t");
  assert.deepEqual([file.planned, file.answer?.problems], [null, problems]);
});

test("another file gives up the one before", async () => {
  const { file, sent } = imported({ "ipcom/import/file": READ });
  await file.look("lights:");
  file.startAgain();
  assert.deepEqual([sent.at(-1), file.answer], [{ type: "ipcom/import/end", token: "token" }, null]);
});

test("the plan is carried out with the typical time", async () => {
  const { file, sent } = imported({ "ipcom/import/file": READ, "ipcom/import/apply": { done: true, added: 2, changed: 0 } });
  await file.look("lights:");
  file.planned?.type("22,5");
  await file.planned?.apply();
  assert.equal(sent.at(-1).typical_time, 22.5);
  assert.deepEqual([file.planned?.done?.added, file.planned?.done?.changed], [2, 0]);
});

test("a time that cannot be is not sent", async () => {
  const { file, sent } = imported({ "ipcom/import/file": READ });
  await file.look("lights:");
  file.planned?.type("soon");
  await file.planned?.apply();
  assert.equal(sent.length, 1);
});

test("a plan that has changed meanwhile is shown again, and carried out only then", async () => {
  const other = { ...PLAN, empty: true };
  const { file } = imported({ "ipcom/import/file": READ, "ipcom/import/apply": { done: false, plan: other } });
  await file.look("lights:");
  await file.planned?.apply();
  assert.deepEqual([file.planned?.plan, file.planned?.renewed, file.planned?.done], [other, true, null]);
});

test("a time that Home Assistant refuses is told as a mistake, not as another plan", async () => {
  const mistake = { key: "error.travel_time_impossible", category: "options" };
  const { file } = imported({ "ipcom/import/file": READ, "ipcom/import/apply": { done: false, plan: PLAN, mistake } });
  await file.look("lights:");
  await file.planned?.apply();
  assert.deepEqual([file.planned?.mistake, file.planned?.renewed], [mistake, false]);
});
