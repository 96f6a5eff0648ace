/**
 * What was filled in and not saved, of one gateway. It outlives the page, the tab and the phone's Back: it is kept by the
 * browser with each key, until it is saved or dropped.
 *
 * @import { House } from "./house.js"
 * @import { Draft } from "../parts/thing/draft.js"
 */

import { restored, stored } from "../parts/thing/kept_draft.js";

/** What nobody has come back to in a week is not missed. */
const KEPT_MS = 7 * 24 * 3600 * 1000;

/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Shelf */

export class Unsaved {
  /** @type {Map<string, Draft>} */
  #drafts = new Map();
  #prefix;

  /**
   * @param {string} entryId
   * @param {() => Shelf} shelf throws where a browser keeps nothing: drafts live as long as the page there
   * @param {() => number} [now]
   */
  constructor(entryId, shelf = () => localStorage, now = Date.now) {
    this.#prefix = `ipcom-unsaved-${entryId}-`;
    this.shelf = shelf;
    this.now = now;
    this.#onShelf((all) => this.#read(all));
  }

  /** All of them, the first one begun first. */
  get all() {
    return [...this.#drafts.values()];
  }

  /** Those of outputs that have no name yet. */
  get nameless() {
    return this.all.filter(({ thingId }) => !thingId);
  }

  /** What was begun of a thing. @param {string} id */
  ofThing(id) {
    return this.#drafts.get(id);
  }

  /** What was begun of an output without a name. @param {number} index */
  ofOutput(index) {
    return this.#drafts.get(String(index));
  }

  /** @param {Draft} draft */
  keep(draft) {
    const key = keyOf(draft);
    this.#drafts.set(key, draft);
    this.#onShelf((all) => all.setItem(this.#prefix + key, stored(draft, this.now())));
  }

  /** It is saved, or not wanted any more. @param {Draft} draft */
  forget(draft) {
    const key = keyOf(draft);
    if (this.#drafts.delete(key)) this.#onShelf((all) => all.removeItem(this.#prefix + key));
  }

  /** Drop what has got its name elsewhere, and what is there no longer. @param {House} house */
  follow(house) {
    for (const draft of this.all) {
      const over = draft.thingId ? !house.thing(draft.thingId) : house.thingAt(draft.index);
      if (over && !draft.saving) this.forget(draft);
    }
  }

  /** @param {Shelf} all */
  #read(all) {
    const keys = Array.from({ length: all.length }, (_, at) => all.key(at) ?? "");
    for (const key of keys.filter((each) => each.startsWith(this.#prefix))) {
      const draft = restored(all.getItem(key), this.now() - KEPT_MS);
      if (draft) this.#drafts.set(keyOf(draft), draft);
      else all.removeItem(key);
    }
  }

  /** @param {(all: Shelf) => void} use */
  #onShelf(use) {
    try {
      use(this.shelf());
    } catch {
      return;
    }
  }
}

/** @param {Draft} draft */
function keyOf({ thingId, index }) {
  return thingId ?? String(index);
}
