/** The panel: the element that Home Assistant makes for the page "IPCom" of its side bar. */

import "./core/first_files.js";
import { Frame } from "./core/frame.js";
import { addPanelStyles } from "./look/styles.js";

/**
 * @import { HomeAssistant, Route } from "./types/hass.d.ts"
 */

class IPComPanel extends HTMLElement {
  #frame = new Frame(this.attachShadow({ mode: "open" }));

  constructor() {
    super();
    if (this.shadowRoot) addPanelStyles(this.shadowRoot);
    this.shadowRoot?.addEventListener("keydown", keepLetters);
  }

  connectedCallback() {
    this.#frame.enter();
  }

  disconnectedCallback() {
    this.#frame.leave();
  }

  /** @param {HomeAssistant} hass */
  set hass(hass) {
    this.#frame.takeHass(hass);
    this.toggleAttribute("dark", Boolean(hass.themes?.darkMode));
  }

  /** @param {boolean} narrow */
  set narrow(narrow) {
    this.#frame.takeNarrow(Boolean(narrow));
    this.toggleAttribute("narrow", Boolean(narrow));
  }

  /** @param {Route} route */
  set route(route) {
    this.#frame.takeRoute(route);
  }
}

/**
 * Keep what is typed in a list here: its letters are shortcuts of Home Assistant's, which knows only fields for text.
 *
 * @param {Event} event
 */
function keepLetters(event) {
  if (!(event instanceof KeyboardEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof HTMLSelectElement && event.key.length === 1) event.stopPropagation();
}

if (!customElements.get("ipcom-panel")) {
  customElements.define("ipcom-panel", IPComPanel);
}
