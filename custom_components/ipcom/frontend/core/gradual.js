/**
 * A long list comes a few rows at a time, one portion a frame: the page answers while the rest is on its way.
 *
 * @import { PageContext } from "./page.js"
 */

const ROWS_A_FRAME = 5;

export class Gradual {
  #drawn = 0;

  /** @param {PageContext} context */
  constructor(context) {
    this.context = context;
  }

  /** Begin anew: another list is shown. */
  restart() {
    this.#drawn = 0;
  }

  /**
   * Return how many of so many rows are drawn this time; the rest is asked for at once.
   *
   * @param {number} wanted
   */
  rows(wanted) {
    this.#drawn = Math.min(wanted, this.#drawn + ROWS_A_FRAME);
    if (this.#drawn < wanted) this.context.drawn(this.context.redraw);
    return this.#drawn;
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
