/**
 * What a person has filled in of a thing that is not saved yet. Without a page.
 *
 * @import { Area } from "../../types/hass.d.ts"
 * @import { Confirm, Guess, SaveRequest, Text, Thing } from "../../types/messages.d.ts"
 */

import { NO_SLATS, hasSlatField, slatsMissing, slatsOf, slatsRequest } from "./slats.js";

export const COVER = "cover:";
export const NEW_ROOM = "+";
export const DEFAULT_COVER = `${COVER}shutter`;

/**
 * @import { SlatFields } from "./slats.js"
 * @typedef {{name: string, choice: string, deviceClass: string, room: string} & SlatFields} Shown what a form shows of a thing
 */

/**
 * @typedef {DraftFields & SlatFields} Draft
 * @typedef {object} DraftFields
 * @property {string} [thingId] the thing that is changed; absent while it is a new one
 * @property {string} name
 * @property {string} choice a kind of an output, or "cover:" and a class of covers
 * @property {string} deviceClass of kinds that know several; "" for the usual one
 * @property {number} index the output that moved
 * @property {number | null} partner the other output of a cover
 * @property {boolean} mainOpens whether `index` opens the cover
 * @property {string} [wired] the outputs of the thing as Home Assistant knows them
 * @property {Shown} [before] the thing as Home Assistant knows it: what is still like that is not sent
 * @property {Partial<Shown>} [meanwhile] what was changed elsewhere of fields that this person has filled in, too
 * @property {string} room an area's ID, "" for none, or NEW_ROOM
 * @property {string} newRoom
 * @property {boolean} touched whether the person has filled in anything
 * @property {boolean} saving
 * @property {{field: string, text: Text} | null} mistake
 * @property {Confirm | null} confirm
 * @property {unknown} [error] why it could not be sent
 */

/**
 * Begin a new thing, filled in with what was guessed and the room of the one before. People press up before down: of a
 * shutter, the output that moved before this one probably opens it.
 *
 * @param {number} index
 * @param {Guess | null} guess
 * @param {string} room
 * @returns {Draft}
 */
export function newDraft(index, guess, room = "") {
  const partner = guess?.kind === "shutter" ? (guess.with[0] ?? null) : null;
  return {
    name: "",
    choice: choiceOf(guess),
    deviceClass: "",
    index,
    partner,
    mainOpens: partner === null,
    ...NO_SLATS,
    room,
    newRoom: "",
    touched: false,
    saving: false,
    mistake: null,
    confirm: null,
  };
}

/** @param {Guess | null} guess */
function choiceOf(guess) {
  if (guess?.kind === "shutter") return DEFAULT_COVER;
  return guess?.kind === "dimmer" ? "dimmer" : "light";
}

/**
 * @param {Thing} thing
 * @returns {Draft}
 */
export function draftOf(thing) {
  const [index = 0, partner = null] = thing.outputs;
  const before = shownOf(thing);
  return {
    ...newDraft(index, null),
    ...before,
    thingId: thing.id,
    partner,
    mainOpens: true,
    wired: wiredOf(thing),
    before,
  };
}

/**
 * The outputs of a thing without those of a motor for its slats.
 *
 * @param {Thing} thing
 */
export function wiredOf(thing) {
  return thing.outputs.slice(0, 2).join();
}

/**
 * @param {Thing} thing
 * @returns {Shown}
 */
export function shownOf(thing) {
  const cover = thing.type === "cover";
  return {
    name: thing.name,
    choice: cover ? `${COVER}${thing.device_class ?? "shutter"}` : thing.kind,
    deviceClass: cover ? "" : (thing.device_class ?? ""),
    room: thing.area_id ?? "",
    ...slatsOf(thing),
  };
}

/** @param {Draft} draft */
export function isCover(draft) {
  return draft.choice.startsWith(COVER);
}

/**
 * The outputs that the thing is to have: of a cover, the one that opens it first.
 *
 * @param {Draft} draft
 */
export function outputsOf(draft) {
  if (!isCover(draft)) return [draft.index];
  const { index, partner } = draft;
  if (partner === null) return [index];
  return draft.mainOpens ? [index, partner] : [partner, index];
}

/**
 * The room that is chosen: none, if Home Assistant knows it no longer.
 *
 * @param {Draft} draft
 * @param {Readonly<Record<string, Area>>} areas
 */
export function roomOf({ room }, areas) {
  return room === NEW_ROOM || areas[room] ? room : "";
}

/**
 * What is sent: of a thing that has its name already, only what this person has changed.
 *
 * @param {Draft} draft
 * @param {Readonly<Record<string, Area>>} areas
 * @param {boolean} confirmed whether the person has agreed to what `confirm` said
 * @returns {SaveRequest}
 */
export function requestOf(draft, areas, confirmed = false) {
  const { thingId, before } = draft;
  return {
    ...(thingId ? { thing_id: thingId } : {}),
    thing_type: isCover(draft) ? "cover" : "output",
    ...(draft.name === before?.name ? {} : { name: draft.name.trim() }),
    ...kindOf(draft),
    ...wiringOf(draft),
    ...(isCover(draft) ? slatsRequest(draft, before) : {}),
    ...(draft.room === before?.room ? {} : areaOf(draft, areas)),
    ...(confirmed ? { confirmed } : {}),
  };
}

/** @param {Draft} draft */
function kindOf({ choice, deviceClass, before }) {
  if (choice === before?.choice && deviceClass === before.deviceClass) return {};
  if (choice.startsWith(COVER)) return { device_class: choice.slice(COVER.length) };
  return { kind: choice, ...(deviceClass ? { device_class: deviceClass } : {}) };
}

/** @param {Draft} draft */
function wiringOf(draft) {
  const outputs = outputsOf(draft);
  return outputs.join() === draft.wired ? {} : { outputs };
}

/** @param {Draft} draft @param {Readonly<Record<string, Area>>} areas */
function areaOf(draft, areas) {
  const room = roomOf(draft, areas);
  return room === NEW_ROOM ? { new_area: draft.newRoom.trim() } : { area_id: room || null };
}

/**
 * What is missing before it can be sent, as a field and the key of its sentence.
 *
 * @param {Draft} draft
 * @returns {{field: string, text: Text} | null}
 */
export function missingIn(draft) {
  const say = (/** @type {string} */ field, /** @type {string} */ key) => ({
    field,
    text: { category: "config_panel", key },
  });
  if (!draft.name.trim()) return say("name", "thing.name_missing");
  if (isCover(draft) && draft.partner === null) return say("outputs", "thing.partner_missing");
  if (draft.room === NEW_ROOM && !draft.newRoom.trim()) return say("area", "thing.room_missing");
  return isCover(draft) ? slatsMissing(draft) : null;
}

/**
 * Tell whether the form of a draft has a field, which then shows its own mistakes.
 *
 * @param {Draft} draft
 * @param {string} field
 * @param {ReadonlyArray<string>} classes the device classes of its kind
 */
export function hasField(draft, field, classes) {
  if (field === "outputs") return isCover(draft) && !draft.thingId;
  if (field.startsWith("tilt_")) return isCover(draft) && hasSlatField(draft, field);
  if (field === "device_class") return !isCover(draft) && classes.length > 0;
  return ["name", "kind", "area"].includes(field);
}
