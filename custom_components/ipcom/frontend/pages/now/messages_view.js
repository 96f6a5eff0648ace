/**
 * What happened to the link and to Home Assistant's hold of it, in words.
 *
 * @import { NowPage, Message } from "./now_page.js"
 */

import { icon } from "../../../web/icons.js";
import { html, nothing } from "../../../web/lit-html.js";
import { moment } from "../../parts/format.js";

const ICONS = { info: "check", warning: "warning", error: "warning" };
const LISTED = 12;

/** @param {NowPage} page */
export function messagesView({ context, messages, ready }) {
  if (!ready) return nothing;
  return html`<section class="card now-messages" aria-labelledby="now-messages">
    <h2 id="now-messages">${context.t("now.messages_title")}</h2>
    ${messages.length === 0 ? html`<p class="pale">${context.t("now.no_messages")}</p>` : nothing}
    <ul>${messages.slice(0, LISTED).map((message) => row(context, message))}</ul>
  </section>`;
}

/**
 * @param {NowPage["context"]} context
 * @param {Message} message
 */
function row(context, { at, text, reason, level }) {
  return html`<li class=${level}>
    ${icon(ICONS[level], "small")}
    <span class="grow"><span class="only-heard">${context.t(`now.level_${level}`)} </span>${context.say(text)}
      ${reason ? html`<span class="pale">${context.say(reason)}</span>` : nothing}</span>
    <time class="pale" datetime=${new Date(at * 1000).toISOString()}>${moment(context, at, Date.now() / 1000)}</time>
  </li>`;
}
