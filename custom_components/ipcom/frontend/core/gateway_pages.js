/**
 * The pages of one gateway, each loaded and opened when it is first shown, and the house that they share.
 *
 * @import { Frame } from "./frame.js"
 * @import { Page, PageContext, PageKey } from "./page.js"
 * @import { HouseEvent } from "../types/messages.d.ts"
 */

import { House } from "./house.js";
import { PAGES } from "./page.js";
import { Subscription } from "./subscription.js";
import { Unsaved } from "./unsaved.js";

export class GatewayPages {
  house = new House();
  /** Why the page that is shown cannot be loaded. @type {unknown} */
  error;

  /** @type {Map<PageKey, Page>} */
  #open = new Map();
  /** @type {PageKey | undefined} */
  #shown;
  #closed = false;
  /** @type {Set<{end(): void}>} */
  #subscriptions = new Set();

  /**
   * @param {Frame} frame
   * @param {string} entryId
   */
  constructor(frame, entryId) {
    this.frame = frame;
    this.entryId = entryId;
    this.context = this.#makeContext();
    this.context.subscribe("house/subscribe", {}, (/** @type {HouseEvent} */ event) => {
      this.house.take(event);
      if (event.type === "all" || event.type === "things") this.context.unsaved.follow(this.house);
      frame.redraw();
    });
  }

  /** The page in front, or undefined while it is being loaded. */
  get page() {
    return this.#shown && this.#open.get(this.#shown);
  }

  /**
   * Bring a page to the front; what the one before has set going ends.
   *
   * @param {PageKey} key
   */
  show(key) {
    if (key === this.#shown) return;
    this.#hide();
    this.#shown = key;
    this.error = undefined;
    if (this.page) this.page.shown?.();
    else void this.#load(key);
    this.frame.redraw();
  }

  /** End everything: another gateway is shown, or none. */
  close() {
    this.#closed = true;
    this.#hide();
    for (const page of this.#open.values()) page.removed?.();
    for (const subscription of this.#subscriptions) subscription.end();
  }

  #hide() {
    this.frame.leases.endAll();
    this.page?.hidden?.();
  }

  /** @param {PageKey} key */
  async #load(key) {
    try {
      const module = await PAGES.find((each) => each.key === key)?.load();
      if (this.#closed || !module) return;
      if (!this.#open.has(key)) this.#open.set(key, module.open(this.context));
      if (this.#shown === key) this.page?.shown?.();
    } catch (error) {
      if (this.#shown === key) this.error = error;
    }
    this.frame.redraw();
  }

  /** @returns {PageContext} */
  #makeContext() {
    const { frame, entryId, house } = this;
    const { texts } = frame;
    const connection = () => {
      if (!frame.hass) throw new Error("no connection yet");
      return frame.hass.connection;
    };
    const message = (/** @type {string} */ type, /** @type {object} */ data) => ({
      type: `ipcom/${type}`,
      entry_id: entryId,
      ...data,
    });
    return {
      get hass() {
        if (!frame.hass) throw new Error("no hass yet");
        return frame.hass;
      },
      get narrow() {
        return frame.narrow;
      },
      get entry() {
        const entry = frame.entries.all?.find((each) => each.entry_id === entryId);
        return entry ?? { entry_id: entryId, title: "", loaded: false, online: false, host: "" };
      },
      house,
      unsaved: new Unsaved(entryId),
      t: texts.t,
      say: texts.say,
      option: texts.option,
      sayError: texts.sayError,
      redraw: frame.redraw,
      drawNow: frame.drawNow,
      complain: frame.complain,
      announce: frame.announce,
      go: frame.go,
      style: frame.style,
      drawn: frame.drawn,
      call: (type, data = {}) => connection().sendMessagePromise(message(type, data)),
      lease: (type, data, options) => frame.leases.take(connection(), message(type, data), options),
      subscribe: (type, data, listener) => {
        const subscription = new Subscription(connection(), message(type, data), listener);
        this.#subscriptions.add(subscription);
        return () => {
          subscription.end();
          this.#subscriptions.delete(subscription);
        };
      },
    };
  }
}
