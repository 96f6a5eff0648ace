/**
 * The link at this moment: whether it is there, since when, and its figures.
 *
 * @import { NowPage } from "./now_page.js"
 */

import { html, nothing } from "../../../web/lit-html.js";
import { moment, number } from "../../parts/format.js";

/** @param {NowPage} page */
export function linkView({ context, link }) {
  if (!link) return nothing;
  const now = Date.now() / 1000;
  const since = link.since === null ? "" : context.t("now.since", { time: moment(context, link.since, now) });
  return html`<section class="card now-link ${link.state}" aria-labelledby="now-link">
    <h2 id="now-link"><span class="lamp" aria-hidden="true"></span>${context.t(`now.state_${link.state}`)}
      <span class="pale">${since}</span></h2>
    ${link.reason && link.state !== "online" ? html`<p>${context.say(link.reason)}</p>` : nothing}
    <dl>${figures(context, link).map(([key, value]) => html`<div><dt>${context.t(`now.${key}`)}</dt><dd>${value}</dd></div>`)}</dl>
  </section>`;
}

/**
 * @param {NowPage["context"]} context
 * @param {NonNullable<NowPage["link"]>} link
 * @returns {[string, string][]}
 */
function figures(context, { statistics, firmware, reached_at: address }) {
  if (!statistics) return [];
  const ms = (/** @type {number | null} */ seconds) =>
    context.t("now.ms", { ms: number(context, seconds === null ? null : seconds * 1000, digitsOf(seconds)) });
  /** @type {[string, string][]} */
  const all = [
    ["round_trip", ms(statistics.round_trip_median)],
    ["worst", ms(statistics.round_trip_worst)],
    ["updates", number(context, statistics.updates_per_second, 2)],
    ["commands_sent", number(context, statistics.commands_sent)],
    ["commands_failed", number(context, statistics.commands_failed)],
    ["reconnects", number(context, statistics.reconnects)],
    ["address", address],
    ["firmware", firmware],
  ];
  return all.filter(([, value]) => value !== "");
}

/** A short time is told with a digit more. @param {number | null} seconds */
function digitsOf(seconds) {
  return seconds !== null && seconds < 0.01 ? 1 : 0;
}
