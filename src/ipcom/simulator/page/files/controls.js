/** What is done to the gateway and to the time of the house, and the sign that warns of harm to a motor. */

import { toldText } from "../../../web/begun.js";
import { html, nothing } from "../../../web/lit-html.js";
import { icon } from "../../../web/icons.js";

/** @typedef {import("./types.d.ts").House} House */
/** @typedef {import("./types.d.ts").Send} Send */

const SPEEDS = [0.25, 1, 5, 20, 60];

/** What each button does, and what it says of that. */
const ACTIONS = {
  cut: ["Cut the link", "All connections are closed. Clients may come back at once."],
  freeze: ["Freeze the link", "Nothing passes over the present connections any more, and no client is told."],
  restart: ["Restart", "The gateway is away for a moment, and comes back with its outputs as they were."],
  restart_losing: ["Restart, all off", "The gateway is away for a moment, and everything is off when it comes back."],
};
const STATES = { running: "running", restarting: "restarting", off: "off" };

/** @param {House} house */
export function gatewayState({ live, address, state: { gateway } }) {
  const state = live ? STATES[gateway.state] : "this page has lost the simulator";
  return html`<span class="gateway ${live ? gateway.state : "off"}" id="gateway-state" role="status">
    <span class="dot" aria-hidden="true"></span><span>Gateway<span class="where"> ${address}</span>: ${state}${live
      ? html`, <span id="connections">${gateway.connections}</span> connected`
      : nothing}</span></span>`;
}

/**
 * @param {House} house
 * @param {Send} send
 */
export function gatewayView({ state: { gateway } }, send) {
  const off = gateway.state === "off";
  const busy = gateway.state === "restarting";
  const button = (/** @type {string} */ action, /** @type {string} */ words, /** @type {string} */ title) =>
    html`<button type="button" class="button" data-gateway=${action} title=${title}
      ?disabled=${busy || (off && ["cut", "freeze"].includes(action))} @click=${() => send("gateway", { action })}>
      ${words}</button>`;
  return html`<section class="controls" aria-label="Gateway">
    <div class="row">
      ${Object.entries(ACTIONS).map(([action, [words = "", title = ""]]) => button(action, words, title))}
      ${off ? button("on", "Switch on", "Clients may come back.") : button("off", "Switch off", "Until it is switched on.")}
    </div>
  </section>`;
}

/**
 * @param {House} house
 * @param {Send} send
 */
export function speedView({ state: { gateway }, speeds: [slowest, fastest] }, send) {
  return html`<div class="row speed" role="group" aria-label="How fast time passes in the house">
    <span class="choice">${SPEEDS.map(
      (times) => html`<button type="button" data-speed=${times} aria-pressed=${times === gateway.speed}
        @click=${() => send("speed", { times })}>${times}×</button>`,
    )}</span>
    <label><span class="only-heard">Times as fast</span><input type="text" inputmode="decimal" id="speed" size="4"
      .value=${toldText(String(gateway.speed))} title=${`${slowest} to ${fastest}`} autocomplete="off"
      @change=${(/** @type {Event} */ event) => setSpeed(event, gateway.speed, send)}></label>
  </div>`;
}

/**
 * @param {Event} event
 * @param {number} now
 * @param {Send} send
 */
function setSpeed({ target }, now, send) {
  if (!(target instanceof HTMLInputElement)) return;
  const text = target.value.trim().replace(",", ".");
  const times = Number(text);
  target.value = String(now);
  send("speed", { times: text && Number.isFinite(times) ? times : text });
}

/**
 * Return the sign of every motor that has, or had, both directions on since the reader last put the sign away.
 * @param {House} house
 * @param {Map<string, number>} seen how often each motor had both on when the sign was put away
 * @param {() => void} putAway
 */
export function safetySign(house, seen, putAway) {
  const harmed = Object.entries(house.state.motors).filter(
    ([key, motor]) => motor.both_on || motor.both_on_count > (seen.get(key) ?? 0),
  );
  if (!harmed.length) return nothing;
  const now = harmed.some(([, motor]) => motor.both_on);
  return html`<div class="sign-of-harm ${now ? "now" : ""}" id="both-on" role="alert" data-now=${now}>
    ${icon("warning")}
    <div class="grow">${harmed.map(
      ([key, motor]) => html`<p><b>${nameOf(house, key)}:</b> ${motor.both_on
        ? "both directions of the motor are on! A real motor would be damaged."
        : `both directions of the motor were on, for ${howLong(motor.both_on_s)}. A real motor might be damaged.`}</p>`,
    )}</div>
    ${now ? nothing : html`<button type="button" class="plain" id="both-on-seen" aria-label="Put the warning away"
      @click=${putAway}>${icon("close")}</button>`}
  </div>`;
}

/** @param {number} seconds */
function howLong(seconds) {
  return seconds < 0.1 ? "a moment" : `${seconds} s in all`;
}

/**
 * Return the name of the shutter of a motor such as "1:5/2".
 * @param {House} house
 * @param {string} key
 */
function nameOf(house, key) {
  const [number, output] = key.split(":");
  const bus = house.buses.find((each) => String(each.bus) === number);
  const things = bus?.rooms.flatMap((room) => room.things) ?? [];
  return things.find((thing) => thing.kind === "shutter" && thing.output === output)?.name ?? `Shutter ${output}`;
}
