/**
 * The page that is not written yet.
 *
 * @import { Page, PageContext } from "../core/page.js"
 */

import { html } from "../../web/lit-html.js";

/**
 * @param {PageContext} context
 * @returns {Page}
 */
export function open(context) {
  return { render: () => html`<h2>${context.t("common.tab_now")}</h2>` };
}
