/**
 * The fields of a thing: name, kind, room, and of a cover its outputs.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { Draft } from "./draft.js"
 * @import { Kinds } from "./kinds.js"
 */

import { html, nothing, repeat } from "../../../web/lit-html.js";
import { roomsOf } from "../../core/rooms.js";
import { coverFields } from "./cover_fields.js";
import { COVER, NEW_ROOM, isCover, roomOf } from "./draft.js";
import { filled, meanwhileOf, mistakeOf, opened } from "./filled.js";

/**
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {Kinds} kinds
 * @param {string} id what begins the IDs of the fields
 */
export function fields(context, draft, kinds, id) {
  return html`
    ${nameField(context, draft, id)} ${kindField(context, draft, kinds, id)}
    ${isCover(draft) ? coverFields(context, draft, id) : classField(context, draft, kinds, id)}
    ${roomField(context, draft, id)}
  `;
}

/**
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {string} id
 */
function nameField(context, draft, id) {
  const wrong = draft.mistake?.field === "name";
  return html`<div class="field">
    <label for="${id}-name">${context.t("thing.name")}</label>
    <input
      id="${id}-name"
      name="name"
      autocomplete="off"
      autocapitalize="sentences"
      enterkeyhint="done"
      maxlength="100"
      .value=${draft.name}
      aria-invalid=${wrong ? "true" : nothing}
      aria-describedby=${wrong ? `${id}-name-mistake` : nothing}
      @input=${filled(context, draft, (value) => void (draft.name = value))}
    />
    ${meanwhileOf(context, draft.meanwhile?.name)} ${mistakeOf(context, draft, "name", `${id}-name`)}
  </div>`;
}

/**
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {Kinds} kinds
 * @param {string} id
 */
function kindField(context, draft, kinds, id) {
  const choose = filled(context, draft, (value) => {
    draft.choice = value;
    draft.deviceClass = "";
  });
  const open = opened(draft);
  const option = (/** @type {string} */ value, /** @type {string} */ label) =>
    html`<option value=${value} .selected=${value === draft.choice}>${label}</option>`;
  const asCover = !draft.thingId || isCover(draft);
  const asOutput = !draft.thingId || !isCover(draft);
  return html`<div class="field">
    <label for="${id}-kind">${context.t("thing.kind")}</label>
    <select id="${id}-kind" name="kind" @pointerdown=${open} @keydown=${open} @change=${choose}>
      ${asOutput
        ? html`<optgroup label=${context.t("thing.one_output")}>
            ${kinds.outputs.map(({ kind }) => option(kind, context.option("kind", kind)))}
          </optgroup>`
        : nothing}
      ${asCover
        ? html`<optgroup label=${context.t("thing.two_outputs")}>
            ${kinds.covers.map((each) =>
              option(COVER + each.device_class, context.option("cover_class", each.device_class)),
            )}
          </optgroup>`
        : nothing}
    </select>
    ${meanwhileOf(context, kindWords(context, draft.meanwhile?.choice))}
    ${mistakeOf(context, draft, "kind", `${id}-kind`)}
  </div>`;
}

/** @param {PageContext} context @param {string | undefined} choice */
function kindWords({ option }, choice) {
  if (!choice?.startsWith(COVER)) return choice && option("kind", choice);
  return option("cover_class", choice.slice(COVER.length));
}

/**
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {Kinds} kinds
 * @param {string} id
 */
function classField(context, draft, kinds, id) {
  const classes = kinds.classesOf(draft.choice);
  if (classes.length === 0) return nothing;
  const shown = draft.deviceClass || classes[0];
  return html`<div class="field">
    <label for="${id}-class">${context.t("thing.device_class")}</label>
    <select
      id="${id}-class"
      name="device_class"
      @pointerdown=${opened(draft)}
      @keydown=${opened(draft)}
      @change=${filled(context, draft, (value) => void (draft.deviceClass = value))}
    >
      ${classes.map(
        (each) =>
          html`<option value=${each} .selected=${each === shown}>${context.option("output_class", each)}</option>`,
      )}
    </select>
    ${meanwhileOf(context, classWords(context, draft.meanwhile?.deviceClass))}
    ${mistakeOf(context, draft, "device_class", `${id}-class`)}
  </div>`;
}

/** @param {PageContext} context @param {string | undefined} deviceClass */
function classWords({ option }, deviceClass) {
  return deviceClass && option("output_class", deviceClass);
}

/**
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {string} id
 */
function roomField(context, draft, id) {
  const rooms = roomsOf(context.hass.areas, context.hass.language);
  const chosen = roomOf(draft, context.hass.areas);
  const choose = filled(context, draft, (value) => {
    draft.room = value;
    if (value === NEW_ROOM) {
      context.drawn((root) => /** @type {HTMLElement | null} */ (root.querySelector(`#${id}-new-room`))?.focus());
    }
  });
  return html`<div class="field">
    <label for="${id}-room">${context.t("thing.room")}</label>
    <select id="${id}-room" name="room" @pointerdown=${opened(draft)} @keydown=${opened(draft)} @change=${choose}>
      <option value="" .selected=${chosen === ""}>${context.t("thing.no_room")}</option>
      ${repeat(
        rooms,
        (room) => room.area_id,
        (room) =>
          html`<option value=${room.area_id} .selected=${chosen === room.area_id}>${room.name}</option>`,
      )}
      <option value=${NEW_ROOM} .selected=${chosen === NEW_ROOM}>${context.t("thing.new_room")}</option>
    </select>
    ${chosen === NEW_ROOM
      ? html`<input
          id="${id}-new-room"
          name="new_room"
          autocomplete="off"
          maxlength="100"
          aria-label=${context.t("thing.name_of_new_room")}
          placeholder=${context.t("thing.name_of_new_room")}
          .value=${draft.newRoom}
          @input=${filled(context, draft, (value) => void (draft.newRoom = value))}
        />`
      : nothing}
    ${meanwhileOf(context, roomWords(context, draft.meanwhile?.room))}
    ${mistakeOf(context, draft, "area", `${id}-room`)}
  </div>`;
}

/** @param {PageContext} context @param {string | undefined} room */
function roomWords({ hass, t }, room) {
  return room === undefined ? room : (hass.areas[room]?.name ?? t("thing.no_room"));
}
