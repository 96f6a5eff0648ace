/** The websocket to the simulated house: it comes back by itself when the server does. */

import { changed, houseOf } from "./house_state.js";

/** @typedef {import("./types.d.ts").House} House */

/** How long to wait before each new attempt, in milliseconds. */
const AGAIN_MS = [300, 500, 1000, 2000];

export class Live {
  /** @type {House|null} */
  house = null;
  #attempts = 0;
  /** @type {WebSocket|null} */
  #socket = null;

  /** @param {() => void} told called after each change of `house` */
  constructor(told) {
    this.told = told;
  }

  open() {
    const socket = new WebSocket(`ws://${location.host}/live`);
    socket.addEventListener("message", (event) => this.#hear(JSON.parse(event.data)));
    socket.addEventListener("close", () => this.#lost());
    this.#socket = socket;
  }

  /** @type {import("./types.d.ts").Send} */
  send = (type, fields = {}) => {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ type, ...fields }));
  };

  /** Put the mistakes away that were shown. */
  forgetMistakes() {
    if (this.house) this.#show({ ...this.house, mistakes: [] });
  }

  /** @param {import("./types.d.ts").All | import("./types.d.ts").Changes} message */
  #hear(message) {
    this.#attempts = 0;
    if (message.type === "all") this.#show(houseOf(message));
    else if (this.house) this.#show(changed(this.house, message));
  }

  #lost() {
    this.#socket = null;
    if (this.house) this.#show({ ...this.house, live: false });
    const wait = AGAIN_MS[Math.min(this.#attempts, AGAIN_MS.length - 1)] ?? 0;
    this.#attempts += 1;
    setTimeout(() => this.open(), wait);
  }

  /** @param {House} house */
  #show(house) {
    this.house = house;
    this.told();
  }
}
