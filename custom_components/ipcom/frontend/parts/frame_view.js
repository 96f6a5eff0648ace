/**
 * The frame as it is drawn: bar, tabs, what went wrong, and the page.
 *
 * @import { Frame } from "../core/frame.js"
 */

import { html, nothing, repeat } from "../../web/lit-html.js";
import { icon } from "../../web/icons.js";
import { PAGES } from "../core/page.js";
import { cannotLoad, linkBanner, noCommands, noGateway, notLoaded, waiting } from "./screens.js";

/** @param {Frame} frame */
export function frameView(frame) {
  return html`
    ${bar(frame)} ${errors(frame)}
    <main id="page" tabindex="-1">${frame.texts.ready ? content(frame) : nothing}</main>
    <p class="only-heard" role="status" aria-live="polite">${frame.announced}</p>
  `;
}

/** @param {Frame} frame */
function bar(frame) {
  return html`
    <header class="bar">
      ${menuButton(frame)}
      <h1>IPCom</h1>
      ${gateways(frame)} ${frame.entries.all?.length ? tabs(frame) : nothing}
    </header>
  `;
}

/** Home Assistant's own menu button where it is there: it knows when it is needed. @param {Frame} frame */
function menuButton(frame) {
  if (customElements.get("ha-menu-button")) {
    return html`<ha-menu-button .hass=${frame.hass} .narrow=${frame.narrow}></ha-menu-button>`;
  }
  if (!frame.narrow) return nothing;
  const open = (/** @type {Event} */ event) =>
    event.currentTarget?.dispatchEvent(new CustomEvent("hass-toggle-menu", { bubbles: true, composed: true }));
  return html`<button class="plain" aria-label=${frame.texts.t("common.menu")} @click=${open}>
    ${icon("menu")}
  </button>`;
}

/** @param {Frame} frame */
function gateways(frame) {
  const all = frame.entries.all ?? [];
  if (all.length < 2) return nothing;
  const double = (/** @type {string} */ title) => all.filter((each) => each.title === title).length > 1;
  const choose = (/** @type {Event} */ event) =>
    frame.choose(/** @type {HTMLSelectElement} */ (event.target).value);
  return html`<select class="gateway" aria-label=${frame.texts.t("common.gateway")} @change=${choose}>
    ${repeat(
      all,
      (entry) => entry.entry_id,
      (entry, at) =>
        html`<option value=${entry.entry_id} .selected=${entry === frame.entry}>
          ${double(entry.title) ? `${entry.title} · ${at + 1}` : entry.title}
        </option>`,
    )}
  </select>`;
}

/** @param {Frame} frame */
function tabs(frame) {
  return html`<nav class="tabs" aria-label=${frame.texts.t("common.pages")}>
    ${PAGES.map(
      ({ key, icon: name }) => html`
        <a href=${frame.addressOf(key)} aria-current=${key === frame.page ? "page" : nothing}>
          ${icon(name)}<span>${frame.texts.t(`common.tab_${key}`)}</span>
        </a>
      `,
    )}
  </nav>`;
}

/** @param {Frame} frame */
function errors(frame) {
  return html`<div role="alert">
    ${repeat(
      frame.errors,
      (error) => error,
      (error) => html`
        <div class="strip wrong">
          ${icon("warning")}<span>${frame.texts.sayError(error)}</span>
          <button class="plain" aria-label=${frame.texts.t("common.dismiss")} @click=${() => frame.dismiss(error)}>
            ${icon("close")}
          </button>
        </div>
      `,
    )}
  </div>`;
}

/** @param {Frame} frame */
function content(frame) {
  const { gateway, entry, texts, entries } = frame;
  if (!entries.all) return entries.error ? noCommands(texts) : waiting(texts);
  if (!entry) return noGateway(texts);
  if (!gateway) return waiting(texts);
  if (gateway.error) return cannotLoad(texts);
  return html`
    ${entry.loaded ? linkBanner(frame, gateway.house, entry) : notLoaded(texts, entry)}
    ${gateway.page && gateway.house.ready ? gateway.page.render() : waiting(texts)}
  `;
}
