/**
 * The sitting that goes on after the page was loaded anew: kept for as long as the browser's tab lives.
 *
 * @import { Sitting } from "./sitting.js"
 */

import { restored } from "./sitting.js";

export class KeptSitting {
  #shelf;

  /** @param {string} entryId */
  constructor(entryId) {
    this.#shelf = `ipcom-sitting-${entryId}`;
  }

  /** The sitting that was left, or null. */
  read() {
    try {
      return restored(sessionStorage.getItem(this.#shelf));
    } catch {
      return null;
    }
  }

  /** @param {Sitting | null} sitting */
  write(sitting) {
    try {
      if (sitting) sessionStorage.setItem(this.#shelf, JSON.stringify(sitting));
      else sessionStorage.removeItem(this.#shelf);
    } catch {
      return; // a browser that keeps nothing: the sitting lives as long as the page
    }
  }
}
