import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Lease } from "../../../custom_components/ipcom/frontend/core/lease.js";
import { FakeConnection, settled } from "./fake_connection.js";

/**
 * @param {FakeConnection} connection
 * @returns {{lease: Lease, ended: string[]}}
 */
function take(connection) {
  /** @type {string[]} */
  const ended = [];
  const options = { ended: (/** @type {string} */ reason) => void ended.push(reason) };
  return { lease: new Lease(connection, { type: "ipcom/identify" }, options, () => {}), ended };
}

test("a lease is renewed each second, and no more once it has ended", async () => {
  mock.timers.enable({ apis: ["setInterval"] });
  const connection = new FakeConnection();
  const { lease, ended } = take(connection);
  await settled();
  connection.say({ lease: 7, state: "running" });
  mock.timers.tick(3000);
  await settled();
  assert.deepEqual(connection.sentOf("ipcom/lease/renew"), [7, 7, 7]);
  lease.end();
  mock.timers.tick(5000);
  await settled();
  assert.equal(connection.sentOf("ipcom/lease/renew").length, 3);
  assert.deepEqual(connection.sentOf("ipcom/lease/end"), [7]);
  assert.equal(connection.subscriptions.length, 0);
  assert.deepEqual(ended, ["done"]);
  mock.timers.reset();
});

test("a lease that is left before its number is known ends as soon as it is", async () => {
  const connection = new FakeConnection();
  const { lease, ended } = take(connection);
  lease.finish("left");
  await settled();
  assert.equal(connection.subscriptions.length, 0);
  assert.deepEqual(ended, ["left"]);
});

test("a lease that the server has ended is lost", async () => {
  mock.timers.enable({ apis: ["setInterval"] });
  const connection = new FakeConnection();
  connection.answer = { alive: false };
  const { ended } = take(connection);
  await settled();
  connection.say({ lease: 7 });
  mock.timers.tick(1000);
  await settled();
  assert.deepEqual(ended, ["lost"]);
  mock.timers.reset();
});

test("a lost connection ends a lease, and it is not begun anew", async () => {
  const connection = new FakeConnection();
  const { ended } = take(connection);
  await settled();
  connection.say({ lease: 7 });
  connection.drop();
  connection.comeBack();
  await settled();
  assert.deepEqual(ended, ["lost"]);
  assert.equal(connection.subscriptions.length, 0);
});
