/** What the page knows of the house, kept up to date with what the server tells. Pure. */

/** @typedef {import("./types.d.ts").All} All */
/** @typedef {import("./types.d.ts").Changes} Changes */
/** @typedef {import("./types.d.ts").House} House */
/** @typedef {import("./types.d.ts").LogLine} LogLine */

/** How many lines the page keeps: as many as the server does. */
export const MOST_LINES = 300;
export const MOST_ROUTINE_LINES = 60;

/** How many mistakes are shown at the same time. */
const MOST_MISTAKES = 3;

/**
 * Return the house that a first message tells of.
 * @param {All} all
 * @returns {House}
 */
export function houseOf(all) {
  return { ...all, log: bounded(all.log), live: true, mistakes: [] };
}

/**
 * Return the house after a change. Parts that stay the same stay the same objects.
 * @param {House} house
 * @param {Changes} changes
 * @returns {House}
 */
export function changed(house, { state, faults, log, mistakes }) {
  return {
    ...house,
    state: state ? changedState(house.state, state) : house.state,
    faults: faults ?? house.faults,
    log: log ? bounded([...house.log, ...log]) : house.log,
    mistakes: mistakes ? [...house.mistakes, ...mistakes].slice(-MOST_MISTAKES) : house.mistakes,
  };
}

/**
 * @param {import("./types.d.ts").State} state
 * @param {Partial<import("./types.d.ts").State>} news
 */
function changedState(state, news) {
  const values = { ...state.values };
  for (const [bus, outputs] of Object.entries(news.values ?? {})) values[bus] = { ...values[bus], ...outputs };
  return { values, motors: { ...state.motors, ...news.motors }, gateway: news.gateway ?? state.gateway };
}

/** @param {LogLine[]} lines */
function bounded(lines) {
  const routine = lines.filter((line) => line.routine);
  const others = lines.length - routine.length;
  if (routine.length <= MOST_ROUTINE_LINES && others <= MOST_LINES) return lines;
  const oldest = routine.at(-MOST_ROUTINE_LINES)?.number ?? 0;
  const kept = lines.filter((line) => !line.routine).slice(-MOST_LINES);
  const from = kept[0]?.number ?? 0;
  return lines.filter((line) => (line.routine ? line.number >= oldest : line.number >= from));
}

/**
 * Return the value of an output such as "3/5": 0 to 255.
 * @param {House} house
 * @param {number} bus
 * @param {string} output
 */
export function valueOf(house, bus, output) {
  const [module = 0, place = 0] = output.split("/").map(Number);
  return house.state.values[bus]?.[(module - 1) * 8 + place - 1] ?? 0;
}

/**
 * Say the value of an output in words. A dimmer whose button is held shows no level.
 * @param {number} value
 */
export function inWords(value) {
  if (value === 0) return "off";
  if (value <= 100) return `${value} %`;
  return value === 251 ? "dimming" : "on";
}
