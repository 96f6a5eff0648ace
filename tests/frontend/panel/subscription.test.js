import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Subscription } from "../../../custom_components/ipcom/frontend/core/subscription.js";
import { FakeConnection, settled } from "./fake_connection.js";

test("a subscription is made anew after the connection was lost", async () => {
  const connection = new FakeConnection();
  /** @type {unknown[]} */
  const heard = [];
  const subscription = new Subscription(connection, { type: "x" }, (event) => void heard.push(event));
  await settled();
  connection.say(1);
  connection.drop();
  connection.comeBack();
  await settled();
  connection.say(2);
  assert.deepEqual(heard, [1, 2]);
  subscription.end();
  assert.equal(connection.subscriptions.length, 0);
});

test("a refused subscription is tried until Home Assistant knows the command", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const connection = new FakeConnection();
  connection.refuses = 2;
  /** @type {unknown[]} */
  const heard = [];
  new Subscription(connection, { type: "x" }, (event) => void heard.push(event));
  await settled();
  mock.timers.tick(1000);
  await settled();
  mock.timers.tick(2000);
  await settled();
  connection.say("here");
  assert.deepEqual(heard, ["here"]);
  mock.timers.reset();
});

test("what was ended while it was being made is taken back", async () => {
  const connection = new FakeConnection();
  new Subscription(connection, { type: "x" }, () => assert.fail()).end();
  await settled();
  connection.say(1);
  assert.equal(connection.subscriptions.length, 0);
});

test("what was ended stays ended when the connection comes back", async () => {
  const connection = new FakeConnection();
  const subscription = new Subscription(connection, { type: "x" }, () => {});
  await settled();
  connection.drop();
  subscription.end();
  connection.comeBack();
  await settled();
  assert.equal(connection.subscriptions.length, 0);
});
