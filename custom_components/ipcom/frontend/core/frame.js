/**
 * What surrounds the pages: the gateways, the page that is shown, the connection, errors, and one drawing a frame.
 *
 * @import { HomeAssistant, Route } from "../types/hass.d.ts"
 * @import { Entry } from "../types/messages.d.ts"
 * @import { PageKey } from "./page.js"
 */

import { render } from "../../web/lit-html.js";
import { addStyle } from "../look/styles.js";
import { frameView } from "../parts/frame_view.js";
import { Entries, shownEntry } from "./entries.js";
import { GatewayPages } from "./gateway_pages.js";
import { Leases } from "./lease.js";
import { PAGES, pageOf } from "./page.js";
import { Redraw } from "./redraw.js";
import { address, go, wantedEntry } from "./route.js";
import { Texts } from "./texts.js";

const ERRORS_SHOWN = 3;

export class Frame {
  /** @type {HomeAssistant | undefined} */
  hass;
  narrow = false;
  /** @type {PageKey} */
  page = "house";
  /** What went wrong, as it was told: it is put into words when it is drawn. @type {unknown[]} */
  errors = [];
  announced = "";
  connected = true;
  /** The pages of the gateway that is shown. @type {GatewayPages | undefined} */
  gateway;
  leases = new Leases();

  #here = false;
  /** @type {((root: ShadowRoot) => void)[]} */
  #afterDrawing = [];
  #drawing = new Redraw(() => this.#draw());

  /** @param {ShadowRoot} root */
  constructor(root) {
    this.root = root;
    this.texts = new Texts(this.redraw);
    this.entries = new Entries(() => this.#takeEntries());
  }

  redraw = () => this.#drawing.ask();

  drawNow = () => this.#drawing.now();

  /** The panel comes to the screen. */
  enter() {
    this.#here = true;
    this.leases.watch();
    if (this.hass) this.entries.follow(this.hass.connection);
    this.#takeEntries();
  }

  /** The panel goes: nothing that it has set going goes on. */
  leave() {
    this.#here = false;
    this.leases.leave();
    this.gateway?.close();
    this.gateway = undefined;
    this.entries.leave();
    this.#drawing.drop();
  }

  /** @param {HomeAssistant} hass */
  takeHass(hass) {
    const before = this.hass;
    this.hass = hass;
    this.connected = hass.connected;
    this.texts.use(hass);
    if (this.#here) this.entries.follow(hass.connection);
    if (before && !differs(before, hass)) return;
    this.redraw();
  }

  /** @param {boolean} narrow */
  takeNarrow(narrow) {
    this.narrow = narrow;
    this.redraw();
  }

  /** @param {Route} route */
  takeRoute(route) {
    this.page = pageOf(route.path);
    void PAGES.find((page) => page.key === this.page)?.load().catch(() => {}); // said when it is shown
    this.#takeEntries();
    this.gateway?.show(this.page);
    this.redraw();
  }

  /** The gateway that is shown. @returns {Entry | undefined} */
  get entry() {
    return shownEntry(this.entries.all ?? [], wantedEntry(), this.gateway?.entryId);
  }

  /**
   * @param {PageKey} page
   * @param {Record<string, string>} [query]
   */
  go = (page, query = {}) => go(page, this.entry, query);

  /** @param {PageKey} page */
  addressOf = (page) => address(page, this.entry);

  /** @param {string} entryId */
  choose = (entryId) => {
    const chosen = this.entries.all?.find((each) => each.entry_id === entryId);
    if (chosen) go(this.page, chosen);
    this.#takeEntries();
  };

  /** @param {(root: ShadowRoot) => void} then */
  drawn = (then) => {
    this.#afterDrawing.push(then);
    this.redraw();
  };

  /** @param {string} css */
  style = (css) => addStyle(this.root, css);

  /** @param {unknown} error */
  complain = (error) => {
    const sentence = this.texts.sayError(error);
    const others = this.errors.filter((each) => this.texts.sayError(each) !== sentence);
    this.errors = [...others, error].slice(-ERRORS_SHOWN);
    this.redraw();
  };

  /** @param {unknown} error */
  dismiss = (error) => {
    this.errors = this.errors.filter((each) => each !== error);
    this.redraw();
  };

  /** @param {string} sentence */
  announce = (sentence) => {
    this.announced = sentence;
    this.redraw();
  };

  #takeEntries() {
    const entry = this.#here ? this.entry : undefined;
    if (this.gateway?.entryId !== entry?.entry_id) {
      this.leases.endAll();
      this.gateway?.close();
      this.gateway = entry && new GatewayPages(this, entry.entry_id);
      this.gateway?.show(this.page);
    }
    this.redraw();
  }

  #draw() {
    if (!this.#here || !this.hass) return;
    render(frameView(this), this.root);
    for (const then of this.#afterDrawing.splice(0)) then(this.root);
  }
}

/**
 * Tell whether anything that the panel shows is different. Home Assistant gives a new hass at each change of any state.
 *
 * @param {HomeAssistant} before
 * @param {HomeAssistant} after
 */
function differs(before, after) {
  return (
    before.localize !== after.localize ||
    before.areas !== after.areas ||
    before.connected !== after.connected ||
    before.language !== after.language
  );
}
