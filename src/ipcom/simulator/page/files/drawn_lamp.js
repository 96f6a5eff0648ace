/** A lamp, an outlet and their like as small drawings: lit or not, and how much. */

import { html, svg } from "../../../web/lit-html.js";
import { icon } from "../../../web/icons.js";

/** What gives light. All else is drawn as a sign that is filled while it is on. */
const LAMPS = new Set(["light", "dimmer"]);

/** How bright a lamp is drawn at 1 %: a lamp that is on is seen to be on. */
const LEAST = 0.3;

const RAYS = "M24 2v5M8.4 8.4 12 12M39.6 8.4 36 12M2 24h5M41 24h5";

/**
 * @param {string} kind
 * @param {number} value 0 to 255
 */
export function drawn(kind, value) {
  return LAMPS.has(kind) ? bulb(value) : html`<span class="sign">${icon(kind)}</span>`;
}

/** @param {number} value */
function bulb(value) {
  const share = value > 100 ? 1 : value / 100;
  const light = value ? LEAST + (1 - LEAST) * share : 0;
  return html`<svg class="bulb" viewBox="0 0 48 48" aria-hidden="true">
    ${svg`<circle class="halo" cx="24" cy="22" r="21" style="opacity:${light * 0.6}"></circle>
    <path class="rays" d=${RAYS} style="opacity:${value ? 1 : 0}"></path>
    <path class="glass" d="M17 33.5c0-4.5-5-6.5-5-13a12 12 0 0 1 24 0c0 6.5-5 8.5-5 13z"></path>
    <path class="lit" d="M17 33.5c0-4.5-5-6.5-5-13a12 12 0 0 1 24 0c0 6.5-5 8.5-5 13z" style="opacity:${light}"></path>
    <path class="thread" d="M20 33v-8l-2-4M28 33v-8l2-4M20 25h8"></path>
    <path class="cap" d="M18.5 37h11M19.5 40.5h9M22 44h4"></path>`}
  </svg>`;
}
