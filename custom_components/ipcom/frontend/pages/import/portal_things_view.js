/**
 * What the portal knows: ticked if it is wanted, with its kind and its direction.
 *
 * @import { PortalImport } from "./portal_import.js"
 * @import { NewThing, Tick } from "./portal_choice.js"
 */

import { html, live, nothing, repeat } from "../../../web/lit-html.js";
import { outputsOf } from "./plan_view.js";
import { withoutExamples } from "./plan_lines.js";
import { grouped, tickedCount, withAll, withName, withTick } from "./portal_choice.js";

/** @param {PortalImport} portal */
export function thingsView(portal) {
  const { context, found, choice, busy } = portal;
  if (!found) return nothing;
  const count = tickedCount(choice);
  const idle = found.new.length === 0 && found.renamed.length === 0;
  return html`
    <section class="card">
      <h2 tabindex="-1">${context.t("import.portal_knows")}</h2>
      <p class="pale">${context.t(idle ? "import.portal_nothing_new" : "import.portal_tick")}</p>
    </section>
    ${repeat(grouped(found.new), ({ kind }) => kind, (group) => groupView(portal, group))} ${renamedView(portal)}
    ${notesView(portal)}
    ${idle
      ? nothing
      : html`<div class="thumb-bar">
          <button class="button strong grow" ?disabled=${busy || count === 0} @click=${() => portal.plan()}>
            ${context.t(busy ? "import.reading" : "import.to_plan", { count })}
          </button>
        </div>`}
  `;
}

/**
 * @param {PortalImport} portal
 * @param {{ kind: string, things: NewThing[] }} group
 */
function groupView(portal, { kind, things }) {
  const { context, choice } = portal;
  const ids = things.map(({ id }) => id);
  const all = ids.every((id) => choice.ticks.get(id)?.wanted);
  const words = kind === "cover" ? context.t("import.covers") : withoutExamples(context.option("kind", kind));
  return html`<fieldset class="card things">
    <legend>
      <span class="grow">${words} <span class="pale">${things.length}</span></span>
      <button class="button" @click=${() => portal.choose(withAll(choice, ids, !all))}
        aria-label="${words}: ${context.t(all ? "import.tick_none" : "import.tick_all")}">${context.t(all ? "import.tick_none" : "import.tick_all")}</button>
    </legend>
    ${repeat(things, ({ id }) => id, (thing) => thingView(portal, thing))}
  </fieldset>`;
}

/**
 * @param {PortalImport} portal
 * @param {NewThing} thing
 */
function thingView(portal, thing) {
  const { context, choice } = portal;
  const { id, type, doubtful, guessed } = thing;
  const tick = choice.ticks.get(id);
  if (!tick) return nothing;
  const change = (/** @type {Partial<Tick>} */ what) => portal.choose(withTick(portal.choice, id, what));
  const where = [outputsOf(thing), thing.room].filter(Boolean).join(" · ");
  return html`<div class="thing">
    <label class="tick">
      <input type="checkbox" .checked=${live(tick.wanted)} @change=${(/** @type {Event} */ event) => change({ wanted: isTicked(event) })} />
      <span><b>${thing.name}</b><span class="pale">${where}</span></span>
    </label>
    ${kindField(portal, thing, tick, change)}
    ${doubtful ? html`<p class="note doubt">${context.t("import.doubtful")}</p>` : nothing}
    ${guessed && !doubtful ? html`<p class="note">${context.t("import.guessed")}</p>` : nothing}
    ${type === "cover" && tick.wanted ? turnedField(portal, tick, change) : nothing}
  </div>`;
}

/**
 * @param {PortalImport} portal
 * @param {NewThing} thing
 * @param {Tick} tick
 * @param {(what: Partial<Tick>) => void} change
 */
function kindField({ context, kinds }, { type, name }, tick, change) {
  const [selector, options] = type === "cover" ? ["cover_class", kinds.covers] : ["kind", kinds.outputs];
  return html`<select aria-label="${context.t("import.kind")}: ${name}" ?disabled=${!tick.wanted}
    @change=${(/** @type {Event} */ event) => change({ kind: /** @type {HTMLSelectElement} */ (event.target).value })}>
    ${/** @type {readonly string[]} */ (options).map(
      (option) => html`<option value=${option} .selected=${option === tick.kind}>${context.option(/** @type {string} */ (selector), option)}</option>`,
    )}
  </select>`;
}

/**
 * @param {PortalImport} portal
 * @param {Tick} tick
 * @param {(what: Partial<Tick>) => void} change
 */
function turnedField({ context }, tick, change) {
  return html`<label class="tick turned">
    <input type="checkbox" .checked=${live(tick.turned)} @change=${(/** @type {Event} */ event) => change({ turned: isTicked(event) })} />
    ${context.t("import.turned")}
  </label>`;
}

/** @param {PortalImport} portal */
function renamedView(portal) {
  const { context, found, choice } = portal;
  if (!found?.renamed.length) return nothing;
  return html`<fieldset class="card things">
    <legend><span>${context.t("import.renamed")}</span></legend>
    <p class="pale small">${context.t("import.renamed_why")}</p>
    ${found.renamed.map(
      ({ id, name, portal_name: other }) => html`<label class="tick">
        <input type="checkbox" .checked=${live(choice.renamed.has(id))}
          @change=${(/** @type {Event} */ event) => portal.choose(withName(portal.choice, id, isTicked(event)))} />
        <span>${name} <span aria-hidden="true">→</span> <span class="only-heard">${context.t("import.becomes")}</span> <b>${other}</b></span>
      </label>`,
    )}
  </fieldset>`;
}

/** What is good to know, and not to be ticked. @param {PortalImport} portal */
function notesView({ context, found }) {
  if (!found) return nothing;
  const left = (/** @type {string} */ reason) => found.left_out.filter((each) => each.reason === reason).map(({ name }) => name);
  /** @type {[string, string[]][]} */
  const notes = [
    ["gone", found.gone.map(({ name }) => name)],
    ["no_partner", left("no_partner")],
    ["unknown_module", left("unknown_module")],
    ["scenes", [...found.scenes]],
  ];
  const told = notes.filter(([, names]) => names.length > 0);
  if (told.length === 0) return nothing;
  return html`<section class="card notes">
    ${told.map(([key, names]) => html`<h3>${context.t(`import.${key}`)}</h3><p class="pale">${names.join(", ")}</p>`)}
  </section>`;
}

/** @param {Event} event */
function isTicked(event) {
  return /** @type {HTMLInputElement} */ (event.target).checked;
}
