/**
 * The press at the top: the form of an output or a shutter, or the outputs of a scene.
 *
 * @import { Draft } from "../../parts/thing/draft.js"
 * @import { Press } from "./presses.js"
 * @import { WalkPage } from "./walk_page.js"
 */

import { html, keyed, nothing, repeat } from "../../../web/lit-html.js";
import { icon } from "../../../web/icons.js";
import { address } from "../../core/house.js";
import { confirmView } from "../../parts/thing/confirm.js";
import { problem } from "../../parts/thing/filled.js";
import { fields } from "../../parts/thing/form.js";

/** @param {WalkPage} page @param {Press} press */
export function currentView(page, press) {
  if (press.sort === "scene") return sceneView(page, press);
  const { draft } = page;
  return draft ? keyed(press.key, formView(page, press, draft)) : nothing;
}

/** @param {WalkPage} page @param {Press} press @param {Draft} draft */
function formView(page, press, draft) {
  const { context } = page;
  const { t } = context;
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    void page.save();
  };
  const takeBack = () => {
    draft.confirm = null;
    context.redraw();
  };
  if (draft.confirm) {
    return html`<section class="card current">${confirmView(context, draft, page.save, takeBack)}</section>`;
  }
  return html`<section class="card current" aria-labelledby="walk-title">
    <form @submit=${send} novalidate>
      ${heading(page, press)} ${fields(context, draft, page.kinds, "walk")} ${problem(context, draft, page.kinds)}
      ${page.drafts.isOffer(press) ? offer(page, press) : nothing}
      <button class="button strong" ?disabled=${draft.saving}>${icon("check")} ${t("thing.save")}</button>
      <div class="row">
        ${page.identify.button({ index: draft.index })}
        <button type="button" class="button" @click=${page.skip}>${t("walk.skip")}</button>
      </div>
    </form>
  </section>`;
}

/** @param {WalkPage} page @param {Press} press */
function heading(page, press) {
  const { t, house } = page.context;
  const shutter = press.sort === "shutter" && !page.drafts.isOffer(press);
  const outputs = shutter ? press.outputs : [press.index];
  const on = outputs.some((index) => (house.values?.[index] ?? 0) > 0);
  const said = shutter ? t("walk.shutter") : t(on ? "walk.went_on" : "walk.went_off");
  return html`<header class="moved">
    <span class="mark ${on ? "on" : ""}">${icon(shutter ? "cover" : "light")}</span>
    <h3 id="walk-title">${outputs.map(address).join(" + ")} <span class="pale">${said}</span></h3>
  </header>`;
}

/** @param {WalkPage} page @param {Press} press */
function offer(page, press) {
  const { t } = page.context;
  return html`<div class="strip">
    <span>${t("walk.offer", { outputs: press.outputs.map(address).join(" + ") })}</span>
    <button type="button" class="button" @click=${page.takeOffer}>${t("walk.take_offer")}</button>
  </div>`;
}

/** @param {WalkPage} page @param {Press} press */
function sceneView(page, press) {
  const { t } = page.context;
  return html`<section class="card current scene" aria-labelledby="walk-title">
    <header class="moved">
      <span class="mark">${icon("scene")}</span>
      <h3 id="walk-title">${t("walk.scene")} <span class="pale">${t("walk.scene_todo")}</span></h3>
    </header>
    <ul>
      ${repeat(
        press.outputs,
        (index) => index,
        (index) => html`<li class="line">${sceneLine(page, index)}</li>`,
      )}
    </ul>
    <div class="row"><button type="button" class="button" @click=${page.skip}>${t("walk.done")}</button></div>
  </section>`;
}

/** @param {WalkPage} page @param {number} index */
function sceneLine(page, index) {
  const { t, house } = page.context;
  const thing = house.thingAt(index);
  return html`
    <span class="grow"><b>${address(index)}</b> ${thing?.name ?? ""}</span>
    ${thing
      ? nothing
      : html`<button
          type="button"
          class="button"
          aria-label=${t("house.name_output", { output: address(index) })}
          @click=${() => page.chooseOf(index)}
        >
          ${t("house.name_it")}
        </button>`}
    ${page.identify.button(thing ? { thing_id: thing.id } : { index })}
  `;
}
