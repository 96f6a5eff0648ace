/**
 * The gateways that Home Assistant knows, kept up to date.
 *
 * @import { Connection } from "../types/hass.d.ts"
 * @import { Entry } from "../types/messages.d.ts"
 */

import { Subscription } from "./subscription.js";

export class Entries {
  /** All gateways, or undefined while they are not known yet. @type {Entry[] | undefined} */
  all;
  /** Why they cannot be had, as far as that is known. @type {unknown} */
  error;
  /** @type {Subscription<{entries: Entry[]}> | undefined} */
  #subscription;
  /** @type {Connection | undefined} */
  #connection;

  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
  }

  /** @param {Connection} connection */
  follow(connection) {
    if (connection === this.#connection) return;
    this.leave();
    this.#connection = connection;
    const message = { type: "ipcom/entries/subscribe" };
    this.#subscription = new Subscription(connection, message, this.#take, this.#fail);
  }

  leave() {
    this.#subscription?.end();
    this.#subscription = this.#connection = undefined;
  }

  #take = (/** @type {{entries: Entry[]}} */ event) => {
    this.all = event.entries;
    this.error = undefined;
    this.changed();
  };

  #fail = (/** @type {unknown} */ error) => {
    this.error = error;
    this.changed();
  };
}

/**
 * The gateway that is shown: the one that the address names; without it the one that is shown already, whichever others
 * come before it by now; and the first in the beginning.
 *
 * @param {ReadonlyArray<Entry>} all
 * @param {string | null} wanted
 * @param {string | undefined} shown
 */
export function shownEntry(all, wanted, shown) {
  const of = (/** @type {string | null | undefined} */ id) => all.find((each) => each.entry_id === id);
  return of(wanted) ?? of(shown) ?? all[0];
}
