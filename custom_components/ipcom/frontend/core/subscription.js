/**
 * A subscription that outlives the connection.
 *
 * Home Assistant's own way to subscribe anew gives up if the first try fails, and after a restart of Home Assistant it
 * does: the integration's commands come later than the connection. This one tries until it succeeds or is ended.
 *
 * @import { Connection, Unsubscribe } from "../types/hass.d.ts"
 */

const PAUSES_MS = [1000, 2000, 5000];

/** @template Event */
export class Subscription {
  /** The connection's life that the present try belongs to: what an earlier one still says is not heard. */
  #life = 0;
  #failures = 0;
  #ended = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #again;
  /** @type {Unsubscribe | undefined} */
  #unsubscribe;

  /**
   * @param {Connection} connection
   * @param {object} message
   * @param {(event: Event) => void} listener
   * @param {(error: unknown) => void} [failed] told of each refused try
   */
  constructor(connection, message, listener, failed = () => {}) {
    this.connection = connection;
    this.message = message;
    this.listener = listener;
    this.failed = failed;
    connection.addEventListener("ready", this.#start);
    connection.addEventListener("disconnected", this.#forget);
    if (connection.connected) void this.#start();
  }

  /** End it for good. */
  end() {
    if (this.#ended) return;
    this.#ended = true;
    this.connection.removeEventListener("ready", this.#start);
    this.connection.removeEventListener("disconnected", this.#forget);
    const unsubscribe = this.#unsubscribe;
    this.#forget();
    if (unsubscribe) void quietly(unsubscribe);
  }

  #forget = () => {
    this.#life += 1;
    this.#unsubscribe = undefined; // its number means another subscription in the next connection
    clearTimeout(this.#again);
  };

  #start = async () => {
    this.#forget();
    const life = this.#life;
    const hear = (/** @type {Event} */ event) => {
      if (life === this.#life) this.listener(event);
    };
    try {
      const options = { resubscribe: false };
      const unsubscribe = await this.connection.subscribeMessage(hear, this.message, options);
      this.#failures = 0;
      if (life === this.#life) this.#unsubscribe = unsubscribe;
      else if (this.#ended) await quietly(unsubscribe);
    } catch (error) {
      if (life === this.#life) this.#tryLater(error);
    }
  };

  /** @param {unknown} error */
  #tryLater(error) {
    const pause = PAUSES_MS[Math.min(this.#failures, PAUSES_MS.length - 1)];
    this.#failures += 1;
    this.#again = setTimeout(this.#start, pause);
    this.failed(error);
  }
}

/** @param {Unsubscribe} unsubscribe */
async function quietly(unsubscribe) {
  try {
    await unsubscribe();
  } catch {
    // The connection has gone, and the subscription with it.
  }
}
