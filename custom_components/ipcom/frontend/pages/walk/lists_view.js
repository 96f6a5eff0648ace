/**
 * Below what is being named: presses that wait, and what moved and has a name.
 *
 * @import { Thing } from "../../types/messages.d.ts"
 * @import { Press } from "./presses.js"
 * @import { WalkPage } from "./walk_page.js"
 */

import { html, nothing, repeat } from "../../../web/lit-html.js";
import { icon } from "../../../web/icons.js";
import { address } from "../../core/house.js";

/** @param {WalkPage} page */
export function waitingView(page) {
  const { presses, context } = page;
  if (presses.waiting.length === 0) return nothing;
  return html`<section class="card list" aria-labelledby="walk-waiting">
    <h3 id="walk-waiting">${context.t("walk.waiting")}</h3>
    <ul>
      ${repeat(
        presses.waiting,
        (press) => press.key,
        (press) => html`<li class="line">${waitingLine(page, press)}</li>`,
      )}
    </ul>
  </section>`;
}

/** @param {WalkPage} page @param {Press} press */
function waitingLine(page, press) {
  const { t } = page.context;
  const outputs = press.outputs.map(address).join(press.sort === "scene" ? ", " : " + ");
  const sort = press.sort === "output" ? "" : t(`walk.sort_${press.sort}`);
  const begun = page.drafts.begun(press)?.name ?? "";
  return html`
    <span class="grow"><b>${outputs}</b> <span class="pale">${sort}</span> ${begun}</span>
    <button
      type="button"
      class="button"
      aria-label=${t("house.name_output", { output: outputs })}
      @click=${() => page.choose(press)}
    >
      ${press.sort === "scene" ? t("walk.show") : t("house.name_it")}
    </button>
  `;
}

/** @param {WalkPage} page */
export function seenView(page) {
  const { presses, context } = page;
  const things = [...new Set(presses.seen.map((index) => context.house.thingAt(index)))].filter(
    (thing) => thing !== undefined,
  );
  if (things.length === 0) return nothing;
  return html`<section class="card list" aria-labelledby="walk-seen">
    <h3 id="walk-seen">${context.t("walk.seen")}</h3>
    <ul>
      ${repeat(
        things,
        (thing) => thing.id,
        (thing) => html`<li class="line">${seenLine(page, thing)}</li>`,
      )}
    </ul>
  </section>`;
}

/** @param {WalkPage} page @param {Thing} thing */
function seenLine(page, thing) {
  const { t, hass } = page.context;
  const room = (thing.area_id && hass.areas[thing.area_id]?.name) || t("house.no_room");
  return html`
    <span class="grow two">
      <b>${thing.name}</b>
      <span class="pale">${thing.outputs.map(address).join(" + ")} · ${room}</span>
    </span>
    <button
      type="button"
      class="plain"
      aria-label=${t("walk.change", { name: thing.name })}
      @click=${() => page.change(thing)}
    >
      ${icon("pencil")}
    </button>
  `;
}
