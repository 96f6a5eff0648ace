/**
 * What the page "Now" knows: the history of the gateway, kept up to date while the page is in front.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { Text } from "../../types/messages.d.ts"
 * @import { NowChange, Who } from "./change_words.js"
 * @import { Sample } from "./samples.js"
 */

import { withChanges } from "./change_words.js";
import { withSamples } from "./samples.js";

/** So many changes are listed at first, and with each press for more. */
export const LISTED = 25;
const MESSAGES_KEPT = 200;

/** @typedef {{ at: number, text: Text, reason: Text | null, level: "info" | "warning" | "error" }} Message */
/**
 * @typedef {object} Figures what the client counts; times in seconds
 * @property {number} updates_per_second
 * @property {number | null} round_trip_median
 * @property {number | null} round_trip_worst
 * @property {number} commands_sent
 * @property {number} commands_failed
 * @property {number} reconnects
 */
/**
 * @typedef {object} Link
 * @property {"online" | "offline" | "connecting" | "closed" | "not_loaded"} state
 * @property {number | null} since
 * @property {Text | null} reason
 * @property {string} firmware
 * @property {string} reached_at
 * @property {Figures | null} statistics
 * @property {number} [begun] when the history begins
 */
/** @typedef {{ type: "all", changes: NowChange[], samples: Sample[], messages: Message[], link: Link }} All */
/**
 * @typedef {All
 *   | { type: "changes", changes: NowChange[] } | { type: "samples", samples: Sample[] }
 *   | { type: "messages", messages: Message[] } | { type: "link", link: Link } | { type: "removed" }} NowEvent
 */

export class NowPage {
  ready = false;
  /** Newest first. @type {readonly NowChange[]} */
  changes = [];
  /** Oldest first. @type {readonly Sample[]} */
  samples = [];
  /** Newest first. @type {readonly Message[]} */
  messages = [];
  /** @type {Link | null} */
  link = null;

  /** @type {Who} */
  who = "all";
  listed = LISTED;
  /** The minute that is read out of a chart. @type {{ chart: string, at: number } | null} */
  picked = null;
  /** Whether the report is being made. */
  reporting = false;

  /** @type {(() => void) | undefined} */
  #unsubscribe;

  /** @param {PageContext} context */
  constructor(context) {
    this.context = context;
  }

  shown() {
    this.#unsubscribe ??= this.context.subscribe("now/subscribe", {}, this.#take);
  }

  hidden() {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  /** @param {Who} who */
  show(who) {
    this.who = who;
    this.listed = LISTED;
    this.context.redraw();
  }

  more() {
    this.listed += LISTED;
    this.context.redraw();
  }

  /**
   * @param {string} name
   * @param {number | null} at
   */
  pick(name, at) {
    if (at === null && this.picked?.chart !== name) return;
    this.picked = at === null ? null : { chart: name, at };
    this.context.redraw();
  }

  /** Let the browser download Home Assistant's diagnostics of this gateway. */
  async report() {
    const { hass, entry } = this.context;
    this.reporting = true;
    this.context.redraw();
    try {
      const path = `/api/diagnostics/config_entry/${entry.entry_id}`;
      const signed = await hass.callWS({ type: "auth/sign_path", path });
      const link = document.createElement("a");
      link.href = /** @type {{ path: string }} */ (signed).path;
      link.download = "";
      link.click();
    } catch (error) {
      this.context.complain(error);
    }
    this.reporting = false;
    this.context.redraw();
  }

  #take = (/** @type {NowEvent} */ event) => {
    if (event.type === "all") this.#takeAll(event);
    else if (event.type === "changes") this.changes = withChanges(this.changes, event.changes);
    else if (event.type === "samples") this.samples = withSamples(this.samples, event.samples);
    else if (event.type === "messages") this.#takeMessages(event.messages);
    else if (event.type === "link") this.link = { ...this.link, ...event.link };
    this.context.redraw();
  };

  /** @param {All} all */
  #takeAll({ changes, samples, messages, link }) {
    Object.assign(this, { changes, samples, messages, link, ready: true });
  }

  /** @param {Message[]} messages */
  #takeMessages(messages) {
    this.messages = [...messages, ...this.messages].slice(0, MESSAGES_KEPT);
    for (const { text } of messages) this.context.announce(this.context.say(text));
  }
}
