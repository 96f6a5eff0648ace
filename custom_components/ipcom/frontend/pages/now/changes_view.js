/**
 * What changed and who did it, newest first.
 *
 * @import { NowPage } from "./now_page.js"
 * @import { NowChange, Who } from "./change_words.js"
 */

import { icon } from "../../../web/icons.js";
import { guard, html, nothing, repeat } from "../../../web/lit-html.js";
import { address } from "../../core/house.js";
import { clock, day } from "../../parts/format.js";
import { byDay, ofWhom, wordsOf } from "./change_words.js";

const WHO = /** @type {readonly Who[]} */ (["all", "here", "outside"]);
const SIGNS = { on: "●", off: "○", up: "↑", down: "↓", level: "◐" };

/** @param {NowPage} page */
export function changesView(page) {
  const { context } = page;
  const wanted = ofWhom(page.changes, page.who);
  const today = day(context, Date.now() / 1000);
  return html`<section class="card now-changes" aria-labelledby="now-changes">
    <div class="row">
      <h2 id="now-changes" class="grow">${context.t("now.changes")}</h2>
      <div class="choice" role="group" aria-label=${context.t("now.who")}>
        ${WHO.map((who) => html`<button aria-pressed=${page.who === who} @click=${() => page.show(who)}>${context.t(`now.who_${who}`)}</button>`)}
      </div>
    </div>
    ${wanted.length === 0 && page.ready ? html`<p class="pale">${context.t("now.no_changes")}</p>` : nothing}
    ${byDay(wanted.slice(0, page.listed), (at) => day(context, at)).map(
      (one) => html`${one.day === today ? nothing : html`<h3 class="pale">${one.day}</h3>`}
        <ul>${repeat(one.changes, ({ id }) => id, (change) => guard([change, context.house.thing(change.thing_id ?? ""), context.hass.localize], () => row(page, change)))}</ul>`,
    )}
    ${wanted.length > page.listed ? html`<button class="button" @click=${() => page.more()}>${context.t("now.more")}</button>` : nothing}
  </section>`;
}

/**
 * @param {NowPage} page
 * @param {NowChange} change
 */
function row({ context }, change) {
  const thing = context.house.thing(change.thing_id ?? "");
  const { key, placeholders = {}, sign } = wordsOf(change, thing);
  const output = context.t("now.output", { output: address(change.index) });
  const who = change.own ? "here" : "outside";
  return html`<li>
    <time datetime=${new Date(change.at * 1000).toISOString()}>${clock(context, change.at, true)}</time>
    <span class="sign ${sign}" aria-hidden="true">${SIGNS[sign]}</span>
    <span class="what"><b>${thing?.name ?? output}</b> ${context.t(`now.${key}`, placeholders)}
      ${thing ? html`<span class="pale output">${output}</span>` : nothing}</span>
    <span class="by ${who}">${icon(who === "here" ? "house" : "walk", "small")}${context.t(`now.who_${who}`)}</span>
  </li>`;
}
