/**
 * What is shown instead of a page, or above it, when something is missing: what it is, and what to do.
 *
 * @import { Frame } from "../core/frame.js"
 * @import { House } from "../core/house.js"
 * @import { Texts } from "../core/texts.js"
 * @import { Entry } from "../types/messages.d.ts"
 */

import { html, nothing } from "../../web/lit-html.js";
import { icon } from "../../web/icons.js";

const INTEGRATION = "/config/integrations/integration/ipcom";
const ADD = "/config/integrations/dashboard/add?domain=ipcom";

/** @param {Texts} texts */
export function waiting(texts) {
  return html`<p class="waiting" role="status">${texts.t("common.loading")}</p>`;
}

/** @param {Texts} texts */
export function noGateway(texts) {
  return screen("house", texts.t("common.no_gateway"), texts.t("common.no_gateway_todo"), {
    href: ADD,
    label: texts.t("common.add_gateway"),
  });
}

/** The commands of the integration are not there: Home Assistant starts, or the integration failed. @param {Texts} texts */
export function noCommands(texts) {
  return screen("link", texts.t("common.not_started"), texts.t("common.not_started_todo"), {
    href: INTEGRATION,
    label: texts.t("common.open_integration"),
  });
}

/** @param {Texts} texts */
export function cannotLoad(texts) {
  return html`${screen("warning", texts.t("common.page_missing"), texts.t("common.page_missing_todo"))}
    <p class="screen"><button class="button" @click=${() => location.reload()}>${texts.t("common.reload")}</button></p>`;
}

/**
 * @param {Texts} texts
 * @param {Entry} entry
 */
export function notLoaded(texts, entry) {
  return banner(texts.t("common.not_loaded", { title: entry.title }), texts.t("common.not_loaded_todo"), {
    href: INTEGRATION,
    label: texts.t("common.open_integration"),
  });
}

/**
 * Say above the page that what it shows is not today's.
 *
 * @param {Frame} frame
 * @param {House} house
 * @param {Entry} entry
 */
export function linkBanner(frame, house, entry) {
  const { texts } = frame;
  if (!frame.connected) return banner(texts.t("common.no_home_assistant"), texts.t("common.no_home_assistant_todo"));
  if (!house.ready || house.online) return nothing;
  const reason = house.reason ? texts.say(house.reason) : "";
  const said = texts.t("common.offline", { title: entry.title, host: entry.host });
  return banner(said, `${reason} ${texts.t("common.offline_todo")}`.trim());
}

/**
 * @param {string} name
 * @param {string} title
 * @param {string} todo
 * @param {{href: string, label: string}} [link]
 */
function screen(name, title, todo, link) {
  return html`<section class="screen">
    ${icon(name)}
    <h2>${title}</h2>
    <p>${todo}</p>
    ${link ? html`<a class="button strong" href=${link.href}>${link.label}</a>` : nothing}
  </section>`;
}

/**
 * @param {string} title
 * @param {string} todo
 * @param {{href: string, label: string}} [link]
 */
function banner(title, todo, link) {
  return html`<section class="strip warning" role="status">
    ${icon("link")}
    <span><b>${title}</b> ${todo}</span>
    ${link ? html`<a class="button" href=${link.href}>${link.label}</a>` : nothing}
  </section>`;
}
