/** The link's figures of the last hours, as the charts take them. Pure. */

/**
 * @typedef {object} Sample one minute
 * @property {number} at when the minute ended, in Unix seconds
 * @property {boolean} online
 * @property {number} offline for how many seconds of the minute there was no link
 * @property {number|null} round_trip the median, in seconds
 * @property {number|null} worst in seconds
 * @property {number|null} updates a second
 * @property {number} presses changes from outside
 * @property {number} commands from here
 */
/** @typedef {{ at: number, value: number|null }} Point */

export const MINUTE_S = 60;
export const HOURS = 6;
/** How many hours are shown soon after a start. */
const SPANS = [1, 2, 3];
/** Presses and commands are counted in steps of ten minutes: single minutes would be too thin to see. */
export const COUNT_STEP_S = 600;
/** The rows of the tables. */
export const ROW_STEP_S = 1800;

/**
 * Return the samples with more; those older than the hours shown go, and a second one of the same minute replaces the first.
 * @param {readonly Sample[]} samples oldest first
 * @param {readonly Sample[]} more oldest first
 * @returns {readonly Sample[]}
 */
export function withSamples(samples, more) {
  const first = more[0]?.at ?? Infinity;
  const all = [...samples.filter(({ at }) => at < first), ...more];
  const oldest = (all[all.length - 1]?.at ?? 0) - HOURS * 3600;
  return all.filter(({ at }) => at > oldest);
}

/**
 * Return the hours that are shown: they end at a whole step after the last sample, and are no more than there is to show.
 * @param {readonly Sample[]} samples
 * @param {number} now
 * @returns {{ from: number, to: number }}
 */
export function hoursShown(samples, now) {
  const last = samples[samples.length - 1]?.at ?? now;
  const first = samples[0]?.at ?? now;
  const to = Math.ceil(last / COUNT_STEP_S) * COUNT_STEP_S;
  const hours = SPANS.find((each) => to - each * 3600 < first) ?? HOURS;
  return { from: to - hours * 3600, to };
}

/**
 * Return a figure of each minute; nothing while there was no link.
 * @param {readonly Sample[]} samples
 * @param {"round_trip"|"worst"|"updates"|"presses"|"commands"} figure
 * @param {number} factor
 * @returns {Point[]}
 */
export function pointsOf(samples, figure, factor = 1) {
  return samples.map((sample) => {
    const value = sample[figure];
    return { at: sample.at, value: value === null || !sample.online ? null : value * factor };
  });
}

/**
 * Return the minutes without a link.
 * @param {readonly Sample[]} samples
 * @returns {{ at: number, so: boolean }[]}
 */
export function withoutLink(samples) {
  return samples.map(({ at, online, offline }) => ({ at, so: !online || offline > MINUTE_S / 2 }));
}
