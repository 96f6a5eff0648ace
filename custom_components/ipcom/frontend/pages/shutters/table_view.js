/**
 * All shutters at a glance: cards on a phone, a table on a desk.
 *
 * @import { ShuttersPage, Shutter } from "./shutters_page.js"
 */

import { icon } from "../../../web/icons.js";
import { guard, html, nothing, repeat } from "../../../web/lit-html.js";
import { drawnShutter } from "../../../web/drawn_shutter.js";
import { allToFavourites, favouriteCell } from "./favourite_view.js";
import { isMeasured, progress } from "./sitting.js";
import { confidenceWords, drawingWords, positionWords, seconds } from "./words.js";

/** @param {ShuttersPage} page */
export function tableView(page) {
  const { context, shutters } = page;
  if (shutters.length === 0) return none(page);
  const columns = ["shutter", "position", "confidence", "time_up", "time_down", "favourite", "move"];
  return html`
    <div class="shutters">
      ${left(page)} ${head(page)}
      <table class="shutter-table" role="table" aria-label=${context.t("common.tab_shutters")}>
        <thead role="rowgroup">
          <tr role="row">
            ${columns.map((key) => html`<th role="columnheader" scope="col">${context.t(`shutters.${key}`)}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${repeat(shutters, ({ id }) => id, (shutter) => guard(seen(page, shutter), () => row(page, shutter)))}
        </tbody>
      </table>
      <p class="pale small">${context.t("shutters.move_note")} ${context.t("shutters.favourite_note")}</p>
    </div>
  `;
}

/** @param {ShuttersPage} page */
function none({ context }) {
  return html`<section class="screen">
    ${icon("shutters")}
    <h2>${context.t("shutters.none")}</h2>
    <p>${context.t("shutters.none_todo")}</p>
    <div class="row">
      <button class="button strong" @click=${() => context.go("walk")}>${context.t("shutters.to_walk")}</button>
      <button class="button" @click=${() => context.go("import")}>${context.t("shutters.to_import")}</button>
    </div>
  </section>`;
}

/** A sitting that was left in its middle. @param {ShuttersPage} page */
function left(page) {
  const { context, sitting } = page;
  if (!sitting || progress(sitting).done) return nothing;
  const { number, of } = progress(sitting);
  return html`<div class="strip">
    <span>${context.t("shutters.left", { number, of })}</span>
    <button class="button strong" @click=${() => page.goOn()}>${context.t("shutters.go_on")}</button>
    <button class="button" @click=${() => page.finish()}>${context.t("shutters.end_sitting")}</button>
  </div>`;
}

/** @param {ShuttersPage} page */
function head(page) {
  const { context, shutters } = page;
  const measured = shutters.filter(isMeasured).length;
  const words = measured === shutters.length ? "all_measured" : "some_measured";
  return html`<div class="card sitting-head">
    <div class="grow">
      <h2>${context.t(`shutters.${words}`, { measured, of: shutters.length })}</h2>
      <p class="pale">${context.t("shutters.why_measure")}</p>
    </div>
    ${allToFavourites(page)}
    <button class="button strong" @click=${() => page.choose()}>${context.t("shutters.calibrate_all")}</button>
  </div>`;
}

/**
 * What a row shows: it is drawn anew only when something of that is another.
 *
 * @param {ShuttersPage} page
 * @param {Shutter} shutter
 */
function seen(page, shutter) {
  const { context, favourites, moving } = page;
  const { house, hass } = context;
  const { id } = shutter;
  return [shutter, page.state(id), moving.motion(id), favourites.isBusy(id), house.online, hass.localize];
}

/**
 * @param {ShuttersPage} page
 * @param {Shutter} shutter
 */
function row(page, shutter) {
  const { context } = page;
  const state = page.state(shutter.id);
  return html`<tr role="row">
    <th role="rowheader" scope="row" class="who">
      <span class="thumb">
        ${drawnShutter({
          position: state.position,
          moving: state.moving,
          target: state.target,
          deviceClass: shutter.device_class ?? "shutter",
          guess: state.confidence !== "known",
          label: drawingWords(context, shutter.name, state),
        })}
      </span>
      <span class="name"><b>${shutter.name}</b><span class="pale">${shutter.room}</span></span>
    </th>
    <td role="cell" class="position">${positionWords(context, state)}</td>
    <td role="cell" class="confidence pale ${state.position === null ? "unsaid" : ""}">${confidenceWords(context, state)}</td>
    ${times(page, shutter)} ${favouriteCell(page, shutter)}
    <td role="cell" class="moves"><div class="buttons">${moves(page, shutter)}</div></td>
  </tr>`;
}

/**
 * @param {ShuttersPage} page
 * @param {Shutter} shutter
 */
function times({ context }, shutter) {
  const guess = shutter.guessed ? html` <span class="guess">${context.t("shutters.guess")}</span>` : nothing;
  const one = (/** @type {"up" | "down"} */ way, /** @type {number | null} */ value) => html`
    <td role="cell" class="time ${way}">
      <span class="sign" aria-hidden="true">${way === "up" ? "↑" : "↓"}</span>
      ${value === null ? html`<span class="pale">${context.t("shutters.not_measured")}</span>` : html`${seconds(context, value)}${guess}`}
    </td>
  `;
  return html`${one("up", shutter.travel_up)} ${one("down", shutter.travel_down)}`;
}

/**
 * @param {ShuttersPage} page
 * @param {Shutter} shutter
 */
function moves(page, { id, name }) {
  const { context, moving } = page;
  const now = moving.motion(id);
  const button = (/** @type {"up" | "down"} */ way) => html`<button
    class="button round ${now === way ? "strong" : ""}" aria-pressed=${now === way}
    aria-label=${context.t(`shutters.do_${way}`, { name })} ?disabled=${!context.house.online}
    @click=${() => (now === way ? moving.stop(id) : moving.start(id, way))}>${icon(way)}</button>`;
  return html`
    ${button("up")}
    <button class="button round" aria-label=${context.t("shutters.do_stop", { name })}
      ?disabled=${!context.house.online} @click=${() => page.stop(id)}>${icon("stop")}</button>
    ${button("down")}
    <button class="button calibrate" aria-label="${context.t("shutters.calibrate")} ${name}"
      ?disabled=${!context.house.online} @click=${() => page.begin(new Set([id]))}>${context.t("shutters.calibrate")}</button>
  `;
}
