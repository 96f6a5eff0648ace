/**
 * One shutter of a sitting: what it does, what to do, and one big button at the thumb.
 *
 * @import { ShuttersPage, Shutter } from "./shutters_page.js"
 * @import { CalibrationRun } from "./calibration_run.js"
 * @import { Session } from "./session.js"
 */

import { drawnShutter } from "../../../web/drawn_shutter.js";
import { icon } from "../../../web/icons.js";
import { html, nothing } from "../../../web/lit-html.js";
import { number } from "../../parts/format.js";
import { drawnPosition, expected, lasted, mainAction, part, running, stations } from "./session.js";
import { progress } from "./sitting.js";
import { drawingWords, seconds } from "./words.js";

/** What can be pressed beside the big button, in each step. */
const BESIDE = /** @type {Readonly<Record<string, readonly string[]>>} */ ({
  ready: ["swap"],
  closing: ["stop", "swap"],
  at_bottom: ["again", "swap"],
  going_up: ["stop", "swap"],
  at_top: ["stop"],
  going_down: ["stop", "swap"],
  doubt: ["accept"],
  stopped: ["swap"],
  saved: ["again"],
});
const ICONS = /** @type {Readonly<Record<string, string>>} */ ({ stop: "stop", swap: "swap", again: "repeat", accept: "check" });
const STATIONS = ["station_down", "station_up", "station_back", "station_times"];

/** @param {ShuttersPage} page */
export function sittingView(page) {
  const { present, run } = page;
  if (!present || !run) return gone(page);
  const { session } = run;
  return html`<section class="sitting ${running(session) ? "runs" : ""}">
    ${bar(page)}
    <div class="middle">
      <div class="who">
        <h2>${present.name}</h2>
        <p class="pale">${present.room}</p>
      </div>
      ${drawing(page, present, session)} ${way(page, session)} ${said(page, run, present)}
    </div>
    <div class="thumb-bar">${beside(page, run)} ${big(page, run)}</div>
  </section>`;
}

/** The shutter was removed while it was its turn. @param {ShuttersPage} page */
function gone(page) {
  return html`<section class="sitting">
    ${bar(page)}
    <p class="middle">${page.context.t("shutters.gone")}</p>
    <div class="thumb-bar">
      <button class="button strong big" @click=${() => page.goOn()}>${page.context.t("shutters.go_on")}</button>
    </div>
  </section>`;
}

/** @param {ShuttersPage} page */
function bar(page) {
  const { context, sitting } = page;
  const { number: present, of } = sitting ? progress(sitting) : { number: 0, of: 0 };
  return html`<header class="sitting-bar">
    <button class="plain" aria-label=${context.t("shutters.leave")} @click=${() => page.leave()}>${icon("close")}</button>
    <div class="grow">
      <p>${context.t("shutters.progress", { number: present, of })}</p>
      <progress max=${of} value=${present - 1} aria-label=${context.t("shutters.progress", { number: present, of })}></progress>
    </div>
    <button class="button" @click=${() => page.act("skip")}>${context.t("shutters.skip")}</button>
  </header>`;
}

/**
 * @param {ShuttersPage} page
 * @param {Shutter} shutter
 * @param {Session} session
 */
function drawing({ context }, shutter, session) {
  const known = context.house.shutters[shutter.id];
  const position = drawnPosition(session, performance.now(), known?.position ?? null);
  const moving = running(session);
  return html`<div class="picture">
    ${drawnShutter({
      position,
      moving,
      deviceClass: shutter.device_class ?? "shutter",
      guess: moving !== null,
      label: drawingWords(context, shutter.name, { position, moving, confidence: "estimated", target: null }),
    })}
  </div>`;
}

/**
 * @param {ShuttersPage} page
 * @param {Session} session
 */
function way({ context }, session) {
  return html`<ol class="way">
    ${stations(session).map(
      (state, place) => html`<li class=${state} aria-current=${state === "present" ? "step" : nothing}>
        ${context.t(`shutters.${STATIONS[place]}`)}${state === "done" ? html`<span class="only-heard"> ${context.t("shutters.station_done")}</span>` : nothing}
      </li>`,
    )}
  </ol>`;
}

/**
 * @param {ShuttersPage} page
 * @param {CalibrationRun} run
 * @param {Shutter} shutter
 */
function said(page, { session }, shutter) {
  const { context } = page;
  return html`<div class="said">
    ${session.away ? html`<p class="strip warning">${icon("warning")}<span>${context.t(`shutters.away_${session.away}`)}</span></p>` : nothing}
    ${session.text ? html`<p class="strip warning">${icon("warning")}<span>${context.say(session.text)}</span></p>` : nothing}
    ${session.turned && session.step === "ready" ? html`<p class="strip">${icon("swap")}<span>${context.t("shutters.turned")}</span></p>` : nothing}
    <p class="step">${context.t(`shutters.step_${session.step}`, { name: shutter.name })}</p>
    ${measured(page, session)} ${time(page, session)} ${hint(page, session)}
  </div>`;
}

/**
 * @param {ShuttersPage} page
 * @param {Session} session
 */
function measured({ context }, { up, down }) {
  if (up === null || down === null) return nothing;
  return html`<dl class="measured">
    <div><dt><span aria-hidden="true">↑</span> ${context.t("shutters.time_up")}</dt><dd>${seconds(context, up)}</dd></div>
    <div><dt><span aria-hidden="true">↓</span> ${context.t("shutters.time_down")}</dt><dd>${seconds(context, down)}</dd></div>
  </dl>`;
}

/**
 * The seconds of a run, and how much of it is over.
 *
 * @param {ShuttersPage} page
 * @param {Session} session
 */
function time({ context }, session) {
  if (!running(session)) return nothing;
  const now = performance.now();
  const over = part(session, now);
  return html`<p class="seconds" role="timer" aria-live="off">${number(context, lasted(session, now), 1)}<small> s</small></p>
    <div class="over" aria-hidden="true"><div style="width:${(over ?? 0) * 100}%"></div></div>`;
}

/**
 * The times of the neighbours.
 *
 * @param {ShuttersPage} page
 * @param {Session} session
 */
function hint({ context }, session) {
  const about = expected(session);
  if (about !== null) return html`<p class="pale">${context.t("shutters.hint_run", { seconds: number(context, about) })}</p>`;
  if (session.step === "closing" && session.closing) {
    return html`<p class="pale">${context.t("shutters.hint_closing", { seconds: number(context, session.closing) })}</p>`;
  }
  if (session.step !== "ready" || !session.hint) return nothing;
  const { up, down, names } = session.hint;
  const values = { names: names.join(", "), up: number(context, up), down: number(context, down) };
  return html`<p class="pale">${context.t("shutters.hint", values)}</p>`;
}

/**
 * @param {ShuttersPage} page
 * @param {CalibrationRun} run
 */
function beside(page, { session, busy }) {
  const step = session.step === "at_top" && session.text ? "at_bottom" : session.step;
  const actions = BESIDE[step] ?? [];
  return html`<div class="beside">
    ${actions.map(
      (action) => html`<button class="button" ?disabled=${busy} @click=${() => page.act(action === "again" && session.step === "saved" ? "anew" : action)}>
        ${icon(ICONS[action] ?? "")}${page.context.t(`shutters.beside_${action}${action === "again" && session.step === "at_bottom" ? "_down" : ""}`)}
      </button>`,
    )}
  </div>`;
}

/**
 * The big button. The second click of a double one does nothing: it would begin what comes next.
 *
 * @param {ShuttersPage} page
 * @param {CalibrationRun} run
 */
function big(page, { session, busy }) {
  const { context, sitting } = page;
  const action = mainAction(session);
  const last = action === "next" && sitting !== null && progress(sitting).left === 0;
  const key = action === null && session.step === "at_top" ? "starting" : session.step;
  const words = context.t(`shutters.big_${last ? "last" : key}`);
  return html`<button class="button strong big" aria-disabled=${action === null || busy}
    @click=${(/** @type {MouseEvent} */ { detail }) => (action === null || detail > 1 ? undefined : page.act(action))}>${words}</button>`;
}
