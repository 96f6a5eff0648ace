/**
 * Shutters: all of them at a glance, and the sitting in which they are calibrated one after the other.
 *
 * @import { Page, PageContext } from "../core/page.js"
 */

import { ShuttersPage } from "./shutters/shutters_page.js";
import { SHUTTERS_CSS } from "./shutters/style.js";
import { choosingView } from "./shutters/choosing_view.js";
import { resultView } from "./shutters/result_view.js";
import { sittingView } from "./shutters/sitting_view.js";
import { tableView } from "./shutters/table_view.js";

const VIEWS = { table: tableView, choosing: choosingView, sitting: sittingView, result: resultView };

/**
 * @param {PageContext} context
 * @returns {Page}
 */
export function open(context) {
  context.style(SHUTTERS_CSS);
  const page = new ShuttersPage(context);
  return {
    render: () => VIEWS[page.view](page),
    shown: () => page.shown(),
    hidden: () => page.hidden(),
    removed: () => page.removed(),
  };
}
