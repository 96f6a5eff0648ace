/**
 * What moves or blinks lives on a lease: the page renews it each second, and the server ends it 3 s after the last time.
 *
 * A lease ends at once when the page is hidden or left; it is never taken up again by itself.
 *
 * @import { Connection, Unsubscribe } from "../types/hass.d.ts"
 * @import { LeaseOptions } from "./page.js"
 */

export const RENEW_MS = 1000;

/** One lease. */
export class Lease {
  /** @type {string | number | undefined} */
  #id;
  /** @type {Unsubscribe | undefined} */
  #unsubscribe;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #renewing;
  #over = false;

  /**
   * @param {Connection} connection
   * @param {object} message
   * @param {LeaseOptions} options
   * @param {(lease: Lease) => void} forget
   */
  constructor(connection, message, options, forget) {
    this.connection = connection;
    this.options = options;
    this.forget = forget;
    connection.addEventListener("disconnected", this.#lose);
    void this.#start(message);
  }

  /** The number under which the server knows it; undefined until its first event. */
  get id() {
    return this.#id;
  }

  get over() {
    return this.#over;
  }

  /** End it at once. */
  end() {
    this.finish("done");
  }

  /**
   * End it, and tell why.
   *
   * @param {"done" | "left" | "lost" | "error"} reason
   * @param {unknown} [error]
   */
  finish(reason, error) {
    if (this.#over) return;
    this.#over = true;
    clearInterval(this.#renewing);
    this.connection.removeEventListener("disconnected", this.#lose);
    this.#release();
    this.forget(this);
    this.options.ended?.(reason, error);
  }

  #lose = () => this.finish("lost");

  /** @param {object} message */
  async #start(message) {
    try {
      const options = { resubscribe: false };
      this.#unsubscribe = await this.connection.subscribeMessage(this.#hear, message, options);
      if (this.#over) this.#release();
    } catch (error) {
      this.finish("error", error);
    }
  }

  #hear = (/** @type {any} */ event) => {
    if (this.#id === undefined && event.lease !== undefined) {
      this.#id = event.lease;
      if (this.#over) return this.#release();
      this.#renewing = setInterval(this.#renew, RENEW_MS);
    }
    if (!this.#over) this.options.event?.(event);
    return undefined;
  };

  #renew = async () => {
    try {
      const answer = await this.#send("renew");
      if (!answer.alive) this.finish("lost");
    } catch {
      this.finish("lost");
    }
  };

  #release() {
    if (!this.connection.connected) return;
    if (this.#id !== undefined) this.#send("end").catch(() => {});
    const unsubscribe = this.#unsubscribe;
    this.#unsubscribe = undefined;
    if (unsubscribe) Promise.resolve(unsubscribe()).catch(() => {});
  }

  /**
   * @param {"renew" | "end"} what
   * @returns {Promise<{alive: boolean}>}
   */
  #send(what) {
    return this.connection.sendMessagePromise({ type: `ipcom/lease/${what}`, lease: this.#id });
  }
}

/** All leases of the panel; they end together when the page is hidden, closed or left. */
export class Leases {
  /** @type {Set<Lease>} */
  #held = new Set();

  /** Begin to watch the page: called when the panel comes. */
  watch() {
    document.addEventListener("visibilitychange", this.#lookWhetherHidden);
    window.addEventListener("pagehide", this.endAll);
  }

  /** End every lease and watch no longer: called when the panel goes. */
  leave() {
    document.removeEventListener("visibilitychange", this.#lookWhetherHidden);
    window.removeEventListener("pagehide", this.endAll);
    this.endAll();
  }

  /**
   * @param {Connection} connection
   * @param {object} message
   * @param {LeaseOptions} options
   */
  take(connection, message, options) {
    const lease = new Lease(connection, message, options, (each) => this.#held.delete(each));
    this.#held.add(lease);
    return lease;
  }

  endAll = () => {
    for (const lease of [...this.#held]) lease.finish("left");
  };

  #lookWhetherHidden = () => {
    if (document.visibilityState === "hidden") this.endAll();
  };
}
