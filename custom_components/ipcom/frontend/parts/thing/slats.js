/**
 * What turns the slats of a cover, as a form has it: each field is a text, "" for nothing. Without a page.
 *
 * @import { SaveRequest, Text, Thing } from "../../types/messages.d.ts"
 */

/** @typedef {{slats: string, tiltTime: string, tiltUp: string, tiltDown: string}} SlatFields `slats` is a tilt model */

export const TILT_MODELS = ["first_part", "closed_end", "own_motor"];
export const OWN_MOTOR = "own_motor";

/** @type {SlatFields} */
export const NO_SLATS = { slats: "", tiltTime: "", tiltUp: "", tiltDown: "" };

/**
 * @param {Thing} thing
 * @returns {SlatFields}
 */
export function slatsOf(thing) {
  const [, , up, down] = thing.type === "cover" ? thing.outputs : [];
  const written = (/** @type {number|null|undefined} */ value) => String(value ?? "");
  return {
    slats: thing.tilt_model ?? "",
    tiltTime: written(thing.tilt_time),
    tiltUp: written(up),
    tiltDown: written(down),
  };
}

/**
 * What is sent of the slats of a cover: nothing, if they are as before.
 *
 * @param {SlatFields} fields
 * @param {Partial<SlatFields>} [before]
 * @returns {Partial<SaveRequest>}
 */
export function slatsRequest(fields, before = NO_SLATS) {
  const { slats, tiltTime } = fields;
  const keys = /** @type {(keyof SlatFields)[]} */ (Object.keys(NO_SLATS));
  if (slats === before.slats && (slats === "" || keys.every((key) => fields[key] === before[key]))) return {};
  if (slats === "") return { tilt_model: null };
  const outputs = slats === OWN_MOTOR ? { tilt_outputs: [Number(fields.tiltUp), Number(fields.tiltDown)] } : {};
  return { tilt_model: slats, tilt_time: secondsOf(tiltTime), ...outputs };
}

/**
 * What is missing of the slats before they can be sent, as a field and the key of its sentence.
 *
 * @param {SlatFields} fields
 * @returns {{field: string, text: Text} | null}
 */
export function slatsMissing({ slats, tiltTime, tiltUp, tiltDown }) {
  const say = (/** @type {string} */ field, /** @type {string} */ key) => ({
    field,
    text: { category: "config_panel", key },
  });
  if (slats === "") return null;
  if (!(secondsOf(tiltTime) > 0)) return say("tilt_time", "thing.tilt_time_missing");
  if (slats !== OWN_MOTOR || (tiltUp !== "" && tiltDown !== "")) return null;
  return say("tilt_outputs", "thing.tilt_outputs_missing");
}

/**
 * Whether the form has this field for the slats as they are chosen.
 *
 * @param {SlatFields} fields
 * @param {string} field
 */
export function hasSlatField({ slats }, field) {
  if (field === "tilt_model") return true;
  return (field === "tilt_time" && slats !== "") || (field === "tilt_outputs" && slats === OWN_MOTOR);
}

/**
 * The seconds that were typed, with a comma or a point; NaN for what is no number.
 *
 * @param {string} typed
 */
function secondsOf(typed) {
  const text = typed.trim().replace(",", ".");
  return text === "" ? NaN : Number(text);
}
