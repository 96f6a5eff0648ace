/**
 * The pages of the panel, and the interface between a page and its frame.
 *
 * A page is a module in `pages/` that exports `open(context)`. The module is loaded when its tab is first shown;
 * `open` is called once for each gateway, and what it returns is kept while the panel stays with that gateway.
 * The frame draws: a page never renders by itself. It changes its own state, calls `context.redraw()`, and the
 * frame calls `render()` once in the next frame of the screen, however often `redraw` was called; `drawNow` does not wait.
 *
 * @import { HomeAssistant } from "../types/hass.d.ts"
 * @import { Entry, Placeholders, Text } from "../types/messages.d.ts"
 * @import { House } from "./house.js"
 * @import { Lease } from "./lease.js"
 * @import { Unsaved } from "./unsaved.js"
 */

/**
 * @typedef {object} Page
 * @property {() => unknown} render what lit-html draws below the tabs; called at most once a frame
 * @property {() => void} [shown] the page came to the front
 * @property {() => void} [hidden] another page came to the front, or the panel was left; leases have ended by then
 * @property {() => void} [removed] the gateway was changed or has gone: end subscriptions and timers
 */

/**
 * What a page is given. `hass` and `narrow` are always today's: read them when you need them, keep no copy.
 *
 * @typedef {object} PageContext
 * @property {HomeAssistant} hass
 * @property {boolean} narrow whether the screen is that of a phone
 * @property {Entry} entry the gateway that is shown
 * @property {House} house its outputs, things and shutters as they are now; `house.listen` tells of changes
 * @property {Unsaved} unsaved what was filled in and not saved: kept at each key, until it is saved or dropped
 * @property {(key: string, placeholders?: Placeholders) => string} t the sentence `config_panel.<key>`
 * @property {(text: Text) => string} say a sentence that Python has chosen
 * @property {(selector: string, option: string) => string} option the name of an option, such as a kind
 * @property {(error: unknown) => string} sayError an error of a command in words
 * @property {() => void} redraw call `render()` in the next frame
 * @property {() => void} drawNow call it before the next key is heard: a field comes or goes that the key might be meant for
 * @property {<Answer>(type: string, data?: object) => Promise<Answer>} call
 *   send the command `ipcom/<type>` with this gateway's `entry_id`; rejects with an error for `complain`
 * @property {<Event>(type: string, data: object, listener: (event: Event) => void) => () => void} subscribe
 *   subscribe to `ipcom/<type>` with `entry_id`; made anew after each loss of the connection; returns its end
 * @property {(type: string, data: object, options: LeaseOptions) => Lease} lease
 *   start `ipcom/<type>`, which moves or blinks something, on a lease that is renewed until it ends
 * @property {(error: unknown) => void} complain
 *   show an error, a sentence, or a text that Python has chosen, at the top of the panel
 * @property {(sentence: string) => void} announce tell a screen reader, without a change of the screen
 * @property {(then: (root: ShadowRoot) => void) => void} drawn call once after the next drawing: to set a focus
 * @property {(css: string) => void} style add CSS of the page's own; the same text is added once
 * @property {(page: PageKey, query?: Record<string, string>) => void} go show another page
 */

/**
 * @typedef {object} LeaseOptions
 * @property {(event: any) => void} [event] each event of the subscription, the first one with `lease` included
 * @property {(reason: "done" | "left" | "lost" | "error", error?: unknown) => void} [ended]
 *   called once: `done` by `end()`; `left` when the page was hidden or left; `lost` when the connection or the
 *   server ended it; `error` when it was refused
 */

/** @typedef {"house" | "walk" | "shutters" | "import" | "now"} PageKey */

/** @typedef {{open: (context: PageContext) => Page}} PageModule */

/** @type {ReadonlyArray<{key: PageKey, icon: string, load: () => Promise<PageModule>}>} */
export const PAGES = [
  { key: "house", icon: "house", load: () => import("../pages/house.js") },
  { key: "walk", icon: "walk", load: () => import("../pages/walk.js") },
  { key: "shutters", icon: "shutters", load: () => import("../pages/shutters.js") },
  { key: "import", icon: "import", load: () => import("../pages/import.js") },
  { key: "now", icon: "now", load: () => import("../pages/now.js") },
];

/**
 * The page that a path of the panel names: "/walk" is Walk, and anything else is House.
 *
 * @param {string} path
 * @returns {PageKey}
 */
export function pageOf(path) {
  const name = path.split("/")[1];
  return PAGES.find((page) => page.key === name)?.key ?? "house";
}
