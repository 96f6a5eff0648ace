/** The style sheets of the panel: the look that it shares with the simulator's page, its own, and those of its pages. */

import { LOOK } from "../../web/look.js";
import { FRAME } from "./frame.js";

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/** @param {ShadowRoot} root */
export function addPanelStyles(root) {
  addStyle(root, LOOK);
  addStyle(root, FRAME);
}

/**
 * Add CSS to what is drawn in this root; the same text is added once.
 *
 * @param {ShadowRoot} root
 * @param {string} css
 */
export function addStyle(root, css) {
  const sheet = sheets.get(css) ?? sheetOf(css);
  sheets.set(css, sheet);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}

/** @param {string} css */
function sheetOf(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
