/** Small drawings in lines of one width, in the colour of the text around them. They never stand for words alone. */

import { html } from "./lit-html.js";

/** Each as the path of a pen in a square of 24. @type {Readonly<Record<string, string>>} */
const PATHS = {
  house: "M4 11 12 4l8 7M6 10v10h12V10M10 20v-6h4v6",
  walk: "M13 4.5a1 1 0 1 0 .01 0M9 21l2-6-2-2 1-5 3 0 2 3 3 1M13 13l2 3 1 5M10 8l-3 2v3",
  shutters: "M4 4h16v16H4zM4 8h16M4 12h16M4 16h16M12 16v4",
  import: "M12 3v11M8 10l4 4 4-4M4 16v4h16v-4",
  now: "M3 13h4l2-7 4 13 3-9 1 3h4",
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6 6 18",
  warning: "M12 4 3 20h18zM12 10v5M12 17.5v.5",
  link: "M9 7V3M15 7V3M6 7h12v4a6 6 0 0 1-12 0zM12 17v4",
  light: "M9 18h6M10 21h4M8.5 15a6 6 0 1 1 7 0v1h-7z",
  dimmer: "M9 18h6M10 21h4M8.5 15a6 6 0 1 1 7 0v1h-7zM12 4v12",
  switch: "M8 7h8a5 5 0 0 1 0 10H8A5 5 0 0 1 8 7zM16 10.5a1.5 1.5 0 1 0 .01 0",
  outlet: "M4 4h16v16H4zM9 9v3M15 9v3M10 16h4",
  impulse: "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10.5 21h3",
  fan: "M12 12c-5-1-6-8-1-8 3 0 3 5 1 8zM12 12c5-1 9 4 6 7-2 2-6-2-6-7zM12 12c-3 4-10 5-9 0 1-3 6-2 9 0z",
  valve: "M4 9l16 10V9L4 19zM12 14V7M9 5h6",
  siren: "M7 18v-6a5 5 0 0 1 10 0v6M4 20h16M12 3v1M4.5 7l1 .7M19.5 7l-1 .7",
  gate: "M3 20V6M21 20V6M3 9h18M3 17h18M8 9v8M12 9v8M16 9v8",
  cover: "M4 4h16v16H4zM4 8h16M4 12h16M4 16h16M12 16v4",
  unknown: "M9 9.5a3 3 0 1 1 4 2.8c-.7.3-1 .8-1 1.7M12 17.5v.5",
  up: "M6 14l6-6 6 6",
  down: "M6 10l6 6 6-6",
  stop: "M7 7h10v10H7z",
  back: "M14 6l-6 6 6 6",
  plus: "M12 5v14M5 12h14",
  check: "M5 12.5l5 5L19 7",
  blink: "M12 8.5a3.5 3.5 0 1 0 .01 0M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4",
  open: "M13 5h6v6M19 5l-9 9M11 5H5v14h14v-6",
  repeat: "M5 12a7 7 0 1 1 2 4.9M5 20v-4h4",
  swap: "M8 4v15M4.5 8 8 4l3.5 4M16 20V5M12.5 16l3.5 4 3.5-4",
  trash: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  star: "M12 4l2.4 5.1 5.6.7-4.1 3.9 1.1 5.5-5-2.7-5 2.7 1.1-5.5L4 9.8l5.6-.7z",
  pencil: "M5 19l1-4L16 5l3 3L9 18z",
  scene: "M4 8h10M4 16h6M17 5v6M20 8h-6M14 13v6M18 16h-8",
};

/**
 * @param {string} name
 * @param {string} [classes]
 */
export function icon(name, classes = "") {
  return html`<svg class="icon ${classes}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d=${PATHS[name] ?? PATHS["unknown"] ?? ""}></path>
  </svg>`;
}
