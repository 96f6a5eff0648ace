/** The modules of each bus: all outputs as they are. An output that belongs to nothing has a button of its own. */

import { guard, html } from "../../../web/lit-html.js";
import { inWords, valueOf } from "./house_state.js";

/** @typedef {import("./types.d.ts").House} House */
/** @typedef {import("./types.d.ts").Bus} Bus */

const MODULES = Array.from({ length: 16 }, (_, number) => number + 1);
const OUTPUTS = Array.from({ length: 8 }, (_, number) => number + 1);

/** @param {House} house */
export function modulesView(house) {
  return house.buses.map(
    (bus) => html`<section class="modules" aria-label=${`Modules of bus ${bus.bus}`}>
      ${house.buses.length > 1 ? html`<h3>Bus ${bus.bus}</h3>` : ""}
      <p class="pale">Every output as it is. One that belongs to nothing in the rooms is a button here.</p>
      <ol>${guard([house.buses, house.state.values[bus.bus]], () => MODULES.map((module) => moduleRow(house, bus, module)))}</ol>
    </section>`,
  );
}

/**
 * @param {House} house
 * @param {Bus} bus
 * @param {number} module
 */
function moduleRow(house, bus, module) {
  return html`<li><span class="module">${module}</span>${OUTPUTS.map((output) => cell(house, bus, `${module}/${output}`))}</li>`;
}

/**
 * @param {House} house
 * @param {Bus} bus
 * @param {string} output
 */
function cell(house, bus, output) {
  const value = valueOf(house, bus.bus, output);
  const name = bus.names[output];
  const title = `${output}${name ? ` ${name}` : ""}: ${inWords(value)}`;
  const lit = value ? "lit" : "";
  return name
    ? html`<span class="cell ${lit}" data-cell=${output} data-bus=${bus.bus} data-value=${value} data-lit=${value > 0}
        title=${title}><span class="only-heard">${title}</span><span aria-hidden="true">${mark(value)}</span></span>`
    : html`<button type="button" class="cell bare ${lit}" data-action="press" data-output=${output} data-bus=${bus.bus}
        data-cell=${output} data-value=${value} data-lit=${value > 0} title=${title} aria-label=${title}>${mark(value)}</button>`;
}

/** @param {number} value */
function mark(value) {
  if (value === 0) return "";
  return value <= 100 ? value : "●";
}
