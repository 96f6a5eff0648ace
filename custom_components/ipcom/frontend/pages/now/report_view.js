/**
 * The report to download: Home Assistant's diagnostics of this gateway.
 *
 * @import { NowPage } from "./now_page.js"
 */

import { icon } from "../../../web/icons.js";
import { html } from "../../../web/lit-html.js";

/** @param {NowPage} page */
export function reportView(page) {
  const { context } = page;
  return html`<section class="card now-report" aria-labelledby="now-report">
    <h2 id="now-report">${context.t("now.report")}</h2>
    <p class="pale">${context.t("now.report_what")}</p>
    <button class="button" ?disabled=${page.reporting} @click=${() => page.report()}>${icon("import")}${context.t("now.report_download")}</button>
  </section>`;
}
