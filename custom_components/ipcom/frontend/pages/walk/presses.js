/**
 * What a walk has seen: the press that is being named, those that wait below, and those that have a name. Without a page.
 *
 * A press comes to the top, unless a name is being typed there: then it waits below, in the order of arrival.
 *
 * @import { Change, Guess } from "../../types/messages.d.ts"
 */

const SEEN_KEPT = 30;

/**
 * One press of a wall switch, as the outputs show it.
 *
 * @typedef {object} Press
 * @property {number} key tells presses apart
 * @property {number} index the output that moved last; of a scene, the first
 * @property {number[]} outputs all that belong to it: two of a shutter, the one that moved first before the other;
 *   several of a scene
 * @property {"output" | "shutter" | "scene"} sort
 * @property {Guess | null} guess
 */

export class Presses {
  /** The press at the top. @type {Press | null} */
  current = null;
  /** Those that wait, the next one first. @type {Press[]} */
  waiting = [];
  /** Outputs with a name that moved, the last one first. @type {number[]} */
  seen = [];
  /** The last change that a person made. @type {Change | null} */
  last = null;

  #key = 0;

  /**
   * Take in what changed. Changes by Home Assistant itself are none of a walk's: a blink would bring its output up.
   *
   * @param {Change[]} changes
   * @param {(index: number) => unknown} isNamed
   * @param {boolean} busy whether a person fills in what is at the top
   */
  take(changes, isNamed, busy) {
    const pressed = changes.filter((change) => !change.own);
    this.last = pressed.at(-1) ?? this.last;
    for (const { index } of pressed.filter((each) => isNamed(each.index))) this.#see(index);
    const unnamed = pressed.filter((each) => !isNamed(each.index));
    const scene = pressed.length > 1 ? pressed.filter((each) => each.guess?.kind === "scene") : [];
    if (scene.length > 1 && unnamed.length > 0) this.#takeScene(scene, busy);
    for (const change of unnamed) if (!scene.includes(change)) this.#takeOne(change, busy);
  }

  /** What is at the top has got its name, or is not wanted now: the next one that waits comes up. */
  next() {
    this.current = this.waiting.shift() ?? null;
  }

  /**
   * Bring one of those that wait to the top; what was there waits first.
   *
   * @param {Press} press
   */
  choose(press) {
    this.waiting = this.waiting.filter((each) => each !== press);
    if (this.current) this.waiting.unshift(this.current);
    this.current = press;
  }

  /**
   * Bring one output of a scene to the top, to be named; the scene waits below.
   *
   * @param {number} index
   */
  chooseOf(index) {
    const known = this.waiting.find((each) => each.sort !== "scene" && each.outputs.includes(index));
    this.choose(known ?? this.#make(index, [index], "output", null));
  }

  /**
   * These outputs have a name now: no press of them waits any longer.
   *
   * @param {(index: number) => unknown} isNamed
   */
  forgetNamed(isNamed) {
    const open = (/** @type {Press} */ press) => !press.outputs.every(isNamed) && !isPart(press, isNamed);
    this.waiting = this.waiting.filter(open);
    if (this.current && !open(this.current)) this.next();
  }

  /**
   * A press has got its name, and the next one comes up. The house may have told of the name already, so that another one
   * is at the top by now.
   *
   * @param {Press} press
   * @param {boolean} alone whether only one output of a shutter has it: the other one is a press of its own
   */
  named(press, alone) {
    const others = alone ? press.outputs.filter((each) => press.sort === "shutter" && each !== press.index) : [];
    this.waiting.unshift(...others.map((each) => this.#make(each, [each], "output", null)));
    if (this.current === press || !this.current) this.next();
  }

  /** An output whose name was begun earlier waits, as if it had just moved. @param {number} index */
  await(index) {
    if (!this.#find(index)) this.waiting.push(this.#make(index, [index], "output", null));
  }

  /** @param {Change} change @param {boolean} busy */
  #takeOne(change, busy) {
    const { index, guess } = change;
    if (guess?.kind === "shutter") return this.#takeShutter(index, guess, busy);
    const known = this.#find(index);
    if (known) {
      if (guess && known.sort === "output") known.guess = guess;
      if (known !== this.current && !busy) this.choose(known);
      return undefined;
    }
    return this.#put(this.#make(index, [index], "output", guess), busy);
  }

  /** Two outputs that moved in turn are one press. @param {number} index @param {Guess} guess @param {boolean} busy */
  #takeShutter(index, guess, busy) {
    const moved = [...new Set([...guess.with, index])];
    const known = moved.map((each) => this.#find(each)).filter((each) => each !== undefined);
    const press = known.find((each) => each === this.current) ?? known[0];
    this.waiting = this.waiting.filter((each) => each === press || !known.includes(each));
    if (!press) return this.#put(this.#make(index, moved, "shutter", guess), busy);
    const together = press.sort === "shutter" && moved.every((each) => press.outputs.includes(each));
    const outputs = together ? press.outputs : moved;
    if (press !== this.current || !busy) press.index = index;
    const partner = { ...guess, with: outputs.filter((each) => each !== press.index) };
    Object.assign(press, { outputs, sort: "shutter", guess: partner });
    if (press !== this.current && !busy) this.choose(press);
    return undefined;
  }

  /** @param {Change[]} changes @param {boolean} busy */
  #takeScene(changes, busy) {
    const outputs = changes.map((each) => each.index).toSorted((one, other) => one - other);
    const same = (/** @type {Press | null} */ press) =>
      press?.sort === "scene" && press.outputs.join() === outputs.join();
    if (same(this.current)) return;
    const known = this.waiting.find(same);
    if (known && busy) return;
    if (known) this.choose(known);
    else this.#put(this.#make(outputs[0] ?? 0, outputs, "scene", null), busy);
  }

  /** @param {Press} press @param {boolean} busy */
  #put(press, busy) {
    if (this.current && busy) {
      this.waiting.push(press);
      return;
    }
    if (this.current) this.waiting.push(this.current);
    this.current = press;
  }

  /** @param {number} index */
  #find(index) {
    const all = this.current ? [this.current, ...this.waiting] : this.waiting;
    return all.find((each) => each.sort !== "scene" && each.outputs.includes(index));
  }

  /** @param {number} index */
  #see(index) {
    this.seen = [index, ...this.seen.filter((each) => each !== index)].slice(0, SEEN_KEPT);
  }

  /**
   * @param {number} index
   * @param {number[]} outputs
   * @param {Press["sort"]} sort
   * @param {Guess | null} guess
   * @returns {Press}
   */
  #make(index, outputs, sort, guess) {
    this.#key += 1;
    return { key: this.#key, index, outputs, sort, guess };
  }
}

/**
 * A shutter of which one output belongs to something else is none any more.
 *
 * @param {Press} press
 * @param {(index: number) => unknown} isNamed
 */
function isPart(press, isNamed) {
  return press.sort !== "scene" && press.outputs.some(isNamed);
}
