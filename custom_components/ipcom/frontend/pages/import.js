/**
 * Import: what a file or the vendor's portal knows of the house, what it will do before it does it, and the export.
 *
 * @import { Page, PageContext } from "../core/page.js"
 */

import { html } from "../../web/lit-html.js";
import { exportView } from "./import/export_view.js";
import { fileView } from "./import/file_view.js";
import { ImportPage, WAYS } from "./import/import_page.js";
import { portalView } from "./import/portal_view.js";
import { IMPORT_CSS } from "./import/style.js";

/**
 * @param {PageContext} context
 * @returns {Page}
 */
export function open(context) {
  context.style(IMPORT_CSS);
  const page = new ImportPage(context);
  return { render: () => view(page), removed: () => page.removed() };
}

/** @param {ImportPage} page */
function view(page) {
  const { context, way } = page;
  const views = { file: () => fileView(page.file), portal: () => portalView(page.portal), export: () => exportView(page.export) };
  return html`<div class="import">
    <div class="choice" role="group" aria-label=${context.t("import.ways")}>
      ${WAYS.map((each) => html`<button aria-pressed=${way === each} @click=${() => page.show(each)}>${context.t(`import.way_${each}`)}</button>`)}
    </div>
    ${views[way]()}
  </div>`;
}
