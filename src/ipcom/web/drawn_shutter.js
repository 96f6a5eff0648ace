/** A shutter as a small drawing: how far it is down, which way it moves, and a question mark while that is unknown. */

import { html, nothing, svg } from "./lit-html.js";
import { OPENING, pulledOut, shapeOf, slatLines, targetHeight } from "./shutter_shape.js";

/** @typedef {import("./shutter_shape.js").Motion} Motion */
/**
 * @typedef {object} Drawn
 * @property {number|null} position 0 closed, 100 open
 * @property {Motion} [moving]
 * @property {number|null} [target]
 * @property {string} [deviceClass]
 * @property {boolean} [guess] whether the position is only estimated: it is drawn with a broken lower edge
 * @property {string} label what a screen reader says
 */

const LINES = slatLines();
const CENTRE = OPENING.width / 2;

/**
 * Return the drawing; its size is that of the element around it.
 * @param {Drawn} drawn
 */
export function drawnShutter({ position, moving = null, target = null, deviceClass, guess = false, label }) {
  const shape = shapeOf(position, deviceClass);
  const edge = !shape.sure || guess ? "edge unsure" : "edge";
  return html`<svg class="drawn-shutter" viewBox="0 0 64 64" role="img" aria-label=${label}>
    <rect class="frame" x="5" y="9" width="54" height="51" rx="2"></rect>
    <svg x="8" y="11" width="48" height="46" viewBox="0 0 48 46">
      <rect class="glass" width="48" height="46"></rect>
      <path class="bars" d="M24 0V46M0 23H48"></path>
      ${shape.sideways ? sideways(shape, edge) : slats(shape, edge)}
      ${target === null || shape.sideways
        ? nothing
        : svg`<path class="target" d="M0 ${targetHeight(target)}h6M48 ${targetHeight(target)}h-6"></path>`}
    </svg>
    <rect class="box" x="3" y="3" width="58" height="9" rx="2.5"></rect>
    <path class="sill" d="M3 60.5H61"></path>
    ${shape.sure || moving !== null ? nothing : svg`<text class="unknown" x="32" y="45" text-anchor="middle">?</text>`}
    ${moving === null ? nothing : arrow(moving)}
  </svg>`;
}

/**
 * @param {import("./shutter_shape.js").Shape} shape
 * @param {string} edge
 */
function slats(shape, edge) {
  return svg`<g class="slats ${shape.sure ? "" : "pale"}" style="transform:translateY(${-pulledOut(shape)}px)">
    <rect width="48" height="46"></rect>
    ${LINES.map((height) => svg`<path d="M0 ${height}H48"></path>`)}
    <path class=${edge} d="M0 45H48"></path>
  </g>`;
}

/**
 * @param {import("./shutter_shape.js").Shape} shape
 * @param {string} edge
 */
function sideways(shape, edge) {
  const away = pulledOut(shape);
  const half = (/** @type {number} */ sign) => svg`<g
    class="slats ${shape.sure ? "" : "pale"}" style="transform:translateX(${sign * away}px)">
    <rect x=${sign < 0 ? 0 : CENTRE} width=${CENTRE} height="46"></rect>
    <path d="M${CENTRE + sign * 8} 0V46M${CENTRE + sign * 16} 0V46"></path>
    <path class=${edge} d="M${CENTRE + sign * 0.7} 0V46"></path>
  </g>`;
  return [half(-1), half(1)];
}

/** @param {"up"|"down"} moving */
function arrow(moving) {
  const points = moving === "up" ? "32,21 44,37 20,37" : "32,51 20,35 44,35";
  return svg`<g class="arrow ${moving}"><polygon points=${points}></polygon></g>`;
}

/** The style of the drawing, for whoever adopts it; the colours are the theme's. */
export const DRAWN_SHUTTER_CSS = `
.drawn-shutter { display: block; width: 100%; height: 100%; overflow: visible; }
.drawn-shutter .frame { fill: var(--secondary-background-color, #e5e5e5); stroke: var(--secondary-text-color, #727272); stroke-width: 1.5; }
.drawn-shutter .glass { fill: color-mix(in srgb, #7fbfe8 58%, var(--card-background-color, #fff)); }
.drawn-shutter .bars { stroke: color-mix(in srgb, var(--card-background-color, #fff) 88%, #888); stroke-width: 2; fill: none; }
.drawn-shutter .box { fill: var(--secondary-text-color, #727272); }
.drawn-shutter .sill { stroke: var(--secondary-text-color, #727272); stroke-width: 3; stroke-linecap: round; }
.drawn-shutter .slats { transition: transform 400ms linear; }
.drawn-shutter .slats rect { fill: #8a9097; }
.drawn-shutter .slats path { stroke: #5f656b; stroke-width: 1; fill: none; }
.drawn-shutter .slats .edge { stroke: var(--primary-text-color, #212121); stroke-width: 2.5; }
.drawn-shutter .slats .unsure { stroke-dasharray: 4 3; }
.drawn-shutter .pale { opacity: 0.45; }
.drawn-shutter .target { stroke: var(--accent-color, #ff9800); stroke-width: 3; }
.drawn-shutter .unknown { font: 700 30px system-ui, sans-serif; fill: var(--primary-text-color, #212121); paint-order: stroke; stroke: var(--card-background-color, #fff); stroke-width: 4px; }
.drawn-shutter .arrow polygon { fill: var(--primary-color, #009ac7); stroke: var(--card-background-color, #fff); stroke-width: 2.5; stroke-linejoin: round; }
@media (prefers-reduced-motion: no-preference) {
  .drawn-shutter .arrow { animation: drawn-shutter-move 1.2s ease-in-out infinite; }
  .drawn-shutter .arrow.up { --way: -3px; }
  .drawn-shutter .arrow.down { --way: 3px; }
}
@keyframes drawn-shutter-move { 50% { transform: translateY(var(--way)); } }
@media (prefers-reduced-motion: reduce) { .drawn-shutter .slats { transition: none; } }
`;
