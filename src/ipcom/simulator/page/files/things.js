/** The things in the rooms: lamps with their wall buttons, shutters with theirs. */

import { html, nothing } from "../../../web/lit-html.js";
import { drawnShutter } from "../../../web/drawn_shutter.js";
import { icon } from "../../../web/icons.js";
import { drawn } from "./drawn_lamp.js";
import { inWords, valueOf } from "./house_state.js";

/** @typedef {import("./types.d.ts").House} House */
/** @typedef {import("./types.d.ts").Thing} Thing */

const BUTTONS = { up: "Up", stop: "Stop", down: "Down" };

/**
 * @param {House} house
 * @param {number} bus
 * @param {Thing} thing
 */
export function thingView(house, bus, thing) {
  return thing.kind === "shutter" ? shutter(house, bus, thing) : lamp(house, bus, thing);
}

/**
 * Return whether a thing gives light now.
 * @param {House} house
 * @param {number} bus
 * @param {Thing} thing
 */
export function isLit(house, bus, { kind, output }) {
  return ["light", "dimmer"].includes(kind) && valueOf(house, bus, output) > 0;
}

/**
 * @param {House} house
 * @param {number} bus
 * @param {Thing} thing
 */
function lamp(house, bus, { kind, name, output }) {
  const value = valueOf(house, bus, output);
  return html`<li class="thing ${value ? "lit" : ""}">
    <span class="picture" data-lamp=${output} data-bus=${bus} data-value=${value} data-lit=${value > 0}>
      ${drawn(kind, value)}
    </span>
    <span class="grow">
      <span class="name">${name}</span>
      <span class="state">${inWords(value)} <span class="place">${output}</span></span>
      ${kind === "dimmer" ? level(value) : nothing}
    </span>
    <button type="button" class="wall" data-action="press" data-output=${output} data-bus=${bus}
      aria-label=${`Wall button: ${name}`}><span class="rocker"></span></button>
  </li>`;
}

/** @param {number} value */
function level(value) {
  return html`<span class="level"><span style="width:${value > 100 ? 100 : value}%"></span></span>`;
}

/**
 * @param {House} house
 * @param {number} bus
 * @param {Thing} thing
 */
function shutter(house, bus, { name, output, down }) {
  const motor = house.state.motors[`${bus}:${output}`];
  if (!motor) return nothing;
  const open = Math.round(motor.position);
  const powered = moving(motor);
  return html`<li class="thing shutter ${motor.both_on ? "both" : ""}" data-motor=${output} data-bus=${bus}
    data-position=${motor.position} data-running=${motor.running} data-both=${motor.both_on}>
    <span class="picture">${drawnShutter({
      position: motor.position,
      moving: powered,
      label: `${name}, ${open} % open`,
    })}</span>
    <span class="grow">
      <span class="name">${name}</span>
      <span class="state">${stateOf(motor)} <span class="place">${output} ${down}</span></span>
    </span>
    <span class="trio">
      ${Object.entries(BUTTONS).map(
        ([action, word]) => html`<button type="button" class="wall" data-action=${action} data-output=${output}
          data-bus=${bus} aria-label=${`${word}: ${name}`}>${icon(action)}</button>`,
      )}
    </span>
  </li>`;
}

/** @param {import("./types.d.ts").Motor} motor */
function moving({ running, position }) {
  if (running === "up") return position < 100 ? running : null;
  return running === "down" && position > 0 ? running : null;
}

/** @param {import("./types.d.ts").Motor} motor */
function stateOf(motor) {
  if (motor.both_on) return "both directions on!";
  const where = `${Math.round(motor.position)} % open`;
  if (!motor.running) return where;
  return moving(motor) ? `${where}, going ${motor.running}` : `${where}, at its end with ${motor.running} on`;
}
