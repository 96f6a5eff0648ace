/**
 * The import of a devices.yaml that was chosen, dropped or pasted.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { Text } from "../../types/messages.d.ts"
 * @import { Plan } from "./plan_lines.js"
 */

import { Planned, focusFirst, giveUp } from "./planned.js";

/** What is larger is no devices.yaml; the connection would break above three times as much. */
const MOST_BYTES = 1_000_000;

/** @typedef {{ where: string, text: Text }} Problem */
/** @typedef {{ token: string, problems: Problem[], warnings: Problem[], plan: Plan | null }} Answer */

export class FileImport {
  pasted = "";
  /** Whether a file is held above the page. */
  hovered = false;
  reading = false;
  tooLarge = false;
  /** @type {Answer | null} */
  answer = null;
  /** @type {Planned | null} */
  planned = null;

  /** @param {PageContext} context */
  constructor(context) {
    this.context = context;
  }

  startAgain() {
    if (!this.planned?.done) giveUp(this.context, this.answer?.token ?? null);
    Object.assign(this, { answer: null, planned: null, tooLarge: false });
    this.context.redraw();
  }

  /** @param {boolean} hovered */
  hover(hovered) {
    if (hovered === this.hovered) return;
    this.hovered = hovered;
    this.context.redraw();
  }

  /** @param {string} text */
  paste(text) {
    this.pasted = text;
    this.context.redraw();
  }

  /** @param {File | null | undefined} file */
  async read(file) {
    this.hover(false);
    if (!file) return;
    this.tooLarge = file.size > MOST_BYTES;
    if (this.tooLarge) this.context.redraw();
    else await this.look(await file.text());
  }

  /**
   * Let Home Assistant read the text; nothing is changed by that.
   *
   * @param {string} text
   */
  async look(text) {
    this.tooLarge = new Blob([text]).size > MOST_BYTES;
    this.reading = !this.tooLarge;
    this.context.redraw();
    if (this.tooLarge) return;
    try {
      this.#take(await this.context.call("import/file", { text }));
    } catch (error) {
      this.context.complain(error);
    }
    this.reading = false;
    this.context.redraw();
  }

  /** @param {Answer} answer */
  #take(answer) {
    this.answer = answer;
    this.planned = answer.plan && new Planned(this.context, answer.token, answer.plan);
    this.context.announce(this.context.t(answer.plan ? "import.plan" : "import.file_unusable"));
    focusFirst(this.context);
  }
}
