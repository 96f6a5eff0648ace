/**
 * Positions, confidence and times of a shutter in words.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { Favourite, ShutterState } from "../../types/messages.d.ts"
 */

import { number } from "../../parts/format.js";

/** What stands before the words of a confidence, so that it is seen without reading. */
const SIGNS = /** @type {Readonly<Record<string, string>>} */ ({ known: "●", estimated: "◐", unknown: "○" });

/**
 * @param {PageContext} context
 * @param {ShutterState} state
 */
export function positionWords(context, { position, moving }) {
  if (moving) return context.t(`shutters.moving_${moving}`);
  return position === null ? context.t("shutters.position_unknown") : heightWords(context, position);
}

/**
 * @param {PageContext} context
 * @param {Favourite} favourite
 */
export function favouriteWords(context, { position, tilt }) {
  const height = heightWords(context, position);
  return tilt === null ? height : context.t("shutters.with_slats", { height, percent: number(context, tilt) });
}

/**
 * @param {PageContext} context
 * @param {number} position
 */
function heightWords(context, position) {
  if (position <= 0) return context.t("shutters.position_closed");
  if (position >= 100) return context.t("shutters.position_open");
  return context.t("shutters.position_between", { percent: number(context, position) });
}

/**
 * @param {PageContext} context
 * @param {ShutterState} state
 */
export function confidenceWords(context, { confidence }) {
  return `${SIGNS[confidence] ?? SIGNS["unknown"]} ${context.t(`shutters.confidence_${confidence}`)}`;
}

/**
 * @param {PageContext} context
 * @param {number | null} value
 */
export function seconds(context, value) {
  return value === null ? "–" : context.t("shutters.seconds", { seconds: number(context, value, 1) });
}

/**
 * What a screen reader says of a drawing.
 *
 * @param {PageContext} context
 * @param {string} name
 * @param {ShutterState} state
 */
export function drawingWords(context, name, state) {
  return context.t("shutters.drawing", { name, position: positionWords(context, state) });
}
