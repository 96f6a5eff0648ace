/**
 * The page House: its state, and what its buttons do.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { Thing } from "../../types/messages.d.ts"
 */

import { html, nothing } from "../../../web/lit-html.js";
import { DRAWN_SHUTTER_CSS } from "../../../web/drawn_shutter.js";
import { icon } from "../../../web/icons.js";
import { Gradual } from "../../core/gradual.js";
import { RELAY_ON } from "../../core/house.js";
import { remembered } from "../../core/memo.js";
import { byRoom, roomless } from "../../core/rooms.js";
import { HOUSE } from "../../look/house.js";
import { THING } from "../../look/thing.js";
import { Identify } from "../../parts/identify.js";
import { ThingDialog } from "../../parts/thing/dialog.js";
import { Kinds } from "../../parts/thing/kinds.js";
import { unsavedView } from "../../parts/thing/unsaved_view.js";
import { NEW_ROOM } from "../../parts/thing/draft.js";
import { modulesView } from "./modules_view.js";
import { standingOut } from "./overview.js";
import { pressesView } from "./presses_view.js";
import { RoomSitting } from "./room_sitting.js";
import { roomSittingView } from "./room_sitting_view.js";
import { roomlessStrip } from "./roomless_strip.js";
import { roomsView } from "./rooms_view.js";
import { unnamedView } from "./unnamed_view.js";

/** How often "5 minutes ago" is looked at again. */
const CLOCK_MS = 30_000;

export class HousePage {
  /** @type {"room" | "module"} */
  by = "room";
  /** Whether modules without a sign of life are shown, too. */
  unfolded = false;
  room = "";
  byRoom = remembered(byRoom);
  roomless = remembered(roomless);
  /** The sitting in which things get their rooms, while there is one. @type {RoomSitting | null} */
  sitting = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #clock;

  /** @param {PageContext} context */
  constructor(context) {
    this.context = context;
    this.kinds = new Kinds();
    this.gradual = new Gradual(context);
    this.identify = new Identify(context);
    this.dialog = new ThingDialog(context, this.kinds, this.identify, (draft) => {
      if (draft.room !== NEW_ROOM) this.room = draft.room;
    });
    [DRAWN_SHUTTER_CSS, HOUSE, THING].forEach(context.style);
    void this.kinds.load(context);
  }

  shown() {
    this.gradual.restart();
    this.#clock = setInterval(this.context.redraw, CLOCK_MS);
  }

  hidden() {
    clearInterval(this.#clock);
    this.dialog.leave();
  }

  render() {
    const { house } = this.context;
    if (!house.values && house.things.length === 0) return nothing;
    return this.sitting ? roomSittingView(this, this.sitting) : this.#everything();
  }

  #everything() {
    const { context } = this;
    const { house, t } = context;
    const unnamed = standingOut(house);
    const nothingYet = house.things.length === 0 && unnamed.length === 0;
    return html`
      <div class="house">
        <div class="row head">
          <h2 class="only-heard">${t("common.tab_house")}</h2>
          ${this.#switch()}
          <p class="pale grow count">${t("house.count", { named: house.things.length, unnamed: unnamed.length })}</p>
        </div>
        ${unsavedView(context, this.dialog, context.unsaved.all)}
        ${nothingYet && this.by === "room" ? this.#welcome() : nothing}
        ${house.things.length === 0 && !nothingYet ? this.#suggestion() : nothing}
        ${this.by === "room" ? roomlessStrip(this) : nothing}
        ${unnamed.length > 0 && this.by === "room" ? unnamedView(this, unnamed) : nothing}
        ${this.by === "room" ? roomsView(this) : modulesView(this)}
        ${house.things.length > 0 ? pressesView(this) : nothing}
      </div>
      ${this.dialog.render()}
    `;
  }

  /** Name an output that belongs to nothing. @param {number} index */
  name = (index) => {
    const value = this.context.house.values?.[index] ?? 0;
    const dims = value > 0 && value !== RELAY_ON;
    this.dialog.name(index, dims ? { kind: "dimmer", with: [] } : null, this.room);
  };

  /** Give a room to each thing that has none. */
  beginSitting = () => this.#sit(new RoomSitting(this.context), "#sitting-title");

  endSitting = () => this.#sit(null, ".choice button");

  /** @param {RoomSitting | null} sitting @param {string} focused what a keyboard goes on with */
  #sit(sitting, focused) {
    const { context } = this;
    this.sitting = sitting;
    this.gradual.restart();
    context.drawn((root) => /** @type {HTMLElement | null} */ (root.querySelector(focused))?.focus());
    context.drawNow();
  }

  /** @param {Thing} thing */
  change = (thing) => this.dialog.change(thing);

  /**
   * @param {Thing} thing
   * @param {string} domain
   * @param {string} service
   */
  act = async (thing, domain, service) => {
    if (!thing.entity_id) return;
    try {
      await this.context.hass.callService(domain, service, { entity_id: thing.entity_id });
    } catch (error) {
      this.context.complain(error);
    }
  };

  /** Have presses at the wall told as events, or not. @param {boolean} on */
  tellPresses = async (on) => {
    const { context } = this;
    try {
      await context.call("presses/set", { on });
    } catch (error) {
      context.complain(error);
    }
    context.redraw();
  };

  #switch() {
    const { t } = this.context;
    const button = (/** @type {"room" | "module"} */ by, /** @type {string} */ label) => {
      const press = () => {
        this.by = by;
        this.gradual.restart();
        this.context.redraw();
      };
      return html`<button type="button" aria-pressed=${this.by === by} @click=${press}>${label}</button>`;
    };
    return html`<div class="choice" role="group" aria-label=${t("house.order")}>
      ${button("room", t("house.by_room"))} ${button("module", t("house.by_module"))}
    </div>`;
  }

  /** Nothing has a name yet, but much is known already: walking is the quickest. */
  #suggestion() {
    const { t } = this.context;
    return html`<section class="strip walk-first">
      ${icon("walk")}
      <span><b>${t("house.nothing_named")}.</b> ${t("house.nothing_named_todo")}</span>
      <button type="button" class="button strong" @click=${() => this.context.go("walk")}>
        ${t("house.begin_walk")}
      </button>
    </section>`;
  }

  #welcome() {
    const { t } = this.context;
    return html`<section class="screen">
      ${icon("walk")}
      <h2>${t("house.nothing_named")}</h2>
      <p>${t("house.nothing_named_todo")}</p>
      <button type="button" class="button strong" @click=${() => this.context.go("walk")}>
        ${t("house.begin_walk")}
      </button>
    </section>`;
  }
}
