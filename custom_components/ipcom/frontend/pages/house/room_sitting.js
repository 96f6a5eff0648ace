/**
 * A sitting in which each thing without a room gets one: each choice is saved at once, and its row stays where it is.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { SaveAnswer, Text, Thing } from "../../types/messages.d.ts"
 */

import { roomOfThing, roomless } from "../../core/rooms.js";
import { NEW_ROOM } from "../../parts/thing/draft.js";

/**
 * @typedef {object} Choice what a person has chosen for a thing, until Home Assistant shows it so
 * @property {string} room an area's ID, "" for none, or NEW_ROOM
 * @property {string} newRoom the name that is typed for a new one
 * @property {string | null} before the room that it had
 * @property {boolean} saving
 * @property {Text | undefined} [mistake]
 * @property {unknown} [error] why it could not be sent
 */

export class RoomSitting {
  /** In the order of the rows. @type {string[]} */
  #ids = [];
  /** @type {Map<string, Choice>} */
  #choices = new Map();

  /** @param {PageContext} context */
  constructor(context) {
    this.context = context;
  }

  /** The things of this sitting: those that had no room when they were first seen in it. @returns {Thing[]} */
  things() {
    const { house, hass } = this.context;
    const known = new Set(this.#ids);
    const fresh = roomless(house.things, hass.areas, hass.language).filter(({ id }) => !known.has(id));
    this.#ids.push(...fresh.map(({ id }) => id));
    return this.#ids.flatMap((id) => house.thing(id) ?? []);
  }

  /** How many things have no room yet. */
  left() {
    const { house, hass } = this.context;
    return roomless(house.things, hass.areas, hass.language).length;
  }

  /** What was chosen for a thing and is not shown so yet. @param {Thing} thing */
  choiceOf(thing) {
    const choice = this.#choices.get(thing.id);
    if (choice && !choice.saving && roomOfThing(thing, this.context.hass.areas) !== choice.before) {
      this.#choices.delete(thing.id);
      return undefined;
    }
    return choice;
  }

  /** The room that a thing's list shows. @param {Thing} thing */
  roomOf(thing) {
    return this.choiceOf(thing)?.room ?? roomOfThing(thing, this.context.hass.areas) ?? "";
  }

  /** @param {Thing} thing @param {string} room */
  choose = async (thing, room) => {
    const before = roomOfThing(thing, this.context.hass.areas);
    this.#choices.set(thing.id, { room, newRoom: "", before, saving: false });
    this.context.redraw();
    if (room !== NEW_ROOM) await this.#save(thing, { area_id: room || null });
  };

  /** @param {Thing} thing @param {string} name */
  type = (thing, name) => {
    const choice = this.#choices.get(thing.id);
    if (choice) [choice.newRoom, choice.mistake] = [name, undefined];
    this.context.redraw();
  };

  /** Make the room whose name was typed, and put the thing into it. @param {Thing} thing */
  makeRoom = async (thing) => {
    const choice = this.#choices.get(thing.id);
    if (!choice) return;
    const name = choice.newRoom.trim();
    if (name) await this.#save(thing, { new_area: name });
    else choice.mistake = { category: "config_panel", key: "thing.room_missing" };
    this.context.redraw();
  };

  /** @param {Thing} thing @param {{area_id: string | null} | {new_area: string}} room */
  async #save(thing, room) {
    const choice = this.#choices.get(thing.id);
    if (!choice || choice.saving) return;
    const { context } = this;
    [choice.saving, choice.mistake, choice.error] = [true, undefined, undefined];
    context.redraw();
    try {
      const answer = await /** @type {Promise<SaveAnswer>} */ (
        context.call("thing/save", { thing_id: thing.id, thing_type: thing.type, ...room })
      );
      if (answer.saved) context.announce(context.t("thing.saved", { name: thing.name }));
      else choice.mistake = answer.mistake?.text;
    } catch (error) {
      choice.error = error;
    } finally {
      choice.saving = false;
      context.redraw();
    }
  }
}
