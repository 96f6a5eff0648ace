/**
 * The address of the panel: the page is its path, the gateway its query.
 *
 * @import { Entry } from "../types/messages.d.ts"
 * @import { PageKey } from "./page.js"
 */

const PANEL = "/ipcom";

export function wantedEntry() {
  return new URLSearchParams(location.search).get("entry");
}

/**
 * @param {PageKey} page
 * @param {Entry | undefined} entry
 * @param {Record<string, string>} [query]
 */
export function address(page, entry, query = {}) {
  const all = new URLSearchParams(entry ? { entry: entry.entry_id, ...query } : query);
  return `${PANEL}/${page}${all.size > 0 ? `?${all}` : ""}`;
}

/**
 * Show another page, as Home Assistant's own links do.
 *
 * @param {PageKey} page
 * @param {Entry | undefined} entry
 * @param {Record<string, string>} [query]
 */
export function go(page, entry, query = {}) {
  history.pushState(null, "", address(page, entry, query));
  window.dispatchEvent(new CustomEvent("location-changed", { detail: { replace: false } }));
}
