/** Moments in words of the person's language, by the browser itself. */

import { remembered } from "./memo.js";

const UNITS = /** @type {const} */ ([
  [86400, "day"],
  [3600, "hour"],
  [60, "minute"],
  [1, "second"],
]);

const wordsIn = remembered(
  (/** @type {string} */ language) => new Intl.RelativeTimeFormat(language, { numeric: "auto" }),
);

/**
 * Say how long ago something was: "5 minutes ago".
 *
 * @param {number} at in Unix seconds
 * @param {string} language
 * @param {number} [now] in Unix seconds
 */
export function ago(at, language, now = Date.now() / 1000) {
  const seconds = Math.max(0, now - at);
  const [size, unit] = UNITS.find(([each]) => seconds >= each) ?? [1, "second"];
  return wordsIn(language).format(-Math.floor(seconds / size), unit);
}
