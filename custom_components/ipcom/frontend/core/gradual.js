/**
 * A long list comes a few rows at a time, one portion a frame: the page answers while the rest is on its way.
 *
 * A portion is as large as the time allows that the one before has taken, on whatever processor it was.
 *
 * @import { PageContext } from "./page.js"
 */

/** What drawing and laying out one portion may take. Painting it comes on top, and the next rows may be dearer. */
const BUDGET_MS = 11;
const FIRST_PORTION = 2;
/** A single quick frame says little about the next rows. */
const MOST_GROWTH = 2;

export class Gradual {
  #drawn = 0;
  #portion = FIRST_PORTION;

  /**
   * @param {PageContext} context
   * @param {() => number} [now] in milliseconds
   */
  constructor(context, now = () => performance.now()) {
    this.context = context;
    this.now = now;
  }

  /** Begin anew: another list is shown. */
  restart() {
    this.#drawn = 0;
    this.#portion = FIRST_PORTION;
  }

  /**
   * Return how many of so many rows are drawn this time; the rest is asked for at once.
   *
   * @param {number} wanted
   * @param {(row: number) => number} [weightOf] how dear a row is, the cheapest ones being 1
   */
  rows(wanted, weightOf = () => 1) {
    let weight = 0;
    while (this.#drawn < wanted) {
      const more = weight + weightOf(this.#drawn);
      if (weight > 0 && more > this.#portion) break;
      weight = more;
      this.#drawn += 1;
    }
    if (this.#drawn < wanted) this.#goOn(weight, this.now());
    return this.#drawn;
  }

  /**
   * Ask for the next portion, as large as what this one takes tells.
   *
   * @param {number} weight
   * @param {number} begun
   */
  #goOn(weight, begun) {
    this.context.drawn((root) => {
      root.host.getBoundingClientRect(); // lays out what was drawn: this frame would do so anyway
      const took = Math.max(this.now() - begun, 1);
      const fitting = Math.floor((weight * BUDGET_MS) / took);
      this.#portion = Math.max(1, Math.min(fitting, weight * MOST_GROWTH));
      this.context.redraw();
    });
  }
}

/**
 * Return the first rows of groups, without the groups that get none.
 *
 * @template Row
 * @template {{rows: Row[]}} Group
 * @param {ReadonlyArray<Group>} groups
 * @param {number} count
 * @returns {Group[]}
 */
export function firstRows(groups, count) {
  let left = count;
  const shown = [];
  for (const group of groups) {
    if (left <= 0) break;
    shown.push({ ...group, rows: group.rows.slice(0, left) });
    left -= group.rows.length;
  }
  return shown;
}
