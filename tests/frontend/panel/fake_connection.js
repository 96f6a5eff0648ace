/** A connection to Home Assistant that a test drives by hand. */

/** @import { Connection } from "../../../custom_components/ipcom/frontend/types/hass.d.ts" */

/** @implements {Connection} */
export class FakeConnection {
  connected = true;
  /** How many subscriptions are refused before one succeeds. */
  refuses = 0;
  /** @type {any} */
  answer = { alive: true };
  /** @type {{type: string, lease?: unknown}[]} */
  sent = [];
  /** @type {((event: any) => void)[]} */
  subscriptions = [];
  /** @type {Map<string, Set<() => void>>} */
  #listeners = new Map([
    ["ready", new Set()],
    ["disconnected", new Set()],
  ]);

  /** @param {"ready" | "disconnected"} type @param {() => void} listener */
  addEventListener(type, listener) {
    this.#listeners.get(type)?.add(listener);
  }

  /** @param {"ready" | "disconnected"} type @param {() => void} listener */
  removeEventListener(type, listener) {
    this.#listeners.get(type)?.delete(listener);
  }

  /** @param {any} message */
  async sendMessagePromise(message) {
    this.sent.push(message);
    return this.answer;
  }

  /** @param {(event: any) => void} listener */
  async subscribeMessage(listener) {
    if (this.refuses > 0) {
      this.refuses -= 1;
      throw Object.assign(new Error("Unknown command."), { code: "unknown_command" });
    }
    this.subscriptions.push(listener);
    return () => {
      this.subscriptions = this.subscriptions.filter((each) => each !== listener);
    };
  }

  /** @param {string} type */
  sentOf(type) {
    return this.sent.filter((each) => each.type === type).map((each) => each.lease);
  }

  /** Send an event to all that are subscribed. @param {unknown} event */
  say(event) {
    for (const listener of this.subscriptions) listener(event);
  }

  drop() {
    this.connected = false;
    this.subscriptions = [];
    for (const listener of [...(this.#listeners.get("disconnected") ?? [])]) listener();
  }

  comeBack() {
    this.connected = true;
    for (const listener of [...(this.#listeners.get("ready") ?? [])]) listener();
  }
}

/** Let everything happen that waits for nothing but its turn. */
export async function settled() {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
