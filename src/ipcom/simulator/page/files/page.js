/**
 * The page of a simulated house. Tests press its elements with real pointer and key events, and find them by:
 *
 * | attribute                                            | is                                                         |
 * |------------------------------------------------------|------------------------------------------------------------|
 * | `html[data-live="true"]`                             | the websocket is open and the house is shown               |
 * | `button[data-action="press"][data-output="3/5"]`     | the wall button of a lamp, a dimmer, an outlet, or of an   |
 * |                                                      | output that belongs to nothing (under "Modules")           |
 * | `button[data-action="up"][data-output="5/2"]`        | a button of a shutter, named by its output for up;         |
 * |                                                      | also `stop` and `down`                                     |
 * | `[data-lamp="3/5"]`                                  | a lamp; `data-value` is 0 to 255, `data-lit` true or false |
 * | `[data-cell="3/5"]`                                  | an output under "Modules"; `data-value`, `data-lit`        |
 * | `[data-motor="5/2"]`                                 | a shutter; `data-position` 0 to 100, `data-running` up,    |
 * |                                                      | down or empty, `data-both` true or false                   |
 * | `#both-on`                                           | the safety sign: there while a motor has both directions   |
 * |                                                      | on and afterwards until it is put away; `data-now`         |
 * | `[data-fault="split"]`                               | the field of a fault; `button[data-reset="split"]`         |
 * | `#reset-faults`, `#speed`                            | all faults back; how fast time passes                      |
 * | `button[data-gateway="restart"]`                     | also `restart_losing`, `off`, `on`, `cut`, `freeze`        |
 * | `#log [data-line]`                                   | a line of the log; `data-kind`, `data-source`              |
 *
 * All of them carry `data-bus` too where a house has two buses: "1" or "2".
 */

import { html, nothing, render } from "../../../web/lit-html.js";
import { icon } from "../../../web/icons.js";
import { gatewayState, gatewayView, safetySign, speedView } from "./controls.js";
import { faultsView } from "./faults.js";
import { Live } from "./live.js";
import { messagesView } from "./messages.js";
import { modulesView } from "./modules.js";
import { dress } from "./page_look.js";
import { Pressing } from "./pressing.js";
import { roomsView } from "./rooms.js";

/** @typedef {import("./types.d.ts").House} House */

/** What may be looked at: the rooms, which a desk always shows, and what stands beside them. */
const VIEWS = { rooms: "Rooms", modules: "Modules", messages: "Messages", faults: "Faults" };

/** What is shown on a phone, and what beside the rooms on a desk. */
const shown = { view: "rooms", beside: "modules" };
/** @type {import("./messages.js").Reading} */
let reading = { routine: false, still: null };
/** How often each motor had both directions on when the reader put the sign away. @type {Map<string, number>} */
const seenHarm = new Map();
let asked = false;

const live = new Live(ask);

/** Draw in the next frame of the screen, however often this is asked for. */
function ask() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    draw();
  });
}

function draw() {
  document.documentElement.dataset["live"] = String(live.house?.live ?? false);
  render(live.house ? page(live.house) : html`<p class="card">Connecting to the simulated house.</p>`, document.body);
}

/** @param {House} house */
function page(house) {
  return html`
    <header><h1>Simulated house</h1>${gatewayState(house)}${speedView(house, live.send)}</header>
    <nav class="views" aria-label="Views">${views(Object.keys(VIEWS), shown.view, "aria-current")}</nav>
    ${safetySign(house, seenHarm, () => putAway(house))}
    ${mistakesView(house.mistakes)}
    <main>
      <div class=${shown.view === "rooms" ? "" : "away-on-phone"}>${roomsView(house)}</div>
      <aside class=${shown.view === "rooms" ? "away-on-phone" : ""}>
        <nav class="choice" aria-label="Beside the rooms">${views(["modules", "messages", "faults"], shown.beside, "aria-pressed")}</nav>
        <div class="card">${beside(house)}</div>
      </aside>
    </main>`;
}

/**
 * @param {string[]} names
 * @param {string} chosen
 * @param {"aria-current"|"aria-pressed"} sign
 */
function views(names, chosen, sign) {
  return names.map((name) => {
    const is = name === chosen;
    const show = () => choose(name);
    const word = VIEWS[/** @type {keyof typeof VIEWS} */ (name)];
    return sign === "aria-current"
      ? html`<button type="button" data-view=${name} aria-current=${is} @click=${show}>${word}</button>`
      : html`<button type="button" data-beside=${name} aria-pressed=${is} @click=${show}>${word}</button>`;
  });
}

/** @param {House} house */
function beside(house) {
  if (shown.beside === "messages") return messagesView(house, reading, read);
  if (shown.beside === "faults") return html`${gatewayView(house, live.send)}${faultsView(house, live.send)}`;
  return modulesView(house);
}

/** @param {string[]} mistakes */
function mistakesView(mistakes) {
  if (!mistakes.length) return nothing;
  return html`<div class="strip wrong mistakes" id="mistakes" role="alert">
    <span>${mistakes.map((mistake) => html`<p>${mistake}</p>`)}</span>
    <button type="button" class="plain" id="mistakes-seen" aria-label="Put the message away" @click=${() => live.forgetMistakes()}>
      ${icon("close")}</button></div>`;
}

/** @param {string} name */
function choose(name) {
  shown.view = name;
  if (name !== "rooms") shown.beside = name;
  ask();
}

/** @param {import("./messages.js").Reading} chosen */
function read(chosen) {
  reading = chosen;
  ask();
}

/** @param {House} house */
function putAway(house) {
  for (const [key, motor] of Object.entries(house.state.motors)) seenHarm.set(key, motor.both_on_count);
  ask();
}

dress(document);
document.body.replaceChildren();
new Pressing(document.body, live.send).listen();
live.open();
draw();
