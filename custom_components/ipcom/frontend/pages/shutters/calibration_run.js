/**
 * One shutter's calibration on its lease: what the server tells goes in, what a person presses goes out.
 *
 * What was measured without doubt is saved at once, so that nothing is lost if the page goes before the next press.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { Lease } from "../../core/lease.js"
 * @import { Session, SessionEvent } from "./session.js"
 */

import { after, fresh, letGo } from "./session.js";

export class CalibrationRun {
  /** @type {Session} */
  session = fresh();
  /** Whether the server has not answered the last press yet. */
  busy = false;

  /** @type {Lease | null} */
  #lease = null;
  /** Whether the times that the server has told are still to be saved. */
  #saveOwed = false;

  /**
   * @param {PageContext} context
   * @param {string} thingId
   * @param {(session: Session, before: Session) => void} changed
   */
  constructor(context, thingId, changed) {
    this.context = context;
    this.thingId = thingId;
    this.changed = changed;
    this.#begin();
  }

  /** Whether it is on a lease: one that was let go begins anew when the page is back. */
  get held() {
    return this.#lease !== null;
  }

  /** Take the shutter up again after hold of it was lost; nothing moves by that, and one that is saved stays so. */
  resume() {
    if (!this.held && this.session.step === "starting") this.#begin();
  }

  /** End it; a motor that runs is stopped. */
  end() {
    const lease = this.#lease;
    this.#lease = null;
    lease?.end();
  }

  /**
   * Send what a person has pressed.
   *
   * @param {string} action
   */
  async act(action) {
    if (action === "anew") {
      this.end();
      this.#begin();
      return;
    }
    if (this.busy || this.#lease?.id === undefined) return;
    this.busy = true;
    try {
      const message = { type: "ipcom/calibrate/step", lease: this.#lease.id, action };
      const { taken } = /** @type {{ taken: boolean }} */ (await this.context.hass.callWS(message));
      if (action === "swap" && taken) this.session = { ...this.session, turned: !this.session.turned };
    } catch (error) {
      this.context.complain(error);
    }
    this.busy = false;
    this.context.redraw();
    if (this.#saveOwed) this.#save();
  }

  #begin() {
    /** @type {Lease} */
    const lease = this.context.lease("calibrate", { thing_id: this.thingId }, {
      event: (event) => {
        if (this.#lease === lease || this.#lease === null) this.#hear(event);
      },
      ended: (reason, error) => {
        if (this.#lease === lease) this.#lost(reason, error);
      },
    });
    this.#lease = lease;
    this.#take({ step: "starting" });
  }

  /** @param {SessionEvent} event */
  #hear(event) {
    if (/** @type {string | undefined} */ (event.step) === "ended") {
      this.end();
      return this.#lost("lost", undefined);
    }
    this.#take(event);
    this.#saveOwed = event.step === "measured" && !event.text;
    if (this.#saveOwed) this.#save();
    if (event.step === "saved" || event.step === "refused") this.end();
    return undefined;
  }

  /** The answer to the press before may come in one message with the times: it is taken first. */
  #save() {
    if (this.busy) return;
    this.#saveOwed = false;
    void this.act("save");
  }

  /**
   * @param {"done" | "left" | "lost" | "error"} reason
   * @param {unknown} error
   */
  #lost(reason, error) {
    this.#lease = null;
    if (reason === "done") return;
    if (reason === "error") {
      this.context.complain(error);
      this.#take({ step: "refused" });
      return;
    }
    this.#saveOwed = false;
    this.#replace(letGo(this.session, reason));
    if (reason === "lost" && this.context.hass.connection.connected) this.#begin();
  }

  /** @param {SessionEvent} event */
  #take(event) {
    this.#replace(after(this.session, event, performance.now()));
  }

  /** @param {Session} session */
  #replace(session) {
    const before = this.session;
    this.session = session;
    this.changed(session, before);
    this.context.redraw();
  }
}
