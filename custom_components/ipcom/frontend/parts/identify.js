/**
 * Showing which thing is meant: an output blinks, a shutter nudges. It ends when the page is left.
 *
 * @import { Lease } from "../core/lease.js"
 * @import { PageContext } from "../core/page.js"
 */

import { html, nothing } from "../../web/lit-html.js";
import { icon } from "../../web/icons.js";

/** @typedef {{thing_id: string} | {index: number}} Meant */

/** What is tried only by a person who knows what it moves, and then on a second press. */
const KNOWINGLY = ["motors.try_impulse", "motors.try_gate"];

export class Identify {
  /** @type {string | null} */
  #running = null;
  /** Why it was not done, and for which. @type {{key: string, why: unknown} | null} */
  #refused = null;
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
    const refused = this.#refused?.key === keyOf(meant) ? this.#refused : null;
    const knowingly = refused !== null && KNOWINGLY.some((key) => endsWith(refused.why, key));
    const { sayError } = this.context;
    return html`<button
        type="button"
        class="button ${knowingly ? "wrong" : ""}"
        aria-pressed=${runs}
        @click=${() => (runs ? this.end() : this.#start(meant, knowingly))}
      >
        ${icon("blink")} ${this.#label(runs, knowingly)}
      </button>
      ${refused ? html`<p class="mistake refused" role="alert">${sayError(refused.why)}</p>` : nothing}`;
  }

  /** End what runs, and forget what was refused. */
  end() {
    this.#refused = null;
    this.#lease?.end();
  }

  /** @param {boolean} runs @param {boolean} knowingly */
  #label(runs, knowingly) {
    const { t } = this.context;
    if (runs) return t("thing.identifying");
    return knowingly ? t("thing.identify_knowingly") : t("thing.identify");
  }

  /** @param {Meant} meant @param {boolean} knowingly */
  #start(meant, knowingly) {
    this.end();
    this.#running = keyOf(meant);
    const lease = this.context.lease("identify", { ...meant, ...(knowingly ? { knowingly } : {}) }, {
      event: (event) => this.#hear(meant, lease, event),
      ended: (_, error) => this.#ended(meant, error),
    });
    this.#lease = lease;
    this.context.redraw();
  }

  /**
   * @param {Meant} meant
   * @param {Lease} lease
   * @param {{state?: string, text?: import("../types/messages.d.ts").Text}} event
   */
  #hear(meant, lease, event) {
    if (event.state === "refused" && event.text) this.#refused = { key: keyOf(meant), why: event.text };
    if (event.state === "done" || event.state === "refused") lease.end();
  }

  /**
   * @param {Meant} meant
   * @param {unknown} error
   */
  #ended(meant, error) {
    if (this.#running === keyOf(meant)) this.#running = null;
    if (error) this.#refused = { key: keyOf(meant), why: error };
    this.context.redraw();
  }
}

/** @param {Meant} meant */
function keyOf(meant) {
  return "thing_id" in meant ? meant.thing_id : String(meant.index);
}

/**
 * @param {unknown} why
 * @param {string} key
 */
function endsWith(why, key) {
  return typeof why === "object" && why !== null && "key" in why && String(why.key).endsWith(key);
}
