/**
 * What a person has filled in, as text that a browser keeps. Without a page.
 *
 * @import { Draft, Shown } from "./draft.js"
 */

import { OUTPUTS } from "../../core/house.js";
import { newDraft } from "./draft.js";
import { NO_SLATS } from "./slats.js";

/**
 * @param {Draft} draft
 * @param {number} at in milliseconds
 */
export function stored(draft, at) {
  const { thingId, name, choice, deviceClass, index, partner, mainOpens, wired, before, room, newRoom } = draft;
  const { slats, tiltTime, tiltUp, tiltDown } = draft;
  const kept = { thingId, name, choice, deviceClass, index, partner, mainOpens, wired, before, room, newRoom };
  return JSON.stringify({ ...kept, slats, tiltTime, tiltUp, tiltDown, at });
}

/**
 * Return what was stored, or null if it is older than this or no draft of ours.
 *
 * @param {string | null} text
 * @param {number} oldest in milliseconds
 * @returns {Draft | null}
 */
export function restored(text, oldest) {
  const { at, ...rest } = parsed(text);
  const kept = withSlats(rest);
  if (typeof at !== "number" || at < oldest || !isKept(kept)) return null;
  return { ...newDraft(kept.index, null), ...kept, touched: true };
}

/** @param {string | null} text @returns {Record<string, unknown>} */
function parsed(text) {
  try {
    return Object(JSON.parse(text ?? "{}"));
  } catch {
    return {};
  }
}

/** What an earlier release has kept knows nothing of slats. @param {Record<string, unknown>} kept */
function withSlats(kept) {
  const { before } = kept;
  return { ...NO_SLATS, ...kept, ...(before ? { before: { ...NO_SLATS, ...Object(before) } } : {}) };
}

/**
 * @param {Record<string, unknown>} kept
 * @returns {kept is Draft & Record<string, unknown>}
 */
function isKept(kept) {
  const { thingId, before, wired, partner, index, mainOpens } = kept;
  const slats = [kept.slats, kept.tiltTime, kept.tiltUp, kept.tiltDown];
  const texts = [kept.name, kept.choice, kept.deviceClass, kept.room, kept.newRoom, ...slats];
  const ofThing = typeof thingId === "string" && typeof wired === "string" && isShown(before);
  return (
    [...texts].every((each) => typeof each === "string") &&
    isOutput(index) &&
    (partner === null || isOutput(partner)) &&
    typeof mainOpens === "boolean" &&
    (thingId === undefined || ofThing)
  );
}

/** @param {unknown} index */
function isOutput(index) {
  return Number.isInteger(index) && Number(index) >= 0 && Number(index) < OUTPUTS;
}

/** @param {unknown} shown @returns {shown is Shown} */
function isShown(shown) {
  const { name, choice, deviceClass, room, ...rest } = /** @type {Partial<Shown>} */ (Object(shown));
  const slats = [rest.slats, rest.tiltTime, rest.tiltUp, rest.tiltDown];
  return [name, choice, deviceClass, room, ...slats].every((each) => typeof each === "string");
}
