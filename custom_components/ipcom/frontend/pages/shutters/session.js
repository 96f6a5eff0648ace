/** One shutter's calibration as the page knows it: what the last event said, and what may be pressed now. Pure. */

/**
 * @typedef {"starting"|"ready"|"closing"|"at_bottom"|"going_up"|"at_top"|"going_down"|"measured"|"doubt"|"stopped"|"refused"|"saved"} Step
 */
/** @typedef {{ key: string, category: string, placeholders?: Record<string, string> }} Text */
/** @typedef {{ up: number|null, down: number|null, names: readonly string[] }} Hint */
/**
 * @typedef {object} Session
 * @property {Step} step
 * @property {number} since when the step began, in milliseconds of the page's own clock
 * @property {number|null} longest after how many seconds a run ends by itself
 * @property {number|null} closing how many seconds it runs down at first
 * @property {Hint|null} hint the times of the neighbours
 * @property {number|null} up
 * @property {number|null} down
 * @property {Text|null} text what the server has to say about this step
 * @property {"left"|"lost"|null} away why the page lost hold of it: its motor was stopped
 * @property {boolean} turned whether its directions were swapped in this sitting
 */
/**
 * @typedef {object} SessionEvent
 * @property {Step} [step]
 * @property {Hint|null} [hint]
 * @property {number} [max_run]
 * @property {number|null} [up]
 * @property {number|null} [down]
 * @property {number} [seconds] how long it runs down at first
 * @property {Text|null} [text]
 */

/** The steps in which its motor runs, and which way. */
export const RUNS = /** @type {Readonly<Record<string, "up"|"down">>} */ ({
  closing: "down",
  going_up: "up",
  going_down: "down",
});

/** The steps after which something has to be done again when the page loses hold. */
const MIDWAY = /** @type {Readonly<Record<string, true>>} */ ({
  closing: true,
  at_bottom: true,
  going_up: true,
  at_top: true,
  going_down: true,
  doubt: true,
  measured: true,
});

/** What one press of the big button does in each step. */
const MAIN = /** @type {Readonly<Record<Step, string|null>>} */ ({
  starting: null,
  ready: "begin",
  closing: "arrived",
  at_bottom: "up",
  going_up: "arrived",
  at_top: "down",
  going_down: "arrived",
  measured: null,
  doubt: "again",
  stopped: "again",
  refused: "anew",
  saved: "next",
});

/** Which of the four stations of a shutter each step belongs to: closing, up, down, times. */
const STATION = /** @type {Readonly<Record<Step, number>>} */ ({
  starting: 0,
  ready: 0,
  closing: 0,
  at_bottom: 1,
  going_up: 1,
  at_top: 2,
  going_down: 2,
  measured: 3,
  doubt: 3,
  stopped: 0,
  refused: 0,
  saved: 4,
});

/** Where a shutter stands between two runs. */
const STANDS = /** @type {Readonly<Record<string, number>>} */ ({
  at_bottom: 0,
  at_top: 100,
  measured: 0,
  doubt: 0,
  saved: 0,
});

/** It has not arrived before a person says so. */
const NEARLY = 95;

/** @returns {Session} */
export function fresh() {
  return {
    step: "starting",
    since: 0,
    longest: null,
    closing: null,
    hint: null,
    up: null,
    down: null,
    text: null,
    away: null,
    turned: false,
  };
}

/**
 * Take an event in.
 * @param {Session} session
 * @param {SessionEvent} event
 * @param {number} now
 * @returns {Session}
 */
export function after(session, event, now) {
  const step = event.step ?? session.step;
  const before = step === session.step ? session : { ...session, ...begun(session, step, now) };
  return {
    ...before,
    longest: event.max_run ?? before.longest,
    closing: step === "closing" ? (event.seconds ?? before.closing) : before.closing,
    hint: event.hint === undefined ? before.hint : event.hint,
    up: event.up ?? before.up,
    down: event.down ?? before.down,
    text: event.text ?? null,
  };
}

/**
 * Return what the beginning of a step changes by itself: all that was measured is forgotten before a first run.
 * @param {Session} session
 * @param {Step} step
 * @param {number} since
 */
function begun({ up, down, away }, step, since) {
  const anew = step === "ready" || step === "starting";
  return { step, since, away: anew ? away : null, up: anew ? null : up, down: anew ? null : down };
}

/**
 * Note that the page has lost hold of a shutter, which has stopped its motor; the session begins anew when it is back.
 * @param {Session} session
 * @param {"left"|"lost"} why
 * @returns {Session}
 */
export function letGo(session, why) {
  const { hint, longest, turned, away } = session;
  return { ...fresh(), hint, longest, turned, away: session.step in MIDWAY ? why : away };
}

/**
 * Return the action of the big button, or null while there is only waiting: at the top it runs down by itself, unless
 * the server says that it did not.
 * @param {Session} session
 */
export function mainAction({ step, text }) {
  return step === "at_top" && text === null ? null : MAIN[step];
}

/**
 * Return which way its motor runs now, or null.
 * @param {Session} session
 */
export function running({ step }) {
  return RUNS[step] ?? null;
}

/**
 * Return how long a run lasts already, in seconds.
 * @param {Session} session
 * @param {number} now
 */
export function lasted({ since }, now) {
  return Math.max(0, now - since) / 1000;
}

/**
 * Return the seconds that a run will take about: those of the neighbours, or null.
 * @param {Session} session
 */
export function expected({ step, hint }) {
  const way = RUNS[step];
  if (!way || step === "closing") return null;
  return hint?.[way] ?? null;
}

/**
 * Return how much of a run is over, from 0 to 1, as far as that can be known; null if not.
 * @param {Session} session
 * @param {number} now
 */
export function part(session, now) {
  const whole = session.step === "closing" ? (session.closing ?? session.longest) : expected(session);
  return whole ? Math.min(1, lasted(session, now) / whole) : null;
}

/**
 * Return the four dots of the way through one shutter: which of closing, up, down and times is done, present or ahead.
 * @param {Session} session
 * @returns {("done"|"present"|"ahead")[]}
 */
export function stations({ step }) {
  const reached = STATION[step];
  return [0, 1, 2, 3].map((number) => {
    if (number < reached || step === "saved") return "done";
    return number === reached ? "present" : "ahead";
  });
}

/**
 * Return the position that is drawn meanwhile: that of the run as far as it can be told, or null for a question mark.
 * @param {Session} session
 * @param {number} now
 * @param {number|null} known what the house knows of it
 */
export function drawnPosition(session, now, known) {
  if (session.step in STANDS) return STANDS[session.step] ?? null;
  const done = session.step === "closing" ? null : part(session, now);
  if (session.step === "going_up") return done === null ? null : Math.min(done * 100, NEARLY);
  if (session.step === "going_down") return done === null ? null : Math.max(100 - done * 100, 100 - NEARLY);
  return session.step === "closing" ? null : known;
}
