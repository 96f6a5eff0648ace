/**
 * Wall buttons under a finger, a mouse or a key: down as long as they are held.
 *
 * A button that slides away from under the finger, a page that is hidden and a window that loses the keyboard let go.
 * A click that no pointer and no key came before, such as that of a screen reader, is a short press.
 */

/** @typedef {import("./types.d.ts").Send} Send */

const BUTTON = "button[data-action]";
const KEYS = new Set([" ", "Enter"]);

export class Pressing {
  /** Which button is held by which pointer or key. @type {Map<string, HTMLElement>} */
  #held = new Map();

  /**
   * @param {HTMLElement} root
   * @param {Send} send
   */
  constructor(root, send) {
    this.root = root;
    this.send = send;
  }

  listen() {
    const on = this.root.addEventListener.bind(this.root);
    on("pointerdown", (event) => this.#pointerDown(event));
    for (const end of /** @type {const} */ (["pointerup", "pointercancel", "lostpointercapture"])) {
      on(end, (event) => this.#end(`pointer ${event.pointerId}`));
    }
    on("keydown", (event) => this.#keyDown(event));
    on("keyup", (event) => this.#keyUp(event));
    on("focusout", () => this.#endAll("key"));
    on("click", (event) => this.#click(event));
    on("contextmenu", (event) => buttonOf(event) && event.preventDefault());
    window.addEventListener("blur", () => this.#endAll(""));
    document.addEventListener("visibilitychange", () => document.hidden && this.#endAll(""));
  }

  /** @param {PointerEvent} event */
  #pointerDown(event) {
    const button = event.button === 0 ? buttonOf(event) : null;
    if (!button) return;
    button.setPointerCapture(event.pointerId);
    this.#begin(`pointer ${event.pointerId}`, button);
  }

  /** @param {KeyboardEvent} event */
  #keyDown(event) {
    const button = KEYS.has(event.key) ? buttonOf(event) : null;
    if (!button) return;
    event.preventDefault();
    if (!event.repeat) this.#begin(`key ${event.key}`, button);
  }

  /** @param {KeyboardEvent} event */
  #keyUp(event) {
    if (!KEYS.has(event.key) || !buttonOf(event)) return;
    event.preventDefault();
    this.#end(`key ${event.key}`);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const button = event.detail === 0 ? buttonOf(event) : null;
    if (!button) return;
    this.#begin("click", button);
    this.#end("click");
  }

  /**
   * @param {string} by
   * @param {HTMLElement} button
   */
  #begin(by, button) {
    this.#end(by);
    this.#held.set(by, button);
    button.classList.add("down");
    this.send("press", placeOf(button));
  }

  /** @param {string} by */
  #end(by) {
    const button = this.#held.get(by);
    if (!button) return;
    this.#held.delete(by);
    button.classList.remove("down");
    this.send("release", placeOf(button));
  }

  /** @param {string} by how their names begin */
  #endAll(by) {
    for (const name of [...this.#held.keys()]) if (name.startsWith(by)) this.#end(name);
  }
}

/**
 * @param {Event} event
 * @returns {HTMLElement|null}
 */
function buttonOf(event) {
  return event.target instanceof Element ? event.target.closest(BUTTON) : null;
}

/**
 * Return which button this is, for the server.
 * @param {HTMLElement} button
 */
function placeOf({ dataset: { bus = "1", output = "", action = "press" } }) {
  const place = { bus: Number(bus), output };
  return action === "press" ? place : { ...place, button: action };
}
