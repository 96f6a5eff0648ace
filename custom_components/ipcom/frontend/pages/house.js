/**
 * House: every output as it is now, named things by room or by module, and what is not named yet.
 *
 * @import { Page, PageContext } from "../core/page.js"
 */

import { HousePage } from "./house/house_page.js";

/**
 * @param {PageContext} context
 * @returns {Page}
 */
export function open(context) {
  return new HousePage(context);
}
