/**
 * Shutters that are moved from the table: each runs on a lease, so that it stops when the page goes.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { Lease } from "../../core/lease.js"
 * @import { ShutterState } from "../../types/messages.d.ts"
 */

/** How much longer than its way a shutter runs at an end, to be sure of it. */
const OVERRUN_MS = 2500;

/** @typedef {{ lease: Lease, motion: "up" | "down", end: ReturnType<typeof setTimeout> | undefined }} Movement */

export class Moving {
  /** @type {Map<string, Movement>} */
  #movements = new Map();

  /** @param {PageContext} context */
  constructor(context) {
    this.context = context;
  }

  /**
   * Which way this page moves it, or null.
   *
   * @param {string} id
   */
  motion(id) {
    return this.#movements.get(id)?.motion ?? null;
  }

  /**
   * Run a shutter; one that runs is stopped first.
   *
   * @param {string} id
   * @param {"up" | "down"} motion
   */
  start(id, motion) {
    this.stop(id);
    const { context } = this;
    const lease = context.lease("hold", { thing_id: id, motion }, {
      event: (event) => {
        if (event.text) context.complain({ message: context.say(event.text) });
        if (event.state === "refused" || event.state === "ended") lease.end();
      },
      ended: (reason, error) => {
        if (reason === "error") context.complain(error);
        this.#forget(id, lease);
      },
    });
    this.#movements.set(id, { lease, motion, end: undefined });
    context.redraw();
  }

  /** @param {string} id */
  stop(id) {
    this.#movements.get(id)?.lease.end();
  }

  stopAll() {
    for (const id of [...this.#movements.keys()]) this.stop(id);
  }

  /**
   * End the runs of shutters that have come to their end.
   *
   * @param {Readonly<Record<string, ShutterState>>} shutters
   */
  look(shutters) {
    for (const [id, movement] of this.#movements) {
      const arrived = shutters[id]?.position === (movement.motion === "up" ? 100 : 0);
      if (arrived && !movement.end) movement.end = setTimeout(() => movement.lease.end(), OVERRUN_MS);
    }
  }

  /**
   * @param {string} id
   * @param {Lease} lease
   */
  #forget(id, lease) {
    const movement = this.#movements.get(id);
    if (movement?.lease !== lease) return;
    clearTimeout(movement.end);
    this.#movements.delete(id);
    this.context.redraw();
  }
}
