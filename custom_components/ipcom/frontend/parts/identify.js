/**
 * Showing which thing is meant: an output blinks, a shutter nudges. It ends when the page is left.
 *
 * @import { Lease } from "../core/lease.js"
 * @import { PageContext } from "../core/page.js"
 */

import { html } from "../../web/lit-html.js";
import { icon } from "../../web/icons.js";

/** @typedef {{thing_id: string} | {index: number}} Meant */

export class Identify {
  /** @type {string | null} */
  #running = null;
  /** @type {Lease | undefined} */
  #lease;

  /** @param {PageContext} context */
  constructor(context) {
    this.context = context;
  }

  /**
   * The button that starts it, and ends it while it runs.
   *
   * @param {Meant} meant
   */
  button(meant) {
    const runs = this.#running === keyOf(meant);
    const { t } = this.context;
    return html`<button
      type="button"
      class="button"
      aria-pressed=${runs}
      @click=${() => (runs ? this.end() : this.#start(meant))}
    >
      ${icon("blink")} ${runs ? t("thing.identifying") : t("thing.identify")}
    </button>`;
  }

  end() {
    this.#lease?.end();
  }

  /** @param {Meant} meant */
  #start(meant) {
    this.end();
    this.#running = keyOf(meant);
    const lease = this.context.lease("identify", meant, {
      event: (event) => this.#hear(lease, event),
      ended: (_, error) => this.#ended(meant, error),
    });
    this.#lease = lease;
    this.context.redraw();
  }

  /**
   * @param {Lease} lease
   * @param {{state?: string, text?: import("../types/messages.d.ts").Text}} event
   */
  #hear(lease, event) {
    if (event.state === "refused" && event.text) this.context.complain(event.text);
    if (event.state === "done" || event.state === "refused") lease.end();
  }

  /**
   * @param {Meant} meant
   * @param {unknown} error
   */
  #ended(meant, error) {
    if (this.#running === keyOf(meant)) this.#running = null;
    if (error) this.context.complain(error);
    this.context.redraw();
  }
}

/** @param {Meant} meant */
function keyOf(meant) {
  return "thing_id" in meant ? meant.thing_id : String(meant.index);
}
