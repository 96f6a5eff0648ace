/** How far a drawn shutter covers its window, and which way its parts go. Pure: numbers in, numbers out. */

/** @typedef {"up"|"down"|null} Motion */
/** @typedef {{ covered: number, sideways: boolean, sure: boolean }} Shape */

/** The opening in which the slats are drawn, in units of the picture. */
export const OPENING = { width: 48, height: 46 };

/** How many slats cover the whole window. */
export const SLATS = 10;

/** What opens to its sides instead of upwards. */
const SIDEWAYS = new Set(["curtain", "gate", "door"]);

/** What is drawn while the position is not known: a little of both. */
const UNKNOWN_COVERED = 0.55;

/**
 * Return what is drawn for a position of 0 (closed) to 100 (open), or for an unknown one.
 * @param {number|null} position
 * @param {string} deviceClass
 * @returns {Shape}
 */
export function shapeOf(position, deviceClass = "shutter") {
  const sideways = SIDEWAYS.has(deviceClass);
  if (position === null || !Number.isFinite(position)) return { covered: UNKNOWN_COVERED, sideways, sure: false };
  return { covered: 1 - Math.min(100, Math.max(0, position)) / 100, sideways, sure: true };
}

/**
 * Return how far the slats are pulled out of the opening, in units of the picture.
 * @param {Shape} shape
 * @returns {number}
 */
export function pulledOut(shape) {
  const length = shape.sideways ? OPENING.width / 2 : OPENING.height;
  return round((1 - shape.covered) * length);
}

/**
 * Return the height of the mark for a target position.
 * @param {number} target
 * @returns {number}
 */
export function targetHeight(target) {
  return round((1 - Math.min(100, Math.max(0, target)) / 100) * OPENING.height);
}

/**
 * Return the heights of the lines between the slats.
 * @returns {number[]}
 */
export function slatLines() {
  const step = OPENING.height / SLATS;
  return Array.from({ length: SLATS - 1 }, (_, number) => round((number + 1) * step));
}

/** @param {number} number */
function round(number) {
  return Math.round(number * 100) / 100;
}
