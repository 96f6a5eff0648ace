/**
 * What the page "Shutters" knows: the shutters in walking order, what is ticked, and the sitting under way.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { HouseEvent, ShutterState, Thing } from "../../types/messages.d.ts"
 * @import { Session } from "./session.js"
 * @import { Sitting } from "./sitting.js"
 */

import { Awake } from "./awake.js";
import { CalibrationRun } from "./calibration_run.js";
import { Favourites } from "./favourites.js";
import { KeptSitting } from "./kept_sitting.js";
import { Moving } from "./moving.js";
import { running } from "./session.js";
import * as sittings from "./sitting.js";

/** How often the seconds of a run are drawn anew. */
const TICK_MS = 100;

/** @typedef {Thing & { room: string }} Shutter */
/** @typedef {"table" | "choosing" | "sitting" | "result"} View */

/** What has the focus when a view comes. @type {Readonly<Record<View, string>>} */
const FOCUS = {
  table: ".sitting-head .button",
  choosing: ".choosing h2",
  sitting: ".sitting .big",
  result: ".result h2",
};

/** @type {ShutterState} */
const UNKNOWN = { position: null, confidence: "unknown", moving: null, target: null };

export class ShuttersPage {
  /** @type {View} */
  view = "table";
  /** The IDs that are ticked for a sitting. @type {ReadonlySet<string>} */
  picked = new Set();
  /** @type {Sitting | null} */
  sitting = null;
  /** @type {CalibrationRun | null} */
  run = null;
  /** The shutters in walking order. @type {readonly Shutter[]} */
  #shutters = [];
  /** What they were made of. @type {readonly unknown[]} */
  #made = [];
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;
  #awake = new Awake();
  #kept;
  #inFront = false;

  /** @param {PageContext} context */
  constructor(context) {
    this.context = context;
    this.moving = new Moving(context);
    this.favourites = new Favourites(context);
    this.#kept = new KeptSitting(context.entry.entry_id);
    this.sitting = this.#kept.read();
    this.unlisten = context.house.listen(this.#hear);
    document.addEventListener("visibilitychange", this.#back);
  }

  shown() {
    this.#inFront = true;
    this.#back();
  }

  hidden() {
    this.#inFront = false;
    this.#awake.release();
    this.#tick(false);
  }

  removed() {
    this.run?.end();
    this.moving.stopAll();
    this.unlisten();
    document.removeEventListener("visibilitychange", this.#back);
    this.hidden();
  }

  /** The shutters in the order of a walk. */
  get shutters() {
    const { house, hass } = this.context;
    const made = [house.things, hass.areas, hass.language];
    if (made.some((each, number) => each !== this.#made[number])) {
      const there = house.things.filter(({ type }) => type === "cover");
      const named = there.map((thing) => ({ ...thing, room: hass.areas[thing.area_id ?? ""]?.name ?? "" }));
      this.#shutters = sittings.inWalkingOrder(named, hass.language);
      this.#made = made;
    }
    return this.#shutters;
  }

  /** The shutter whose turn it is. */
  get present() {
    const id = this.sitting && sittings.present(this.sitting);
    return this.shutters.find((each) => each.id === id);
  }

  /** @param {string} id */
  state(id) {
    return this.context.house.shutters[id] ?? UNKNOWN;
  }

  /**
   * Stop a shutter, whoever moves it.
   *
   * @param {string} id
   */
  async stop(id) {
    if (this.moving.motion(id)) return this.moving.stop(id);
    const entity = this.context.house.thing(id)?.entity_id;
    if (!entity) return undefined;
    try {
      await this.context.hass.callService("cover", "stop_cover", { entity_id: entity });
    } catch (error) {
      this.context.complain(error);
    }
    return undefined;
  }

  // -- choosing ----------------------------------------------------------------

  /** Ask which are to be calibrated. */
  choose() {
    this.picked = sittings.proposed(this.shutters);
    this.#show("choosing");
  }

  /**
   * @param {string} id
   * @param {boolean} picked
   */
  pick(id, picked) {
    const all = new Set(this.picked);
    if (picked) all.add(id);
    else all.delete(id);
    this.picked = all;
    this.context.redraw();
  }

  /** @param {boolean} all */
  pickAll(all) {
    this.picked = new Set(all ? this.shutters.map(({ id }) => id) : []);
    this.context.redraw();
  }

  toTable() {
    this.#show("table");
  }

  // -- the sitting -------------------------------------------------------------

  /**
   * Begin a sitting with these, in walking order.
   *
   * @param {ReadonlySet<string>} ids
   */
  begin(ids) {
    const order = this.shutters.map(({ id }) => id).filter((id) => ids.has(id));
    if (order.length > 0) this.#sit(sittings.begin(order));
  }

  /** Go on with the sitting that was left. */
  goOn() {
    const there = new Set(this.shutters.map(({ id }) => id));
    if (this.sitting) this.#sit(sittings.without(this.sitting, there));
  }

  /** @param {string} action what the big button, or one beside it, does */
  act(action) {
    if (action === "next") this.#next("measured");
    else if (action === "skip") this.#next("skipped");
    else void this.run?.act(action);
  }

  /** @param {string} id */
  repeat(id) {
    if (this.sitting) this.#sit(sittings.repeat(this.sitting, id));
  }

  repeatSkipped() {
    if (this.sitting) this.#sit(sittings.repeatSkipped(this.sitting));
  }

  /** Leave the sitting; one of several shutters can be taken up again. */
  leave() {
    this.#endRun();
    if (this.#isAside) this.sitting = this.#kept.read();
    this.#show("table");
  }

  /** End the sitting for good. */
  finish() {
    if (!this.#isAside) this.#keep(null);
    this.leave();
  }

  /** Whether one shutter is calibrated by itself: a sitting that was left stays as it is. */
  get #isAside() {
    return this.sitting?.turns.length === 1;
  }

  /** @param {"measured" | "skipped"} outcome */
  #next(outcome) {
    if (this.sitting) this.#sit(sittings.goOn(this.sitting, outcome));
  }

  /** @param {Sitting} sitting */
  #sit(sitting) {
    this.#keep(sitting);
    this.#endRun();
    const id = sittings.present(sitting);
    if (id === null) return this.#isAside ? this.finish() : this.#show("result");
    this.run = new CalibrationRun(this.context, id, this.#changed);
    void this.#awake.keep();
    this.#show("sitting");
  }

  #changed = (/** @type {Session} */ session, /** @type {Session} */ before) => {
    const motion = running(session);
    this.#tick(motion !== null);
    if (session.step === before.step) return;
    this.context.announce(this.context.t(`shutters.step_${session.step}`, { name: this.present?.name ?? "" }));
    if (session.step === "at_bottom" || session.step === "measured" || session.step === "stopped") buzz();
  };

  #endRun() {
    this.run?.end();
    this.run = null;
    this.#awake.release();
    this.#tick(false);
  }

  /** After each return of the connection or of the gateway all is told anew. */
  #hear = (/** @type {HouseEvent} */ event) => {
    this.moving.look(this.context.house.shutters);
    if (event.type === "all" && this.#inFront) this.#back();
  };

  /** The page is in front again: take up the shutter whose turn it is. */
  #back = () => {
    if (document.visibilityState !== "visible" || this.view !== "sitting") return;
    this.run?.resume();
    void this.#awake.keep();
    this.context.redraw();
  };

  /** @param {View} view */
  #show(view) {
    if (view !== "table" && view !== "choosing") this.moving.stopAll();
    this.view = view;
    this.context.redraw();
    this.#focus();
  }

  /** Let keyboard and screen reader go on where the page does: what was pressed may be gone. */
  #focus() {
    const wanted = FOCUS[this.view];
    this.context.drawn((root) => {
      if (!root.activeElement) /** @type {HTMLElement | null} */ (root.querySelector(wanted))?.focus();
    });
  }

  /** @param {boolean} wanted */
  #tick(wanted) {
    if (wanted) this.#ticking ??= setInterval(this.context.redraw, TICK_MS);
    else {
      clearInterval(this.#ticking);
      this.#ticking = undefined;
    }
  }

  /** @param {Sitting | null} sitting */
  #keep(sitting) {
    this.sitting = sitting;
    if (!this.#isAside) this.#kept.write(sitting);
  }
}

/** Let a phone that can do it shake: its person looks at the shutter and not at the screen. */
function buzz() {
  if ("vibrate" in navigator) navigator.vibrate(80);
}
