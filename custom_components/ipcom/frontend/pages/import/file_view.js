/**
 * The import of a file: choose it, see its mistakes, see the plan, carry it out.
 *
 * @import { FileImport, Problem } from "./file_import.js"
 */

import { icon } from "../../../web/icons.js";
import { html, nothing } from "../../../web/lit-html.js";
import { lineOf } from "./plan_lines.js";
import { planView } from "./plan_view.js";

/** @param {FileImport} file */
export function fileView(file) {
  const { answer, planned } = file;
  if (!answer) return chooseView(file);
  const again = () => file.startAgain();
  if (planned?.done) return planView(planned, again);
  return html`
    <button class="button step-back" @click=${again}>${icon("back")}${file.context.t("import.other")}</button>
    ${problemsView(file)} ${warningsView(file)}
    ${planned ? planView(planned, again) : nothing}
  `;
}

/** @param {FileImport} file */
function chooseView(file) {
  const { context, hovered, reading } = file;
  const chosen = (/** @type {Event} */ event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    void file.read(field.files?.[0]).then(() => (field.value = ""));
  };
  return html`<section class="card">
    <h2 tabindex="-1">${context.t("import.file_title")}</h2>
    <p class="pale">${context.t("import.file_what")}</p>
    <div class="drop ${hovered ? "hovered" : ""}"
      @dragover=${(/** @type {DragEvent} */ event) => hover(event, file)} @dragleave=${() => file.hover(false)}
      @drop=${(/** @type {DragEvent} */ event) => drop(event, file)}>
      ${icon("import")}
      <label class="button strong">
        <input class="only-heard" type="file" accept=".yaml,.yml,text/plain" ?disabled=${reading} @change=${chosen} />
        ${context.t(reading ? "import.reading" : "import.choose_file")}
      </label>
      <span class="pale">${context.narrow ? nothing : context.t("import.drop_file")}</span>
    </div>
    ${file.tooLarge ? html`<p class="mistake" role="alert">${context.t("import.too_large")}</p>` : nothing}
    ${pasteView(file)}
  </section>`;
}

/** @param {FileImport} file */
function pasteView(file) {
  const { context, pasted, reading } = file;
  return html`<details>
    <summary>${context.t("import.paste_instead")}</summary>
    <label class="field">
      <span>${context.t("import.paste_label")}</span>
      <textarea rows="8" spellcheck="false" autocapitalize="off" autocomplete="off" .value=${pasted}
        @input=${(/** @type {Event} */ event) => file.paste(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
    </label>
    <button class="button strong" ?disabled=${reading || pasted.trim() === ""} @click=${() => file.look(pasted)}>
      ${context.t(reading ? "import.reading" : "import.look")}
    </button>
  </details>`;
}

/** What cost a thing, or the whole file. @param {FileImport} file */
function problemsView({ context, planned, answer }) {
  if (!answer?.problems.length) return nothing;
  return html`<section class="card problems" role="alert">
    <h2 tabindex="-1">${icon("warning")}${context.t(planned ? "import.problems" : "import.file_unusable")}</h2>
    <p class="pale">${context.t("import.problems_why")}</p>
    ${linesView(context, answer.problems)}
  </section>`;
}

/** What cost nothing. @param {FileImport} file */
function warningsView({ context, answer }) {
  if (!answer?.warnings.length) return nothing;
  return html`<details class="card problems">
    <summary>${context.t("import.warnings")} (${answer.warnings.length})</summary>
    <p class="pale">${context.t("import.warnings_why")}</p>
    ${linesView(context, answer.warnings)}
  </details>`;
}

/**
 * @param {FileImport["context"]} context
 * @param {readonly Problem[]} lines
 */
function linesView(context, lines) {
  return html`<ul>${lines.map(
    ({ where, text }) => html`<li>${where ? html`<span class="where">${whereWords(context, where)}</span>` : nothing}<span>${context.say(text)}</span></li>`,
  )}</ul>`;
}

/**
 * @param {FileImport["context"]} context
 * @param {string} where
 */
function whereWords(context, where) {
  const line = lineOf(where);
  return line === null ? where : context.t("import.line", { line });
}

/**
 * @param {DragEvent} event
 * @param {FileImport} file
 */
function hover(event, file) {
  event.preventDefault();
  file.hover(true);
}

/**
 * @param {DragEvent} event
 * @param {FileImport} file
 */
function drop(event, file) {
  event.preventDefault();
  const text = event.dataTransfer?.files.length ? "" : (event.dataTransfer?.getData("text") ?? "");
  void (text ? file.look(text) : file.read(event.dataTransfer?.files[0]));
}
