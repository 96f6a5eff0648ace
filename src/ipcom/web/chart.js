/**
 * A small chart: lines and bars over some hours, with its figures in words and as a table.
 *
 * No colour is the only sign: a second line is broken, a second bar is hollow, and a time without a link is hatched.
 */

import { html, nothing, svg } from "./lit-html.js";
import { HEIGHT, WIDTH, across, bars, nearest, path, sideNumbers, spans, roundTimes, x, y } from "./chart_scale.js";

/** @typedef {import("./chart_scale.js").Point} Point */
/** @typedef {import("./chart_scale.js").Frame} Frame */
/**
 * @typedef {object} Series
 * @property {string} name
 * @property {"line"|"broken"|"bar"|"hollow"} look
 * @property {readonly Point[]} points
 */
/**
 * @typedef {object} ChartOptions
 * @property {string} title
 * @property {string} summary the chart in a sentence
 * @property {readonly Series[]} series
 * @property {Frame} frame
 * @property {number} times how many times are named at most
 * @property {number} each how many seconds a point stands for
 * @property {readonly { at: number, so: boolean }[]} without when there was no link
 * @property {string} withoutName
 * @property {(value: number|null) => string} number a value with its unit
 * @property {(value: number) => string} side a number at the side, without one
 * @property {(at: number) => string} time
 * @property {number|null} picked the time of the point that is read out
 * @property {(at: number|null) => void} pick
 * @property {{ open: string, time: string, rows: readonly { at: number, values: readonly (number|null)[] }[] }} table
 */

/** How far apart the strokes of a hatched time are. */
const HATCH = 20;

/**
 * Return the chart as a figure.
 * @param {ChartOptions} options
 */
export function chart(options) {
  const { title, summary, series, frame, times, side, time } = options;
  const picked = reading(options);
  return html`<figure class="chart">
    <figcaption>
      <span class="chart-title">${title}</span>
      <span class="chart-keys">${series.length > 1 ? series.map(key) : nothing}</span>
    </figcaption>
    <p class="chart-summary">${summary}</p>
    <div class="chart-body">
      <div class="chart-side" aria-hidden="true">${sideNumbers(frame.top).map((each) => html`<span>${side(each)}</span>`)}</div>
      <div class="chart-plot" tabindex="0" role="slider" aria-label=${title} aria-valuetext=${picked ?? summary}
        aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent(options)}
        @pointermove=${(/** @type {PointerEvent} */ event) => pointed(event, options)}
        @pointerdown=${(/** @type {PointerEvent} */ event) => pointed(event, options)}
        @pointerleave=${() => options.pick(null)} @blur=${() => options.pick(null)}
        @keydown=${(/** @type {KeyboardEvent} */ event) => stepped(event, options)}>
        ${plot(options)}
      </div>
      <div class="chart-hours" aria-hidden="true">
        ${roundTimes(frame.from, frame.to, times).map((at) => html`<span class=${edge(across(at, frame))} style="left:${across(at, frame) * 100}%">${time(at)}</span>`)}
      </div>
    </div>
    <div class="chart-foot">
      <p class="chart-picked" aria-hidden="true">${picked}</p>
      ${asTable(options)}
    </div>
  </figure>`;
}

/** A time at an edge does not stand out beyond it. @param {number} place */
function edge(place) {
  if (place < 0.04) return "first";
  return place > 0.96 ? "last" : "";
}

/** @param {ChartOptions} options */
function plot({ series, frame, times, each, without, picked }) {
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    ${sideNumbers(frame.top).map((value) => svg`<path class="grid" d="M0 ${y(value, frame)}H${WIDTH}"></path>`)}
    ${roundTimes(frame.from, frame.to, times).map((at) => svg`<path class="grid" d="M${x(at, frame)} 0V${HEIGHT}"></path>`)}
    ${spans(without, frame, each).map((span) => hatched(span))}
    ${series.map((one, part) => drawn(one, frame, each, part, series.length))}
    ${picked === null ? nothing : svg`<path class="pick" d="M${x(picked, frame)} 0V${HEIGHT}"></path>`}
  </svg>`;
}

/**
 * @param {Series} one
 * @param {Frame} frame
 * @param {number} each
 * @param {number} part
 * @param {number} of
 */
function drawn({ look, points }, frame, each, part, of) {
  if (look === "line" || look === "broken") return svg`<path class=${look} d=${path(points, frame, each * 1.6)}></path>`;
  return bars(points, frame, { each, part, of }).map(
    (bar) => svg`<rect class=${look} x=${bar.x} y=${bar.y} width=${bar.width} height=${bar.height}></rect>`,
  );
}

/** @param {{ x: number, width: number }} span */
function hatched({ x: left, width }) {
  const strokes = Array.from({ length: Math.ceil(width / HATCH) }, (_, number) => left + number * HATCH);
  return svg`<g class="without"><rect x=${left} width=${width} height=${HEIGHT}></rect>
    <path d=${strokes.map((at) => `M${at} ${HEIGHT}L${Math.min(at + HATCH, left + width)} 0`).join("")}></path></g>`;
}

/** @param {Series} one */
function key({ name, look }) {
  const mark =
    look === "line" || look === "broken"
      ? svg`<path class=${look} d="M1 7H23"></path>`
      : svg`<rect class=${look} x="6" y="2" width="11" height="10"></rect>`;
  return html`<span class="chart-key"><svg viewBox="0 0 24 14" aria-hidden="true">${mark}</svg>${name}</span>`;
}

/** @param {ChartOptions} options */
function asTable({ series, table, time, number, title }) {
  return html`<details class="chart-table">
    <summary>${table.open}<span class="unseen"> ${title}</span></summary>
    <table>
      <thead><tr><th scope="col">${table.time}</th>${series.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${table.rows.map(
        ({ at, values }) => html`<tr><th scope="row">${time(at)}</th>${values.map((value) => html`<td>${number(value)}</td>`)}</tr>`,
      )}</tbody>
    </table>
  </details>`;
}

/**
 * Return what the picked point says, or null.
 * @param {ChartOptions} options
 */
function reading({ series, picked, number, time, without, withoutName }) {
  if (picked === null) return null;
  const values = series.map(({ name, points }) => {
    const value = points.find(({ at }) => at === picked)?.value ?? null;
    return `${name} ${number(value)}`;
  });
  const gone = without.some(({ at, so }) => so && at === picked) ? ` · ${withoutName}` : "";
  return `${time(picked)} · ${values.join(" · ")}${gone}`;
}

/** @param {ChartOptions} options */
function percent({ picked, frame }) {
  return picked === null ? 100 : Math.round(across(picked, frame) * 100);
}

/**
 * @param {PointerEvent} event
 * @param {ChartOptions} options
 */
function pointed(event, { series, frame, pick, picked }) {
  const plane = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
  const points = series[0]?.points ?? [];
  const at = points[nearest(points, frame, (event.clientX - plane.left) / plane.width)]?.at ?? null;
  if (at !== picked) pick(at);
}

/**
 * @param {KeyboardEvent} event
 * @param {ChartOptions} options
 */
function stepped(event, { series, pick, picked }) {
  const points = series[0]?.points ?? [];
  const present = picked === null ? points.length : points.findIndex(({ at }) => at === picked);
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -30, PageUp: 30, Home: -Infinity, End: Infinity };
  const step = steps[/** @type {keyof typeof steps} */ (event.key)];
  if (step === undefined || points.length === 0) return;
  event.preventDefault();
  pick(points[Math.max(0, Math.min(points.length - 1, present + step))]?.at ?? null);
}

/** The style of a chart. */
export const CHART_CSS = `
.chart { margin: 0; min-width: 0; }
.chart figcaption { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; justify-content: space-between; }
.chart-title { font-weight: 500; }
.chart-keys { display: flex; gap: 12px; font-size: 0.85em; color: var(--secondary-text-color); }
.chart-key { display: inline-flex; align-items: center; gap: 6px; }
.chart-key svg { width: 24px; height: 14px; }
.chart-summary { margin: 2px 0 8px; font-size: 0.9em; color: var(--secondary-text-color); }
.chart-body { display: grid; grid-template-columns: auto 1fr; column-gap: 8px; }
.chart-side { display: flex; flex-direction: column; justify-content: space-between; align-items: flex-end; margin: -0.6em 0; font-size: 12px; color: var(--secondary-text-color); font-variant-numeric: tabular-nums; }
.chart-plot { height: 96px; position: relative; touch-action: pan-y; border-radius: 4px; cursor: crosshair; }
.chart-plot svg { width: 100%; height: 100%; display: block; overflow: visible; }
.chart-hours { grid-column: 2; position: relative; height: 1.6em; margin-top: 4px; font-size: 12px; color: var(--secondary-text-color); font-variant-numeric: tabular-nums; overflow: visible; }
.chart-hours span { position: absolute; transform: translateX(-50%); white-space: nowrap; }
.chart-hours .first { transform: none; }
.chart-hours .last { transform: translateX(-100%); }
.chart-foot { display: flex; flex-wrap: wrap; align-items: center; min-height: 44px; }
.chart-picked { flex: 1 1 0; margin: 0; font-size: 0.85em; font-variant-numeric: tabular-nums; }
.chart path { fill: none; vector-effect: non-scaling-stroke; }
.chart .grid { stroke: var(--divider-color, #e0e0e0); stroke-width: 1; }
.chart .line { stroke: var(--primary-color, #009ac7); stroke-width: 2; stroke-linejoin: round; }
.chart .broken { stroke: var(--secondary-text-color, #727272); stroke-width: 1.5; stroke-dasharray: 3 3; }
.chart .bar { fill: var(--primary-color, #009ac7); stroke: var(--primary-color, #009ac7); stroke-width: 1; vector-effect: non-scaling-stroke; }
.chart .hollow { fill: var(--card-background-color, #fff); stroke: var(--primary-text-color, #212121); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.chart .without rect { fill: var(--secondary-background-color, #e5e5e5); }
.chart .without path { stroke: var(--secondary-text-color, #727272); stroke-width: 1; opacity: 0.6; }
.chart .pick { stroke: var(--primary-text-color, #212121); stroke-width: 1; }
.chart-table { font-size: 0.9em; margin-inline-start: auto; }
.chart-table[open] { flex: 1 1 100%; }
.chart-table summary::before { content: "▸"; margin-inline-end: 6px; }
.chart-table[open] summary::before { content: "▾"; }
.chart-table summary::-webkit-details-marker { display: none; }
.chart-table summary { min-height: 44px; display: inline-flex; align-items: center; cursor: pointer; color: var(--secondary-text-color); }
.chart-table table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
.chart-table th, .chart-table td { text-align: end; padding: 4px 8px; border-bottom: 1px solid var(--divider-color, #e0e0e0); font-weight: 400; }
.chart-table thead th { color: var(--secondary-text-color); }
.chart-table th:first-child { text-align: start; padding-inline-start: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
