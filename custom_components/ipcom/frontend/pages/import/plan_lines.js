/** What an import would do, line by line: what each thing is, and what of a known thing would change. Pure. */

/**
 * @typedef {object} Line one thing of a plan
 * @property {string} [id]
 * @property {string} name
 * @property {"output"|"cover"} type
 * @property {string} kind that of a cover is its class: "shutter", "blind"
 * @property {readonly number[]} outputs of a cover: up, then down
 * @property {string|null} [room]
 */
/** @typedef {{ before: Line, after: Line }} ChangedLine */
/**
 * @typedef {object} Plan
 * @property {readonly Line[]} added
 * @property {readonly ChangedLine[]} changed
 * @property {readonly Line[]} left_alone
 * @property {readonly Line[]} blocked
 * @property {boolean} asks_typical_time
 * @property {boolean} empty whether there is nothing to carry out
 */
/** @typedef {{ what: "name"|"kind"|"outputs"|"direction"|"room"|"other", from: string, to: string }} Difference */
/** @typedef {(line: Line) => string} Wording */

/** The parts of a plan in the order in which a person reads them. */
export const PARTS = /** @type {const} */ (["added", "changed", "blocked", "left_alone"]);

/** Of a longer part so many lines are shown at first. */
export const SHOWN = 8;

/** The shortest and the longest travel time that can be. */
const TRAVEL_S = { shortest: 1, longest: 300 };

/**
 * Return the selector and the option that name the kind of a thing.
 * @param {Line} line
 * @returns {{ selector: "kind"|"cover_class", option: string }}
 */
export function kindOf({ type, kind }) {
  return type === "cover" ? { selector: "cover_class", option: kind || "shutter" } : { selector: "kind", option: kind };
}

/**
 * Return the name of a kind without the examples after its colon.
 * @param {string} words
 */
export function withoutExamples(words) {
  return words.split(":")[0]?.trim() ?? words;
}

/**
 * Return what of a thing would change; "other" where it is nothing that has a word of its own.
 * @param {ChangedLine} changed
 * @param {{ kind: Wording, outputs: Wording }} say
 * @returns {Difference[]}
 */
export function differences({ before, after }, say) {
  /** @type {Difference[]} */
  const found = [];
  const note = (/** @type {Difference["what"]} */ what, /** @type {string} */ from, /** @type {string} */ to) => {
    if (from !== to) found.push({ what, from, to });
  };
  note("name", before.name, after.name);
  note("kind", say.kind(before), say.kind(after));
  note(isTurned(before, after) ? "direction" : "outputs", say.outputs(before), say.outputs(after));
  note("room", before.room ?? "", after.room ?? "");
  return found.length > 0 ? found : [{ what: "other", from: "", to: "" }];
}

/**
 * Return whether a cover keeps its two outputs the other way round.
 * @param {Line} before
 * @param {Line} after
 */
export function isTurned(before, after) {
  const [up, down] = before.outputs;
  return before.outputs.length >= 2 && after.outputs[0] === down && after.outputs[1] === up;
}

/**
 * Return the seconds that were typed as the typical time; null for an empty field, NaN for what is no such time.
 * @param {string} typed
 * @returns {number|null}
 */
export function typicalTime(typed) {
  const text = typed.trim().replace(",", ".");
  if (text === "") return null;
  const seconds = Number(text);
  return seconds >= TRAVEL_S.shortest && seconds <= TRAVEL_S.longest ? seconds : Number.NaN;
}

/**
 * Return the line of a file that a place such as "devices.yaml:12" names, or null.
 * @param {string} where
 */
export function lineOf(where) {
  const found = /:(\d+)$/.exec(where);
  return found ? Number(found[1]) : null;
}
