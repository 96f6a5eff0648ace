/** The scales of a small chart: round numbers at its side, whole hours below, lines with gaps. Pure. */

/** @typedef {{ at: number, value: number|null }} Point `at` in Unix seconds; null where nothing was measured. */
/** @typedef {{ from: number, to: number, top: number }} Frame The hours shown, and the value at the upper edge. */
/** @typedef {{ lowest: number, median: number, highest: number, last: number }} Figures */

/** A chart is drawn on so many units; it is stretched to the width that there is. */
export const WIDTH = 1000;
export const HEIGHT = 100;

const STEPS = [1, 2, 3, 4, 5, 6, 8, 10];
const HOUR_S = 3600;
/** Every how many hours a time is named. */
const STRIDES = [1 / 6, 1 / 4, 1 / 2, 1, 2, 3, 6, 12, 24];

/** @type {Record<"sum"|"middle"|"highest", (values: number[]) => number>} */
const GATHER = {
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  middle: (values) => median(values),
  highest: (values) => Math.max(...values),
};

/**
 * Return a round number that is not below the highest value; `least` for none.
 * @param {number} highest
 * @param {number} least
 * @returns {number}
 */
export function roundTop(highest, least = 1) {
  const wanted = Math.max(highest, least);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = STEPS.find((each) => each * power >= wanted * 0.999999) ?? 10;
  return step * power;
}

/**
 * Return the numbers at the side, from the upper edge down to 0.
 * @param {number} top
 * @returns {number[]}
 */
export function sideNumbers(top) {
  return [top, top / 2, 0];
}

/**
 * Return the round times between two others: whole hours, every second one where there are many, quarters where there are few.
 * @param {number} from
 * @param {number} to
 * @param {number} most
 * @returns {number[]}
 */
export function roundTimes(from, to, most = 7) {
  const every = HOUR_S * (STRIDES.find((each) => (to - from) / (each * HOUR_S) <= most) ?? 24);
  const first = Math.ceil(from / every) * every;
  const hours = [];
  for (let at = first; at <= to; at += every) hours.push(at);
  return hours;
}

/**
 * Return where a time lies between the edges, from 0 to 1.
 * @param {number} at
 * @param {Frame} frame
 * @returns {number}
 */
export function across(at, frame) {
  return (at - frame.from) / (frame.to - frame.from);
}

/**
 * Return the lines of a series: it breaks where nothing was measured, and where the next point comes late.
 * @param {readonly Point[]} points
 * @param {number} gap
 * @returns {{ at: number, value: number }[][]}
 */
export function lines(points, gap) {
  /** @type {{ at: number, value: number }[][]} */
  const found = [];
  let before = -Infinity;
  for (const { at, value } of points) {
    if (value === null) {
      before = -Infinity;
      continue;
    }
    if (at - before > gap) found.push([]);
    found[found.length - 1]?.push({ at, value });
    before = at;
  }
  return found;
}

/**
 * Return the path of a series of lines; a line of one point becomes a short dash.
 * @param {readonly Point[]} points
 * @param {Frame} frame
 * @param {number} gap
 * @returns {string}
 */
export function path(points, frame, gap) {
  return lines(points, gap)
    .map((line) => {
      const [first, ...rest] = line.map(({ at, value }) => `${x(at, frame)},${y(value, frame)}`);
      return `M${first}${rest.length > 0 ? `L${rest.join(" ")}` : "h2"}`;
    })
    .join("");
}

/**
 * Return the spans of time in which something was so, as left edge and width in units of the chart.
 * @param {readonly { at: number, so: boolean }[]} marks
 * @param {Frame} frame
 * @param {number} each
 * @returns {{ x: number, width: number }[]}
 */
export function spans(marks, frame, each) {
  /** @type {{ from: number, to: number }[]} */
  const found = [];
  for (const { at, so } of marks) {
    if (!so) continue;
    const last = found[found.length - 1];
    if (last && at - each <= last.to + 1) last.to = at;
    else found.push({ from: at - each, to: at });
  }
  return found.map(({ from, to }) => {
    const left = Math.max(0, x(from, frame));
    return { x: left, width: Math.max(1, x(to, frame) - left) };
  });
}

/**
 * Return a bar for each point above 0: left edge, upper edge, width and height.
 * @param {readonly Point[]} points
 * @param {Frame} frame
 * @param {{ each: number, part: number, of: number }} place how long a point lasts, and which of how many series it is
 * @returns {{ x: number, y: number, width: number, height: number }[]}
 */
export function bars(points, frame, { each, part, of }) {
  const whole = (each / (frame.to - frame.from)) * WIDTH;
  const width = (whole * 0.8) / of;
  return points.flatMap(({ at, value }) => {
    if (!value) return [];
    const left = x(at - each, frame) + whole * 0.1 + part * width;
    const upper = y(value, frame);
    return [{ x: round(left), y: upper, width: round(width), height: round(HEIGHT - upper) }];
  });
}

/**
 * Return the points in steps of so many seconds: the sum, the middle one or the highest of each step, null for an empty step.
 * @param {readonly Point[]} points
 * @param {number} each
 * @param {"sum"|"middle"|"highest"} how
 * @returns {Point[]}
 */
export function stepped(points, each, how) {
  /** @type {Map<number, number[]>} */
  const steps = new Map();
  for (const { at, value } of points) {
    const end = Math.ceil(at / each) * each;
    const step = steps.get(end) ?? [];
    if (value !== null) step.push(value);
    steps.set(end, step);
  }
  return [...steps].map(([at, values]) => ({ at, value: values.length > 0 ? GATHER[how](values) : null }));
}

/**
 * Return the figures that stand for a chart in words, or null without a single value.
 * @param {readonly Point[]} points
 * @returns {Figures|null}
 */
export function figures(points) {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const last = values[values.length - 1];
  if (last === undefined) return null;
  return { lowest: Math.min(...values), median: median(values), highest: Math.max(...values), last };
}

/**
 * Return the point nearest to a place across the chart, from 0 to 1.
 * @param {readonly Point[]} points
 * @param {Frame} frame
 * @param {number} place
 * @returns {number} its number, or -1 without points
 */
export function nearest(points, frame, place) {
  const wanted = frame.from + place * (frame.to - frame.from);
  let best = -1;
  let distance = Infinity;
  points.forEach(({ at }, number) => {
    if (Math.abs(at - wanted) < distance) [best, distance] = [number, Math.abs(at - wanted)];
  });
  return best;
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/**
 * @param {number} at
 * @param {Frame} frame
 */
export function x(at, frame) {
  return round(across(at, frame) * WIDTH);
}

/**
 * @param {number} value
 * @param {Frame} frame
 */
export function y(value, frame) {
  return round(HEIGHT * (1 - Math.min(value, frame.top) / frame.top));
}

/** @param {number} number */
function round(number) {
  return Math.round(number * 100) / 100;
}
