/**
 * A thing for tests: a lamp in the hall, or otherwise.
 *
 * @import { Thing } from "../../../custom_components/ipcom/frontend/types/messages.d.ts"
 */

/**
 * @param {Partial<Thing>} more
 * @returns {Thing}
 */
export function thing(more) {
  return {
    id: "a",
    type: "output",
    name: "Lamp",
    kind: "light",
    device_class: null,
    outputs: [3],
    area_id: "hall",
    entity_id: null,
    device_id: null,
    icon: null,
    disabled: false,
    travel_up: null,
    travel_down: null,
    guessed: false,
    ...more,
  };
}
