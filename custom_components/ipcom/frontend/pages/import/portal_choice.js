/** What a person ticks of the things that the vendor's portal knows. Pure. */

/** @typedef {import("./plan_lines.js").Line} Line */
/** @typedef {Line & { id: string, guessed?: boolean, doubtful?: boolean }} NewThing */
/** @typedef {{ id: string, name: string, portal_name: string }} Renamed */
/**
 * @typedef {object} Found
 * @property {readonly NewThing[]} new
 * @property {readonly Renamed[]} renamed
 * @property {readonly Line[]} gone
 * @property {readonly { name: string, reason: string }[]} left_out
 * @property {readonly string[]} scenes
 */
/** @typedef {{ wanted: boolean, kind: string, turned: boolean }} Tick */
/** @typedef {{ ticks: ReadonlyMap<string, Tick>, renamed: ReadonlySet<string> }} Choice */

/** The kinds in the order in which they are listed; what is none of them comes last. */
const ORDER = ["light", "dimmer", "switch", "outlet", "impulse", "fan", "valve", "siren", "gate", "cover"];

/**
 * Return the word that a choice has for the kind of a thing: its kind, or the class of a cover.
 * @param {NewThing} thing
 */
export function kindWord(thing) {
  return thing.kind || "shutter";
}

/**
 * Return what is ticked at first: all that is new, unless its two relays only seem to belong together. No name is taken over.
 * @param {Found} found
 * @returns {Choice}
 */
export function firstChoice(found) {
  const ticks = found.new.map((thing) => {
    /** @type {[string, Tick]} */
    const tick = [thing.id, { wanted: !thing.doubtful, kind: kindWord(thing), turned: false }];
    return tick;
  });
  return { ticks: new Map(ticks), renamed: new Set() };
}

/**
 * Return the choice with something else about one thing.
 * @param {Choice} choice
 * @param {string} id
 * @param {Partial<Tick>} change
 * @returns {Choice}
 */
export function withTick(choice, id, change) {
  const before = choice.ticks.get(id);
  if (!before) return choice;
  return { ...choice, ticks: new Map([...choice.ticks, [id, { ...before, ...change }]]) };
}

/**
 * Return the choice with several things wanted, or not.
 * @param {Choice} choice
 * @param {readonly string[]} ids
 * @param {boolean} wanted
 */
export function withAll(choice, ids, wanted) {
  return ids.reduce((all, id) => withTick(all, id, { wanted }), choice);
}

/**
 * Return the choice with the portal's name of a known thing taken over, or not.
 * @param {Choice} choice
 * @param {string} id
 * @param {boolean} taken
 * @returns {Choice}
 */
export function withName(choice, id, taken) {
  const renamed = new Set(choice.renamed);
  if (taken) renamed.add(id);
  else renamed.delete(id);
  return { ...choice, renamed };
}

/**
 * Return the things by what the portal takes them for, all covers together.
 * @param {readonly NewThing[]} things
 * @returns {{ kind: string, things: NewThing[] }[]}
 */
export function grouped(things) {
  /** @type {Map<string, NewThing[]>} */
  const groups = new Map();
  for (const thing of things) {
    const kind = thing.type === "cover" ? "cover" : thing.kind;
    groups.set(kind, [...(groups.get(kind) ?? []), thing]);
  }
  const place = (/** @type {string} */ kind) => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length);
  return [...groups]
    .sort(([one], [other]) => place(one) - place(other))
    .map(([kind, members]) => ({ kind, things: members }));
}

/**
 * Return what is sent: the things that are wanted, each with what a person has corrected, and the names to take over.
 * @param {Found} found
 * @param {Choice} choice
 * @returns {{ wanted: { id: string, kind?: string, turned?: true }[], renamed: string[] }}
 */
export function asked(found, choice) {
  const wanted = found.new.flatMap((thing) => {
    const tick = choice.ticks.get(thing.id);
    if (!tick?.wanted) return [];
    const other = tick.kind === kindWord(thing) ? {} : { kind: tick.kind };
    return [{ id: thing.id, ...other, ...(tick.turned ? { turned: /** @type {const} */ (true) } : {}) }];
  });
  return { wanted, renamed: [...choice.renamed] };
}

/**
 * Return how much is ticked.
 * @param {Choice} choice
 */
export function tickedCount({ ticks, renamed }) {
  return [...ticks.values()].filter(({ wanted }) => wanted).length + renamed.size;
}
