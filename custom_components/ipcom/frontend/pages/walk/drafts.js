/**
 * What is filled in for each press. Without a page.
 *
 * As long as the person has touched nothing, a press is filled in with what was guessed last.
 *
 * @import { Unsaved } from "../../core/unsaved.js"
 * @import { Draft } from "../../parts/thing/draft.js"
 * @import { Press } from "./presses.js"
 */

import { DEFAULT_COVER, isCover, newDraft } from "../../parts/thing/draft.js";

export class Drafts {
  /** @type {Map<number, {draft: Draft, from: string}>} */
  #begun = new Map();

  /** @param {Unsaved} unsaved what was begun earlier */
  constructor(unsaved) {
    this.unsaved = unsaved;
  }

  /**
   * @param {Press} press
   * @param {string} room of the thing before
   * @returns {Draft}
   */
  of(press, room) {
    const from = JSON.stringify([press.index, press.outputs, press.guess, room]);
    const known = this.#begun.get(press.key);
    if (known && (known.from === from || known.draft.touched || known.draft.saving)) return known.draft;
    const draft = this.unsaved.ofOutput(press.index) ?? this.#fresh(press, room);
    this.#begun.set(press.key, { draft, from });
    return draft;
  }

  /** @param {Press} press @param {string} room */
  #fresh(press, room) {
    const draft = newDraft(press.index, press.guess, room);
    draft.mainOpens = movedFirst(press);
    return draft;
  }

  /** @param {Press} press */
  begun(press) {
    if (press.sort === "scene") return undefined;
    return this.#begun.get(press.key)?.draft ?? this.unsaved.ofOutput(press.index);
  }

  /** @param {Press} press */
  forget(press) {
    this.#begun.delete(press.key);
  }

  /**
   * Tell whether the outputs moved in turn after a name was begun for one of them: the page offers both as one.
   *
   * @param {Press} press
   */
  isOffer(press) {
    const draft = this.begun(press);
    return press.sort === "shutter" && draft !== undefined && draft.touched && !isCover(draft);
  }

  /** @param {Press} press */
  makeCover(press) {
    const draft = this.begun(press);
    if (!draft) return;
    draft.choice = DEFAULT_COVER;
    draft.partner = press.outputs.find((each) => each !== draft.index) ?? null;
    draft.mainOpens = movedFirst(press);
  }
}

/**
 * Tell whether the output that is named is the one that moved first: people press up before down.
 *
 * @param {Press} press
 */
function movedFirst(press) {
  return press.outputs[0] === press.index;
}
