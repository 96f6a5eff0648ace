/**
 * The link's figures over the last hours as small charts.
 *
 * @import { NowPage } from "./now_page.js"
 * @import { Point, Sample } from "./samples.js"
 * @import { Series } from "../../../web/chart.js"
 */

import { chart } from "../../../web/chart.js";
import { figures, roundTop, stepped } from "../../../web/chart_scale.js";
import { guard, html, nothing } from "../../../web/lit-html.js";
import { clock, number } from "../../parts/format.js";
import { COUNT_STEP_S, MINUTE_S, ROW_STEP_S, hoursShown, pointsOf, withoutLink } from "./samples.js";

/**
 * @typedef {object} Drawing
 * @property {string} name
 * @property {number} each
 * @property {number} digits
 * @property {number} least the least upper edge
 * @property {string} unit the key of the words for a value
 * @property {(samples: readonly Sample[]) => { key: string, look: Series["look"], points: Point[] }[]} series
 * @property {"sum" | "middle" | "highest"} rows how minutes are gathered in the rows of the table
 */

/** @type {readonly Drawing[]} */
const DRAWINGS = [
  {
    name: "chart_round_trip",
    each: MINUTE_S,
    digits: 0,
    least: 5,
    unit: "ms",
    rows: "middle",
    series: (samples) => [
      { key: "middle", look: "line", points: pointsOf(samples, "round_trip", 1000) },
      { key: "worst", look: "broken", points: pointsOf(samples, "worst", 1000) },
    ],
  },
  {
    name: "chart_updates",
    each: MINUTE_S,
    digits: 1,
    least: 3,
    unit: "a_second",
    rows: "middle",
    series: (samples) => [{ key: "updates", look: "line", points: pointsOf(samples, "updates") }],
  },
  {
    name: "chart_events",
    each: COUNT_STEP_S,
    digits: 0,
    least: 4,
    unit: "times",
    rows: "sum",
    series: (samples) => [
      { key: "presses", look: "hollow", points: stepped(pointsOf(samples, "presses"), COUNT_STEP_S, "sum") },
      { key: "commands", look: "bar", points: stepped(pointsOf(samples, "commands"), COUNT_STEP_S, "sum") },
    ],
  },
];

/** @param {NowPage} page */
export function chartsView(page) {
  const { context, samples, link } = page;
  if (samples.length === 0) return page.ready ? html`<section class="card now-charts"><p class="pale">${context.t("now.no_samples")}</p></section>` : nothing;
  const begun = link?.begun ? context.t("now.kept_since", { time: clock(context, link.begun) }) : "";
  return html`<section class="card now-charts" aria-labelledby="now-charts">
    <h2 id="now-charts">${context.t("now.hours")}</h2>
    <p class="pale small">${begun}</p>
    ${DRAWINGS.map((drawing) => guard([samples, picked(page, drawing), context.hass.localize, context.narrow], () => one(page, drawing)))}
  </section>`;
}

/**
 * @param {NowPage} page
 * @param {Drawing} drawing
 */
function picked(page, { name }) {
  return page.picked?.chart === name ? page.picked.at : null;
}

/**
 * @param {NowPage} page
 * @param {Drawing} drawing
 */
function one(page, drawing) {
  const { context } = page;
  const { name, each, digits, unit } = drawing;
  const hours = hoursShown(page.samples, Date.now() / 1000);
  const samples = page.samples.filter(({ at }) => at > hours.from);
  const found = drawing.series(samples);
  const value = (/** @type {number | null} */ figure) =>
    figure === null ? "–" : context.t(`now.${unit}`, { [unit]: number(context, figure, unit === "ms" && figure < 10 ? 1 : digits) });
  const highest = Math.max(...found.flatMap(({ points }) => points.map((point) => point.value ?? 0)));
  const top = roundTop(highest, drawing.least);
  return chart({
    title: context.t(`now.${name}`),
    summary: summary(page, drawing, found, value),
    series: found.map(({ key, look, points }) => ({ name: context.t(`now.series_${key}`), look, points })),
    frame: { ...hours, top },
    times: context.narrow ? 4 : 7,
    each,
    without: withoutLink(samples),
    withoutName: context.t("now.without_link"),
    number: value,
    side: (figure) => number(context, figure, top < 10 && !Number.isInteger(top / 2) ? 1 : 0),
    time: (at) => clock(context, at),
    picked: picked(page, drawing),
    pick: (at) => page.pick(name, at),
    table: { open: context.t("now.as_table"), time: context.t("now.time"), rows: rows(drawing, samples, found) },
  });
}

/**
 * The chart in a sentence.
 *
 * @param {NowPage} page
 * @param {Drawing} drawing
 * @param {ReturnType<Drawing["series"]>} found
 * @param {(value: number | null) => string} value
 */
function summary({ context }, { name, rows: how }, found, value) {
  const [first, second] = found.map(({ points }) => points);
  if (how === "sum") {
    const sum = (/** @type {Point[]} */ points = []) => points.reduce((all, point) => all + (point.value ?? 0), 0);
    return context.t(`now.${name}_summary`, { presses: sum(first), commands: sum(second) });
  }
  const known = figures(first ?? []);
  const worst = figures(second ?? first ?? []);
  if (!known || !worst) return context.t("now.without_link");
  const numbers = { middle: value(known.median), lowest: value(known.lowest), highest: value(worst.highest) };
  return context.t(`now.${name}_summary`, numbers);
}

/**
 * @param {Drawing} drawing
 * @param {readonly Sample[]} samples
 * @param {ReturnType<Drawing["series"]>} found
 */
function rows({ rows: how }, samples, found) {
  const columns = found.map(({ key, points }) => stepped(points, ROW_STEP_S, key === "worst" ? "highest" : how));
  const times = stepped(samples.map(({ at }) => ({ at, value: 0 })), ROW_STEP_S, "sum");
  return times.map(({ at }) => ({
    at,
    values: columns.map((column) => column.find((point) => point.at === at)?.value ?? null),
  }));
}
