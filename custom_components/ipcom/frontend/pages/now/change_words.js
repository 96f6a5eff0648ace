/** What a change of an output was, as the key of a sentence and its numbers. Pure. */

/**
 * @typedef {object} NowChange
 * @property {number} id rises with each change
 * @property {number} at Unix seconds
 * @property {number} index
 * @property {number} old
 * @property {number} value
 * @property {boolean} own whether it was commanded from here
 * @property {string|null} thing_id
 */
/** @typedef {{ type: "output"|"cover", kind: string, outputs: readonly number[] }} KnownThing */
/** @typedef {{ key: string, placeholders?: Record<string, string|number>, sign: "on"|"off"|"up"|"down"|"level" }} Words */
/** @typedef {"all"|"here"|"outside"} Who */

/** The highest level of a dimmer; above it an output is a relay that is on. */
const FULL_LEVEL = 100;

/** Of all changes so many are kept, as in Home Assistant. */
export const KEPT = 300;

/**
 * Return what happened, in the words of what the thing is.
 * @param {Pick<NowChange, "index"|"old"|"value">} change
 * @param {KnownThing|undefined} thing
 * @returns {Words}
 */
export function wordsOf({ index, old, value }, thing) {
  if (thing?.type === "cover") return coverWords(opens(thing, index), value);
  if (thing && isImpulse(thing.kind)) {
    return value > 0 ? { key: "pressed", sign: "on" } : { key: "released", sign: "off" };
  }
  const percent = isLevel(value) && (thing === undefined || thing.kind === "dimmer");
  if (!percent || value === 0) return value > 0 ? { key: "went_on", sign: "on" } : { key: "went_off", sign: "off" };
  if (old > 0) return { key: "level_changed", placeholders: { old: Math.min(old, FULL_LEVEL), value }, sign: "level" };
  return { key: "level_on", placeholders: { value }, sign: "level" };
}

/**
 * Whether an output opens a cover, or its slats.
 *
 * @param {Pick<KnownThing, "outputs">} thing
 * @param {number} index
 */
function opens({ outputs }, index) {
  return outputs.indexOf(index) % 2 === 0;
}

/**
 * @param {boolean} up
 * @param {number} value
 * @returns {Words}
 */
function coverWords(up, value) {
  if (value === 0) return { key: up ? "stopped_up" : "stopped_down", sign: "off" };
  return up ? { key: "goes_up", sign: "up" } : { key: "goes_down", sign: "down" };
}

/** @param {string} kind */
function isImpulse(kind) {
  return kind === "impulse" || kind === "gate";
}

/** @param {number} value */
function isLevel(value) {
  return value <= FULL_LEVEL;
}

/**
 * Return the changes with news among them: a change that goes on, as a dimmer that ramps, takes the place of itself.
 * @param {readonly NowChange[]} changes newest first
 * @param {readonly NowChange[]} news newest first
 * @returns {readonly NowChange[]}
 */
export function withChanges(changes, news) {
  const again = new Set(news.map(({ id }) => id));
  const all = [...news, ...changes.filter(({ id }) => !again.has(id))];
  return all.sort((one, other) => other.id - one.id).slice(0, KEPT);
}

/**
 * Return the changes of those who are asked for.
 * @param {readonly NowChange[]} changes
 * @param {Who} who
 */
export function ofWhom(changes, who) {
  return who === "all" ? changes : changes.filter(({ own }) => own === (who === "here"));
}

/**
 * Return the days of some changes, each with its own, as the clock of this browser has them.
 * @template {{ at: number }} T
 * @param {readonly T[]} changes newest first
 * @param {(at: number) => string} dayOf
 * @returns {{ day: string, changes: T[] }[]}
 */
export function byDay(changes, dayOf) {
  /** @type {{ day: string, changes: T[] }[]} */
  const days = [];
  for (const change of changes) {
    const day = dayOf(change.at);
    const last = days[days.length - 1];
    if (last?.day === day) last.changes.push(change);
    else days.push({ day, changes: [change] });
  }
  return days;
}
