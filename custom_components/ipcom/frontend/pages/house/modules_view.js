/**
 * All 128 outputs, a card for each module; modules without a sign of life are folded.
 *
 * @import { Thing } from "../../types/messages.d.ts"
 * @import { HousePage } from "./house_page.js"
 * @import { Output } from "./overview.js"
 */

import { guard, html, nothing, repeat } from "../../../web/lit-html.js";
import { firstRows } from "../../core/gradual.js";
import { address } from "../../core/house.js";
import { mark, stateOf } from "./mark.js";
import { modulesOf } from "./overview.js";

/** @param {HousePage} page */
export function modulesView(page) {
  const modules = modulesOf(page.context.house);
  const silent = modules.filter((each) => !each.alive);
  const wanted = page.unfolded ? modules : modules.filter((each) => each.alive);
  const shown = firstRows(wanted, page.gradual.rows(wanted.flatMap((each) => each.rows).length));
  return html`
    <div class="modules">
      ${repeat(
        shown,
        (each) => each.module,
        (each) => moduleCard(page, each.module, each.rows),
      )}
    </div>
    ${silent.length > 0 ? fold(page, silent.map((each) => each.module)) : nothing}
  `;
}

/**
 * @param {HousePage} page
 * @param {number} module
 * @param {Output[]} outputs
 */
function moduleCard(page, module, outputs) {
  const title = page.context.t("house.module", { module });
  return html`<section class="card module" aria-label=${title}>
    <h3>${title}</h3>
    <ul>
      ${repeat(
        outputs,
        (output) => output.index,
        (output) => html`<li>${tile(page, output)}</li>`,
      )}
    </ul>
  </section>`;
}

/** @param {HousePage} page @param {Output} output */
function tile(page, output) {
  const { house, hass } = page.context;
  const seen = [output.thing, output.value, output.standsOut, house.values === null, hass.localize];
  return guard(seen, () => drawnTile(page, output));
}

/** @param {HousePage} page @param {Output} output */
function drawnTile(page, { index, value, thing, standsOut }) {
  const { t } = page.context;
  const sort = thing ? "" : "nameless";
  const press = () => (thing ? page.change(thing) : page.name(index));
  const name = thing?.name ?? t("house.nameless");
  const relay = thing?.type === "cover" ? relayOf(thing, index) : undefined;
  const state = standsOut && value > 0 ? t("house.on_unknown") : stateOf(page, thing, value);
  return html`<div class="tile ${sort} ${standsOut ? "stands-out" : ""} ${value > 0 ? "on" : ""}">
    ${mark(page, thing, value, relay)}
    <button type="button" class="name" @click=${press}>
      <span class="what">${name}</span>
      <span class="pale how">
        ${address(index)}<span aria-hidden="true"> · </span>${relay ? t(`house.relay_${relay}`, { state }) : state}
      </span>
    </button>
  </div>`;
}

/**
 * Which way a cover goes while this output is on.
 *
 * @param {Thing} thing
 * @param {number} index
 */
function relayOf(thing, index) {
  return thing.outputs.indexOf(index) % 2 === 0 ? "up" : "down";
}

/**
 * @param {HousePage} page
 * @param {number[]} silent
 */
function fold(page, silent) {
  const { t } = page.context;
  const press = () => {
    page.unfolded = !page.unfolded;
    page.context.redraw();
  };
  return html`<p class="fold">
    <button type="button" class="button" aria-expanded=${page.unfolded} @click=${press}>
      ${page.unfolded ? t("house.fold") : t("house.unfold", { modules: silent.join(", ") })}
    </button>
  </p>`;
}
