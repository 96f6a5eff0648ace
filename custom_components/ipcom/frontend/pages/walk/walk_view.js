/**
 * The page Walk as it is drawn.
 *
 * @import { WalkPage } from "./walk_page.js"
 */

import { html, nothing } from "../../../web/lit-html.js";
import { icon } from "../../../web/icons.js";
import { address } from "../../core/house.js";
import { currentView } from "./current_view.js";
import { unsavedView } from "../../parts/thing/unsaved_view.js";
import { seenView, waitingView } from "./lists_view.js";

/** @param {WalkPage} page */
export function walkView(page) {
  const { presses, context } = page;
  const changed = context.unsaved.all.filter(({ thingId }) => thingId);
  return html`
    <div class="walk">
      <h2 class="only-heard">${context.t("common.tab_walk")}</h2>
      ${lastChange(page)} ${unsavedView(context, page.dialog, changed)}
      ${presses.current ? currentView(page, presses.current) : invitation(page)}
      ${waitingView(page)} ${seenView(page)}
    </div>
    ${page.dialog.render()}
  `;
}

/** The last change in one line of a fixed height: nothing below it ever moves. @param {WalkPage} page */
function lastChange(page) {
  const { presses, context, named } = page;
  const { last } = presses;
  const { t, house } = context;
  const count = html`<span class="count">${t("walk.named", { named })}</span>`;
  if (!last) return html`<p class="last pale"><span class="grow">${t("walk.no_change")}</span> ${count}</p>`;
  const name = house.thingAt(last.index)?.name ?? t("walk.no_name");
  return html`<p class="last">
    <span class="dot ${last.value > 0 ? "on" : ""}" aria-hidden="true"></span>
    <span class="grow cut">
      <b>${address(last.index)}</b> ${name}, ${last.value > 0 ? t("house.state_on") : t("house.state_off")}
    </span>
    ${count}
  </p>`;
}

/** @param {WalkPage} page */
function invitation(page) {
  const { t, house } = page.context;
  return html`<section class="screen">
    ${icon("walk")}
    <h3>${t("walk.press")}</h3>
    <p>${t("walk.press_todo")}</p>
    ${house.online ? nothing : html`<p>${t("walk.not_now")}</p>`}
  </section>`;
}
