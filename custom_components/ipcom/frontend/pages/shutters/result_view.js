/**
 * The end of a sitting: every shutter with its position, its confidence and its times, and where those come from.
 *
 * @import { ShuttersPage, Shutter } from "./shutters_page.js"
 */

import { drawnShutter } from "../../../web/drawn_shutter.js";
import { icon } from "../../../web/icons.js";
import { html, nothing, repeat } from "../../../web/lit-html.js";
import { originOf } from "./sitting.js";
import { confidenceWords, drawingWords, positionWords, seconds } from "./words.js";

const SIGNS = /** @type {Readonly<Record<string, string>>} */ ({ measured: "✓", before: "•", guessed: "≈", skipped: "↷", none: "–" });

/** @param {ShuttersPage} page */
export function resultView(page) {
  const { context, shutters, sitting } = page;
  const turns = sitting?.turns ?? [];
  const count = (/** @type {string} */ outcome) => turns.filter((turn) => turn.outcome === outcome).length;
  const skipped = count("skipped");
  const columns = ["shutter", "position", "confidence", "time_up", "time_down", "origin", "again"];
  return html`<section class="shutters result">
    <div class="card sitting-head">
      <div class="grow">
        <h2 tabindex="-1">${context.t("shutters.done")}</h2>
        <p>${context.t("shutters.done_counts", { measured: count("measured"), skipped })}</p>
      </div>
      ${skipped > 0 ? html`<button class="button" @click=${() => page.repeatSkipped()}>${context.t("shutters.repeat_skipped")}</button>` : nothing}
      <button class="button strong" @click=${() => page.finish()}>${context.t("shutters.finish")}</button>
    </div>
    <table class="shutter-table" role="table" aria-label=${context.t("shutters.done")}>
      <thead role="rowgroup">
        <tr role="row">${columns.map((key) => html`<th role="columnheader" scope="col">${context.t(`shutters.${key}`)}</th>`)}</tr>
      </thead>
      <tbody role="rowgroup">${repeat(shutters, ({ id }) => id, (shutter) => row(page, shutter))}</tbody>
    </table>
  </section>`;
}

/**
 * @param {ShuttersPage} page
 * @param {Shutter} shutter
 */
function row(page, shutter) {
  const { context, sitting } = page;
  const { id, name, room, travel_up: up, travel_down: down } = shutter;
  const state = page.state(id);
  const origin = originOf(shutter, sitting);
  return html`<tr role="row">
    <th role="rowheader" scope="row" class="who">
      <span class="thumb">
        ${drawnShutter({
          position: state.position,
          moving: state.moving,
          deviceClass: shutter.device_class ?? "shutter",
          guess: state.confidence !== "known",
          label: drawingWords(context, name, state),
        })}
      </span>
      <span class="name"><b>${name}</b><span class="pale">${room}</span></span>
    </th>
    <td role="cell" class="position">${positionWords(context, state)}</td>
    <td role="cell" class="confidence pale ${state.position === null ? "unsaid" : ""}">${confidenceWords(context, state)}</td>
    <td role="cell" class="time up"><span class="sign" aria-hidden="true">↑</span> ${seconds(context, up)}</td>
    <td role="cell" class="time down"><span class="sign" aria-hidden="true">↓</span> ${seconds(context, down)}</td>
    <td role="cell" class="origin ${origin}"><span aria-hidden="true">${SIGNS[origin]}</span> ${context.t(`shutters.origin_${origin}`)}</td>
    <td role="cell" class="moves">${again(page, shutter)}</td>
  </tr>`;
}

/**
 * @param {ShuttersPage} page
 * @param {Shutter} shutter
 */
function again(page, { id, name }) {
  if (!page.sitting?.turns.some((turn) => turn.id === id)) return nothing;
  const words = page.context.t("shutters.again");
  return html`<div class="buttons">
    <button class="button" aria-label="${words} ${name}" @click=${() => page.repeat(id)}>${icon("repeat", "small")}${words}</button>
  </div>`;
}
