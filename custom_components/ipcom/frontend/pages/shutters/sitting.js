/** The order of a calibration sitting: which shutter comes next, and what became of each one before. Pure. */

/** @typedef {"waiting"|"measured"|"skipped"} Outcome */
/** @typedef {{ id: string, outcome: Outcome }} Turn one shutter of a sitting */
/** @typedef {{ turns: readonly Turn[], at: number }} Sitting `at` is the number of the present one; past the last: done */
/** @typedef {{ number: number, of: number, left: number, done: boolean }} Progress */
/** @typedef {{ id: string, name: string, room: string, travel_up: number|null, travel_down: number|null, guessed: boolean }} Shutter */
/** @typedef {"measured"|"before"|"guessed"|"skipped"|"none"} Origin where the times of a shutter come from */

const OUTCOMES = new Set(["waiting", "measured", "skipped"]);

/**
 * Return shutters in the order of a walk: room by room, by name in each; those without a room come last.
 * @template {Shutter} T
 * @param {readonly T[]} shutters
 * @param {string} language
 * @returns {T[]}
 */
export function inWalkingOrder(shutters, language) {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const roomless = (/** @type {Shutter} */ { room }) => Number(room === "");
  return [...shutters].sort(
    (one, other) =>
      roomless(one) - roomless(other) || compare(one.room, other.room) || compare(one.name, other.name),
  );
}

/**
 * Return whether a shutter was measured at some time; times that are only typical of the house do not count.
 * @param {Shutter} shutter
 */
export function isMeasured({ travel_up: up, travel_down: down, guessed }) {
  return up !== null && down !== null && !guessed;
}

/**
 * Return the IDs that are ticked at first: those not measured yet, or all when none is left.
 * @param {readonly Shutter[]} shutters
 */
export function proposed(shutters) {
  const unmeasured = shutters.filter((each) => !isMeasured(each));
  return new Set((unmeasured.length > 0 ? unmeasured : shutters).map(({ id }) => id));
}

/**
 * Begin a sitting with the first of these.
 * @param {readonly string[]} ids
 * @returns {Sitting}
 */
export function begin(ids) {
  return { turns: ids.map((id) => ({ id, outcome: "waiting" })), at: 0 };
}

/**
 * Return the ID of the shutter whose turn it is, or null after the last.
 * @param {Sitting} sitting
 */
export function present({ turns, at }) {
  return turns[at]?.id ?? null;
}

/**
 * Note what became of the present shutter and go to the next one that waits; after a return to an earlier one too.
 * @param {Sitting} sitting
 * @param {"measured"|"skipped"} outcome
 * @returns {Sitting}
 */
export function goOn({ turns, at }, outcome) {
  const noted = turns.map((turn, number) => (number === at ? { ...turn, outcome } : turn));
  const later = noted.findIndex((turn, number) => number > at && turn.outcome === "waiting");
  const next = later >= 0 ? later : noted.findIndex((turn) => turn.outcome === "waiting");
  return { turns: noted, at: next >= 0 ? next : noted.length };
}

/**
 * Go back to one that was skipped or measured already.
 * @param {Sitting} sitting
 * @param {string} id
 * @returns {Sitting}
 */
export function repeat({ turns, at }, id) {
  const number = turns.findIndex((turn) => turn.id === id);
  if (number < 0) return { turns, at };
  return { turns: turns.map((turn) => (turn.id === id ? { id, outcome: "waiting" } : turn)), at: number };
}

/**
 * Go back to all that were skipped, the first of them first.
 * @param {Sitting} sitting
 * @returns {Sitting}
 */
export function repeatSkipped({ turns, at }) {
  const first = turns.findIndex(({ outcome }) => outcome === "skipped");
  if (first < 0) return { turns, at };
  return {
    turns: turns.map((turn) => (turn.outcome === "skipped" ? { ...turn, outcome: "waiting" } : turn)),
    at: first,
  };
}

/**
 * Leave out shutters that were removed meanwhile.
 * @param {Sitting} sitting
 * @param {ReadonlySet<string>} there
 * @returns {Sitting}
 */
export function without({ turns, at }, there) {
  if (turns.every(({ id }) => there.has(id))) return { turns, at };
  const gone = turns.slice(0, at).filter(({ id }) => !there.has(id)).length;
  return { turns: turns.filter(({ id }) => there.has(id)), at: at - gone };
}

/**
 * Return how far a sitting is: "3 of 8", and how many wait beside the present one.
 * @param {Sitting} sitting
 * @returns {Progress}
 */
export function progress({ turns, at }) {
  const others = turns.filter(({ outcome }, number) => number !== at && outcome === "waiting");
  return { number: Math.min(at + 1, turns.length), of: turns.length, left: others.length, done: at >= turns.length };
}

/**
 * Return where the times of a shutter come from, at the end of a sitting.
 * @param {Shutter} shutter
 * @param {Sitting|null} sitting
 * @returns {Origin}
 */
export function originOf(shutter, sitting) {
  const outcome = sitting?.turns.find(({ id }) => id === shutter.id)?.outcome;
  if (outcome === "measured") return "measured";
  if (isMeasured(shutter)) return outcome === "skipped" ? "skipped" : "before";
  if (outcome === "skipped") return "skipped";
  return shutter.guessed ? "guessed" : "none";
}

/**
 * Read a sitting that was kept as text while its page was away; null for anything else.
 * @param {string|null} text
 * @returns {Sitting|null}
 */
export function restored(text) {
  try {
    const kept = JSON.parse(text ?? "null");
    const sound =
      Number.isInteger(kept?.at) &&
      Array.isArray(kept.turns) &&
      kept.turns.length > 0 &&
      kept.turns.every((/** @type {any} */ turn) => typeof turn?.id === "string" && OUTCOMES.has(turn.outcome));
    return sound ? { turns: kept.turns, at: Math.min(Math.max(kept.at, 0), kept.turns.length) } : null;
  } catch {
    return null;
  }
}
