/** The log in words: messages at the gateway, what switched in the house, and what was set on this page. */

import { guard, html, live, repeat } from "../../../web/lit-html.js";

/** @typedef {import("./types.d.ts").House} House */
/** @typedef {import("./types.d.ts").LogLine} LogLine */

/** @typedef {{ routine: boolean, still: LogLine[]|null }} Reading what the reader has chosen; `still` is held */

const SOURCES = { client: "client", gateway: "gateway", house: "house", page: "here" };

/**
 * @param {House} house
 * @param {Reading} reading
 * @param {(reading: Reading) => void} choose
 */
export function messagesView(house, reading, choose) {
  const lines = reading.still ?? house.log;
  const tick = (/** @type {Event} */ event) => event.target instanceof HTMLInputElement && event.target.checked;
  return html`<section class="messages" aria-label="Messages">
    <div class="row">
      <label class="tick"><input type="checkbox" id="show-routine" .checked=${live(reading.routine)}
        @change=${(/** @type {Event} */ event) => choose({ ...reading, routine: tick(event) })}>Reads and keep-alives</label>
      <label class="tick"><input type="checkbox" id="hold-still" .checked=${live(reading.still !== null)}
        @change=${(/** @type {Event} */ event) => choose({ ...reading, still: tick(event) ? house.log : null })}>Hold still</label>
    </div>
    <div id="log" role="log" aria-live="off" aria-label="The latest message is the first">
      ${guard([lines, reading.routine], () => linesView(shown(lines, reading.routine)))}
    </div>
  </section>`;
}

/** @param {LogLine[]} lines */
function linesView(lines) {
  if (!lines.length) return html`<p class="pale">Nothing yet.</p>`;
  return html`<ol>${repeat(lines, (line) => line.number, lineView)}</ol>`;
}

/**
 * @param {LogLine[]} lines
 * @param {boolean} routine
 */
function shown(lines, routine) {
  return (routine ? lines : lines.filter((line) => !line.routine)).toReversed();
}

/** @param {LogLine} line */
function lineView(line) {
  const who = `${SOURCES[line.source]}${line.connection ? ` ${line.connection}` : ""}`;
  return html`<li data-line=${line.number} data-source=${line.source} data-kind=${line.kind}>
    <time>${clock(line.at)}</time><span class="who">${who}</span><span class="what">${line.kind
      ? html`<b>${line.kind}</b> `
      : ""}${line.text}</span>
  </li>`;
}

/** @param {number} at in Unix seconds */
function clock(at) {
  const moment = new Date(at * 1000);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const tenth = Math.floor(moment.getMilliseconds() / 100);
  return `${two(moment.getHours())}:${two(moment.getMinutes())}:${two(moment.getSeconds())}.${tenth}`;
}
