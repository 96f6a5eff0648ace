/** The style sheets of the panel: the look that it shares with the simulator's page, and its own. */

import { LOOK } from "../../web/look.js";
import { FRAME } from "./frame.js";

/** @type {CSSStyleSheet[] | undefined} */
let sheets;

export function panelStyles() {
  sheets ??= [LOOK, FRAME].map(sheetOf);
  return sheets;
}

/**
 * Make a style sheet of CSS. A page may add one of its own to the root in which it is drawn.
 *
 * @param {string} css
 */
export function sheetOf(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
