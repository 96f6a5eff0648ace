/** The faults of the gateway: what may go wrong, by theme, each with a field and the way back. */

import { toldChoice, toldText } from "../../../web/begun.js";
import { html } from "../../../web/lit-html.js";
import { icon } from "../../../web/icons.js";

/** @typedef {import("./types.d.ts").House} House */
/** @typedef {import("./types.d.ts").Fault} Fault */
/** @typedef {import("./types.d.ts").Send} Send */

/** The themes in which something was set: they stay open when it is set back. @type {Set<string>} */
const opened = new Set();

/**
 * @param {House} house
 * @param {Send} send
 */
export function faultsView(house, send) {
  const themes = [...new Set(house.faults.map((fault) => fault.theme))];
  const none = house.faults.every((fault) => fault.value === fault.default);
  return html`<section class="faults" aria-label="Faults">
    <div class="row">
      <p class="grow pale">${none ? "Nothing goes wrong now." : "Something goes wrong on purpose."}</p>
      <button type="button" class="button" id="reset-faults" ?disabled=${none} @click=${() => send("reset_faults")}>
        No faults</button>
    </div>
    ${themes.map((theme) => themeView(theme, house.faults, send))}
  </section>`;
}

/**
 * @param {string} theme
 * @param {Fault[]} faults
 * @param {Send} send
 */
function themeView(theme, faults, send) {
  const own = faults.filter((fault) => fault.theme === theme);
  const changed = own.filter((fault) => fault.value !== fault.default).length;
  if (changed) opened.add(theme);
  return html`<details ?open=${opened.has(theme)}>
    <summary>${theme}${changed ? html` <span class="count">${changed}</span>` : ""}</summary>
    <ul>${own.map((fault) => faultView(fault, send))}</ul>
  </details>`;
}

/**
 * @param {Fault} fault
 * @param {Send} send
 */
function faultView(fault, send) {
  const isSet = fault.value !== fault.default;
  const words = fault.name.replaceAll("_", " ");
  return html`<li class=${isSet ? "set" : ""}>
    <label class="grow" for=${`fault-${fault.name}`}><b>${words}</b><span class="pale">${fault.what}</span></label>
    ${field(fault, send)}
    ${isSet
      ? html`<button type="button" class="plain" data-reset=${fault.name} title=${`Back to ${fault.default}`}
          aria-label=${`${words}: back to ${fault.default}`} @click=${() => send("reset_fault", { name: fault.name })}>
          ${icon("close", "small")}</button>`
      : html`<button type="button" class="plain" data-try=${fault.name} title=${`Try ${fault.usual}`}
          aria-label=${`${words}: try ${fault.usual}`} ?disabled=${fault.usual === fault.default}
          @click=${() => send("fault", { name: fault.name, value: fault.usual })}>${icon("plus", "small")}</button>`}
  </li>`;
}

/**
 * @param {Fault} fault
 * @param {Send} send
 */
function field(fault, send) {
  const id = `fault-${fault.name}`;
  if (fault.unit === "flag") {
    return html`<input type="checkbox" id=${id} data-fault=${fault.name} .checked=${fault.value === "yes"}
      @change=${(/** @type {Event} */ event) => set(event, fault, send)}>`;
  }
  if (fault.choices.length) {
    return html`<select id=${id} data-fault=${fault.name}
      @change=${(/** @type {Event} */ event) => set(event, fault, send)}>
      ${fault.choices.map((choice) => html`<option .selected=${toldChoice(choice === fault.value)}>${choice}</option>`)}</select>`;
  }
  return html`<span class="value"><input type="text" id=${id} data-fault=${fault.name} .value=${toldText(fault.value)}
    title=${fault.takes} autocomplete="off" spellcheck="false"
    @change=${(/** @type {Event} */ event) => set(event, fault, send)}>${fault.unit === "percent" ? "%" : ""}</span>`;
}

/**
 * Send what a person has written. An empty field means the default. The field itself changes when the server says so.
 * @param {Event} event
 * @param {Fault} fault
 * @param {Send} send
 */
function set({ target }, fault, send) {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
  const written = writtenIn(target);
  putBack(target, fault.value);
  if (written) send("fault", { name: fault.name, value: written });
  else send("reset_fault", { name: fault.name });
}

/** @param {HTMLInputElement | HTMLSelectElement} element */
function writtenIn(element) {
  if (element.type !== "checkbox" || element instanceof HTMLSelectElement) return element.value.trim();
  return element.checked ? "yes" : "no";
}

/**
 * @param {HTMLInputElement | HTMLSelectElement} element
 * @param {string} value
 */
function putBack(element, value) {
  if (element instanceof HTMLInputElement && element.type === "checkbox") element.checked = value === "yes";
  else element.value = value;
}
