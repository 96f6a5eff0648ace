/**
 * Numbers, times and days as the person's profile in Home Assistant has them.
 *
 * @import { PageContext } from "../core/page.js"
 */

/** @typedef {{ language?: string, time_format?: string, time_zone?: string, number_format?: string }} Locale */

/** Where numbers are written as in another language than that of the words. */
const NUMBERS_AS_IN = /** @type {Readonly<Record<string, string>>} */ ({
  comma_decimal: "en-US",
  decimal_comma: "de",
  space_comma: "fr",
  quote_decimal: "de-CH",
});

/** @type {Map<string, Intl.NumberFormat | Intl.DateTimeFormat>} */
const made = new Map();

/**
 * A number with so many digits behind the point.
 *
 * @param {PageContext} context
 * @param {number | null} value a dash for none
 * @param {number} [digits]
 */
export function number(context, value, digits = 0) {
  if (value === null || !Number.isFinite(value)) return "–";
  const language = NUMBERS_AS_IN[locale(context).number_format ?? ""] ?? languageOf(context);
  const format = keep(`number ${language} ${digits}`, () => {
    return new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  });
  return format.format(value);
}

/**
 * The time of a day, with seconds if asked for.
 *
 * @param {PageContext} context
 * @param {number} at Unix seconds
 * @param {boolean} [seconds]
 */
export function clock(context, at, seconds = false) {
  const second = seconds ? { second: /** @type {const} */ ("2-digit") } : {};
  return time(context, at, { hour: "2-digit", minute: "2-digit", ...second, ...hours(context) });
}

/**
 * A day in words: "Thursday 26 November".
 *
 * @param {PageContext} context
 * @param {number} at
 */
export function day(context, at) {
  return time(context, at, { weekday: "long", day: "numeric", month: "long" });
}

/**
 * The time alone for today, day and time otherwise.
 *
 * @param {PageContext} context
 * @param {number} at
 * @param {number} now
 */
export function moment(context, at, now) {
  const today = day(context, at) === day(context, now);
  return today ? clock(context, at) : `${time(context, at, { day: "numeric", month: "short" })} ${clock(context, at)}`;
}

/**
 * @param {PageContext} context
 * @param {number} at
 * @param {Intl.DateTimeFormatOptions} options
 */
function time(context, at, options) {
  const zone = zoneOf(context);
  const language = languageOf(context);
  const format = keep(`time ${language} ${zone} ${JSON.stringify(options)}`, () => {
    return new Intl.DateTimeFormat(language, { ...options, ...(zone ? { timeZone: zone } : {}) });
  });
  return format.format(at * 1000);
}

/**
 * @template {Intl.NumberFormat | Intl.DateTimeFormat} Format
 * @param {string} key
 * @param {() => Format} make
 */
function keep(key, make) {
  const format = made.get(key) ?? make();
  made.set(key, format);
  return /** @type {Format} */ (format);
}

/**
 * @param {PageContext} context
 * @returns {Locale}
 */
function locale({ hass }) {
  return hass.locale ?? {};
}

/** @param {PageContext} context */
function languageOf(context) {
  return locale(context).language ?? context.hass.language;
}

/** @param {PageContext} context */
function hours(context) {
  const wanted = locale(context).time_format;
  return wanted === "12" || wanted === "24" ? { hour12: wanted === "12" } : {};
}

/** The zone of the house for those who want its time, that of the browser otherwise. @param {PageContext} context */
function zoneOf(context) {
  const { config } = /** @type {{ config?: { time_zone?: string } }} */ (/** @type {unknown} */ (context.hass));
  return locale(context).time_zone === "server" ? (config?.time_zone ?? "") : "";
}
