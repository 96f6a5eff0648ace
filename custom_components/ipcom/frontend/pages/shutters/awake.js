/** Keeps the screen of a phone on while shutters are calibrated, where the browser allows it. */

/** @typedef {{ released: boolean, release(): Promise<void> }} Lock */

export class Awake {
  /** @type {Lock | null} */
  #lock = null;
  #wanted = false;

  /** Whether the browser can do it at all; it cannot where the page came without encryption. */
  static get possible() {
    return "wakeLock" in navigator;
  }

  /** Keep it on from now on. A hidden page has lost it: call this again when it is back. */
  async keep() {
    this.#wanted = true;
    if (!Awake.possible || this.#lock?.released === false) return;
    try {
      const lock = await navigator.wakeLock.request("screen");
      if (this.#wanted) this.#lock = lock;
      else await lock.release();
    } catch {
      this.#lock = null; // the battery is low, or the page is hidden
    }
  }

  /** Let the screen go dark again. */
  release() {
    this.#wanted = false;
    void this.#lock?.release().catch(() => undefined);
    this.#lock = null;
  }
}
