/**
 * Favourites of shutters: keeping where one stands, and sending shutters there.
 *
 * They are Home Assistant's own, so that its dialog of a shutter shows the same ones. A shutter that is sent to its favourite
 * goes on when the page is left: it ends by itself.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { Favourite } from "../../types/messages.d.ts"
 * @import { Shutter } from "./shutters_page.js"
 */

import { favouriteWords } from "./words.js";

export class Favourites {
  /** Those that are asked for and not answered yet. @type {Set<string>} */
  #busy = new Set();

  /** @param {PageContext} context */
  constructor(context) {
    this.context = context;
  }

  /** @param {string} id */
  isBusy(id) {
    return this.#busy.has(id);
  }

  /**
   * Keep where a shutter stands.
   *
   * @param {Shutter} shutter
   */
  keep({ id, name }) {
    const { context } = this;
    return this.#ask([id], async () => {
      const kept = /** @type {Favourite} */ (await context.call("favourite/keep", { thing_id: id }));
      context.announce(context.t("shutters.kept", { name, favourite: favouriteWords(context, kept) }));
    });
  }

  /**
   * Send shutters to their favourites, all at once.
   *
   * @param {readonly Shutter[]} shutters
   */
  go(shutters) {
    const there = shutters.filter(({ favourite, entity_id: entity }) => favourite && entity);
    const ids = there.map(({ id }) => id);
    const data = { entity_id: there.map(({ entity_id: entity }) => entity) };
    return this.#ask(ids, () => this.context.hass.callService("ipcom", "move_to_favourite", data));
  }

  /**
   * @param {readonly string[]} ids
   * @param {() => Promise<unknown>} asked
   */
  async #ask(ids, asked) {
    if (ids.some((id) => this.#busy.has(id))) return;
    for (const id of ids) this.#busy.add(id);
    this.context.redraw();
    try {
      await asked();
    } catch (error) {
      this.context.complain(error);
    }
    for (const id of ids) this.#busy.delete(id);
    this.context.redraw();
  }
}
