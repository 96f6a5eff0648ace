/**
 * Which shutters are to be calibrated, in the order of the walk.
 *
 * @import { ShuttersPage, Shutter } from "./shutters_page.js"
 */

import { icon } from "../../../web/icons.js";
import { html, live, repeat } from "../../../web/lit-html.js";
import { Awake } from "./awake.js";
import { isMeasured } from "./sitting.js";
import { seconds } from "./words.js";

/** @param {ShuttersPage} page */
export function choosingView(page) {
  const { context, shutters, picked } = page;
  const all = picked.size === shutters.length;
  return html`<section class="shutters choosing">
    <div class="row">
      <button class="plain" aria-label=${context.t("shutters.back")} @click=${() => page.toTable()}>${icon("back")}</button>
      <h2 class="grow" tabindex="-1">${context.t("shutters.which")}</h2>
      <button class="button" @click=${() => page.pickAll(!all)}>${context.t(all ? "shutters.pick_none" : "shutters.pick_all")}</button>
    </div>
    <ol class="card explain">
      ${["explain_stand", "explain_down", "explain_press", "explain_leave"].map((key) => html`<li>${context.t(`shutters.${key}`)}</li>`)}
      ${Awake.possible ? "" : html`<li>${context.t("shutters.explain_screen")}</li>`}
    </ol>
    ${repeat(rooms(shutters), ([room]) => room, ([room, members]) => html`
      <fieldset class="card">
        <legend>${room || context.t("shutters.no_room")}</legend>
        ${repeat(members, ({ id }) => id, (shutter) => choice(page, shutter))}
      </fieldset>`)}
    <div class="thumb-bar">
      <button class="button strong big" ?disabled=${picked.size === 0 || !context.house.online} @click=${() => page.begin(picked)}>
        ${context.t("shutters.begin", { count: picked.size })}
      </button>
    </div>
  </section>`;
}

/**
 * @param {ShuttersPage} page
 * @param {Shutter} shutter
 */
function choice(page, shutter) {
  const { context, picked } = page;
  const { id, name, travel_up: up, travel_down: down } = shutter;
  const times = { up: seconds(context, up), down: seconds(context, down) };
  return html`<label class="tick">
    <input type="checkbox" .checked=${live(picked.has(id))}
      @change=${(/** @type {Event} */ event) => page.pick(id, /** @type {HTMLInputElement} */ (event.target).checked)} />
    <span class="grow">${name}</span>
    ${isMeasured(shutter)
      ? html`<span class="pale times"><span aria-hidden="true">↑ ${times.up} ↓ ${times.down}</span><span class="only-heard">${context.t("shutters.times", times)}</span></span>`
      : html`<span class="pale">${context.t("shutters.not_measured")}</span>`}
  </label>`;
}

/**
 * The shutters of each room.
 *
 * @param {readonly Shutter[]} shutters in walking order
 * @returns {[string, Shutter[]][]}
 */
function rooms(shutters) {
  /** @type {Map<string, Shutter[]>} */
  const found = new Map();
  for (const shutter of shutters) found.set(shutter.room, [...(found.get(shutter.room) ?? []), shutter]);
  return [...found];
}
