/**
 * A plan: what will be added, changed, left alone, and what cannot be done, before anything is done.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { Planned } from "./planned.js"
 * @import { ChangedLine, Difference, Line } from "./plan_lines.js"
 */

import { icon } from "../../../web/icons.js";
import { html, nothing } from "../../../web/lit-html.js";
import { address } from "../../core/house.js";
import { PARTS, SHOWN, differences, kindOf, withoutExamples } from "./plan_lines.js";

const SIGNS = { added: "+", changed: "→", blocked: "!", left_alone: "=" };

/**
 * @param {Planned} planned
 * @param {() => void} again
 */
export function planView(planned, again) {
  const { context, plan, done } = planned;
  if (done) return doneView(context, done, again);
  return html`
    ${planned.renewed ? html`<p class="strip warning" role="status">${icon("warning")}<span>${context.t("import.renewed")}</span></p>` : nothing}
    <section class="card plan">
      <h2 tabindex="-1">${context.t(plan.empty ? "import.plan_empty" : "import.plan")}</h2>
      ${PARTS.map((part) => partView(planned, part))}
    </section>
    ${plan.asks_typical_time ? typicalTimeView(planned) : nothing}
    ${plan.empty
      ? nothing
      : html`<div class="thumb-bar">
          <button class="button strong grow" ?disabled=${planned.applying || planned.impossible} @click=${() => planned.apply()}>
            ${context.t(planned.applying ? "import.applying" : "import.apply", { added: plan.added.length, changed: plan.changed.length })}
          </button>
        </div>`}
  `;
}

/**
 * @param {Planned} planned
 * @param {(typeof PARTS)[number]} part
 */
function partView(planned, part) {
  const { context, plan, unfolded } = planned;
  const lines = plan[part];
  if (lines.length === 0) return nothing;
  const shown = unfolded.has(part) ? lines : lines.slice(0, SHOWN);
  const more = lines.length - shown.length;
  return html`<section class="part ${part}">
    <h3><span class="sign" aria-hidden="true">${SIGNS[part]}</span>${context.t(`import.${part}`)} <span class="pale">${lines.length}</span></h3>
    ${part === "blocked" ? html`<p class="pale small">${context.t("import.blocked_why")}</p>` : nothing}
    <ul>${shown.map((line) => html`<li>${"before" in line ? changedView(context, line) : lineView(context, line)}</li>`)}</ul>
    ${more > 0 ? html`<button class="button" @click=${() => planned.unfold(part)}>${context.t("import.show_rest", { count: more })}</button>` : nothing}
  </section>`;
}

/**
 * @param {PageContext} context
 * @param {Line} line
 */
function lineView(context, line) {
  return html`<b>${line.name}</b> <span class="pale">${[kindWords(context, line), outputsOf(line), line.room].filter(Boolean).join(" · ")}</span>`;
}

/**
 * @param {PageContext} context
 * @param {ChangedLine} line
 */
function changedView(context, line) {
  const say = { kind: (/** @type {Line} */ each) => kindWords(context, each), outputs: outputsOf };
  const changes = differences(line, say);
  return html`<b>${line.before.name}</b> <span class="pale">${outputsOf(line.before)}</span>
    <ul class="differences">${changes.map((change) => html`<li>${differenceView(context, change)}</li>`)}</ul>`;
}

/**
 * @param {PageContext} context
 * @param {Difference} change
 */
function differenceView(context, { what, from, to }) {
  if (what === "direction" || what === "other") return context.t(`import.change_${what}`);
  return html`${context.t(`import.change_${what}`)} <s>${from || context.t("import.none")}</s>
    <span aria-hidden="true">→</span> <span class="only-heard">${context.t("import.becomes")}</span> <ins>${to || context.t("import.none")}</ins>`;
}

/** @param {Planned} planned */
function typicalTimeView(planned) {
  const { context } = planned;
  const wrong = planned.mistake ? context.say(planned.mistake) : context.t("import.typical_wrong");
  return html`<section class="card">
    <label class="field">
      <span>${context.t("import.typical")}</span>
      <input type="text" inputmode="decimal" .value=${planned.typed} aria-describedby="typical-why"
        aria-invalid=${planned.impossible || planned.mistake !== null}
        @input=${(/** @type {Event} */ event) => planned.type(/** @type {HTMLInputElement} */ (event.target).value)} />
    </label>
    ${planned.impossible || planned.mistake ? html`<p class="mistake" role="alert">${wrong}</p>` : nothing}
    <p id="typical-why" class="pale small">${context.t("import.typical_why")}</p>
  </section>`;
}

/**
 * @param {PageContext} context
 * @param {{ added: number, changed: number }} done
 * @param {() => void} again
 */
function doneView(context, { added, changed }, again) {
  return html`<section class="screen card">
    ${icon("check")}
    <h2 tabindex="-1">${context.t("import.done")}</h2>
    <p>${context.t("import.done_counts", { added, changed })}</p>
    <p class="row">
      <button class="button strong" @click=${() => context.go("shutters")}>${context.t("import.to_shutters")}</button>
      <button class="button" @click=${() => context.go("house")}>${context.t("import.to_house")}</button>
      <button class="button" @click=${again}>${context.t("import.another")}</button>
    </p>
  </section>`;
}

/**
 * @param {PageContext} context
 * @param {Line} line
 */
function kindWords(context, line) {
  const { selector, option } = kindOf(line);
  return withoutExamples(context.option(selector, option));
}

/** @param {Line} line */
export function outputsOf(line) {
  return line.outputs.map(address).join(" + ");
}
