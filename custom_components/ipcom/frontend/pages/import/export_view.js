/**
 * The mapping as a file.
 *
 * @import { DevicesExport } from "./devices_export.js"
 */

import { icon } from "../../../web/icons.js";
import { html, nothing } from "../../../web/lit-html.js";

/** @param {DevicesExport} devices */
export function exportView(devices) {
  const { context, file, copied } = devices;
  const field = (/** @type {Event} */ event) =>
    /** @type {HTMLElement} */ (event.currentTarget).closest("section")?.querySelector("textarea");
  return html`<section class="card export">
    <h2 tabindex="-1">${context.t("import.export_title")}</h2>
    <p class="pale">${context.t("import.export_what")}</p>
    ${file
      ? html`<div class="row">
            <button class="button strong" @click=${() => devices.download()}>${icon("import")}${context.t("import.download", { name: file.filename })}</button>
            <button class="button" @click=${(/** @type {Event} */ event) => devices.copy(field(event))}>
              ${copied ? icon("check") : nothing}${context.t(copied ? "import.copied" : "import.copy")}
            </button>
          </div>
          <textarea readonly rows="18" spellcheck="false" aria-label=${file.filename} .value=${file.text}></textarea>`
      : nothing}
  </section>`;
}
