/**
 * A plan that a person looks at before it is carried out. One that has changed meanwhile is shown again.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { Text } from "../../types/messages.d.ts"
 * @import { Plan } from "./plan_lines.js"
 */

import { typicalTime } from "./plan_lines.js";

/** @typedef {{ done: true, added: number, changed: number } | { done: false, plan: Plan, mistake?: Text }} Applied */

export class Planned {
  /** What was typed as the typical travel time. */
  typed = "";
  /** What is wrong with it. @type {Text | null} */
  mistake = null;
  /** Whether the plan is another one than the one that was looked at first. */
  renewed = false;
  applying = false;
  /** @type {{ added: number, changed: number } | null} */
  done = null;
  /** Which parts are shown in full. @type {Set<string>} */
  unfolded = new Set();

  /**
   * @param {PageContext} context
   * @param {string} token
   * @param {Plan} plan
   */
  constructor(context, token, plan) {
    this.context = context;
    this.token = token;
    this.plan = plan;
  }

  /** Whether what was typed is no travel time. */
  get impossible() {
    return Number.isNaN(typicalTime(this.typed));
  }

  /** @param {string} typed */
  type(typed) {
    this.typed = typed;
    this.mistake = null;
    this.context.redraw();
  }

  /** @param {string} part */
  unfold(part) {
    this.unfolded.add(part);
    this.context.redraw();
  }

  /** Carry it out. */
  async apply() {
    if (this.applying || this.impossible) return;
    this.applying = true;
    this.context.redraw();
    try {
      const message = { type: "ipcom/import/apply", token: this.token, typical_time: typicalTime(this.typed) };
      this.#take(await this.context.hass.callWS(message));
    } catch (error) {
      this.context.complain(error);
    }
    this.applying = false;
    this.context.redraw();
  }

  /** @param {Applied} answer */
  #take(answer) {
    if (answer.done) {
      this.done = answer;
      this.context.announce(this.context.t("import.done"));
      focusFirst(this.context);
      return;
    }
    this.plan = answer.plan;
    this.mistake = answer.mistake ?? null;
    this.renewed = !answer.mistake;
  }
}

/**
 * Tell the server that an import is given up; it would forget it by itself a little later.
 *
 * @param {PageContext} context
 * @param {string | null} token
 */
export function giveUp(context, token) {
  if (token !== null) context.hass.callWS({ type: "ipcom/import/end", token }).catch(() => undefined);
}

/**
 * Let keyboard and screen reader go on at the title of the new step.
 *
 * @param {PageContext} context
 */
export function focusFirst(context) {
  context.drawn((root) => {
    if (!root.activeElement) /** @type {HTMLElement | null} */ (root.querySelector(".import h2"))?.focus();
  });
}
