/**
 * Walk: press a wall switch, and what changed comes to the top with fields for its name, kind and room.
 *
 * @import { Page, PageContext } from "../core/page.js"
 */

import { WalkPage } from "./walk/walk_page.js";

/**
 * @param {PageContext} context
 * @returns {Page}
 */
export function open(context) {
  return new WalkPage(context);
}
