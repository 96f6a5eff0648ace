/**
 * What a person has filled in of a thing that is not saved yet. Without a page.
 *
 * @import { Confirm, Guess, SaveRequest, Text, Thing } from "../../types/messages.d.ts"
 */

export const COVER = "cover:";
export const NEW_ROOM = "+";
export const DEFAULT_COVER = `${COVER}shutter`;

/**
 * @typedef {object} Draft
 * @property {string} [thingId] the thing that is changed; absent while it is a new one
 * @property {string} name
 * @property {string} choice a kind of an output, or "cover:" and a class of covers
 * @property {string} deviceClass of kinds that know several; "" for the usual one
 * @property {number} index the output that moved
 * @property {number | null} partner the other output of a cover
 * @property {boolean} mainOpens whether `index` opens the cover
 * @property {string} [wired] the outputs of the thing when its form was opened
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
  return {
    ...newDraft(index, null, thing.area_id ?? ""),
    thingId: thing.id,
    name: thing.name,
    choice: thing.type === "cover" ? `${COVER}${thing.device_class ?? "shutter"}` : thing.kind,
    deviceClass: thing.type === "cover" ? "" : (thing.device_class ?? ""),
    partner,
    mainOpens: true,
    wired: thing.outputs.join(),
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
 * @param {Draft} draft
 * @param {boolean} confirmed whether the person has agreed to what `confirm` said
 * @returns {SaveRequest}
 */
export function requestOf(draft, confirmed = false) {
  const cover = isCover(draft);
  const outputs = outputsOf(draft);
  return {
    ...(draft.thingId ? { thing_id: draft.thingId } : {}),
    thing_type: cover ? "cover" : "output",
    name: draft.name.trim(),
    ...(cover ? { device_class: draft.choice.slice(COVER.length) } : { kind: draft.choice }),
    ...(!cover && draft.deviceClass ? { device_class: draft.deviceClass } : {}),
    ...(outputs.join() === draft.wired ? {} : { outputs }), // untouched: another page may have swapped them since
    ...(draft.room === NEW_ROOM ? { new_area: draft.newRoom.trim() } : { area_id: draft.room || null }),
    ...(confirmed ? { confirmed } : {}),
  };
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
  return null;
}
