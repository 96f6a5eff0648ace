/**
 * What was filled in and not saved, above the page that can go on with it.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { ThingDialog } from "./dialog.js"
 * @import { Draft } from "./draft.js"
 */

import { html, nothing, repeat } from "../../../web/lit-html.js";
import { icon } from "../../../web/icons.js";
import { address } from "../../core/house.js";

/**
 * @param {PageContext} context
 * @param {ThingDialog} dialog
 * @param {ReadonlyArray<Draft>} drafts
 */
export function unsavedView(context, dialog, drafts) {
  const shown = drafts.filter((each) => each !== dialog.draft);
  if (shown.length === 0) return nothing;
  return repeat(
    shown,
    (draft) => draft,
    (draft) => strip(context, dialog, draft),
  );
}

/** @param {PageContext} context @param {ThingDialog} dialog @param {Draft} draft */
function strip({ t, unsaved, redraw }, dialog, draft) {
  const name = draft.name.trim() || draft.before?.name || address(draft.index);
  const drop = () => {
    unsaved.forget(draft);
    redraw();
  };
  return html`<section class="strip unsaved">
    ${icon("pencil")}
    <span class="grow">${t("thing.unsaved", { name })}</span>
    <button
      type="button"
      class="button strong"
      aria-label="${t("thing.go_on")}: ${name}"
      @click=${() => dialog.goOn(draft)}
    >
      ${t("thing.go_on")}
    </button>
    <button type="button" class="button" aria-label="${t("thing.drop")}: ${name}" @click=${drop}>${t("thing.drop")}</button>
  </section>`;
}
