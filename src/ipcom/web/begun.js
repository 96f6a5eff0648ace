/**
 * Fields that show what the server says, and keep what a person has begun to change: what arrives between the first key
 * and Enter never overwrites what is typed, nor what is marked in a list that is open.
 */

import { Directive, directive, noChange } from "./lit-html.js";

/** @typedef {import("./vendor/lit-html/lit-html.js").AttributePart} AttributePart */

class ToldText extends Directive {
  #begun = false;
  #told = "";
  /** @type {HTMLInputElement | undefined} */
  #field;

  /** @param {string} told */
  render(told) {
    return told;
  }

  /**
   * @override
   * @param {AttributePart} part
   * @param {[string]} told
   */
  update({ element }, [told]) {
    this.#told = told;
    this.#follow(/** @type {HTMLInputElement} */ (element));
    this.#show();
    return noChange;
  }

  /** @param {HTMLInputElement} field */
  #follow(field) {
    if (this.#field === field) return;
    this.#field = field;
    field.addEventListener("input", () => (this.#begun = true));
    field.addEventListener("change", () => (this.#begun = false));
    field.addEventListener("blur", this.#left);
  }

  /** What was typed and taken back again is no change. */
  #left = () => {
    if (!this.#begun) return;
    this.#begun = false;
    this.#show();
  };

  #show() {
    if (this.#field && !this.#begun && this.#field.value !== this.#told) this.#field.value = this.#told;
  }
}

class ToldChoice extends Directive {
  #told = false;

  /** @param {boolean} told */
  render(told) {
    return told;
  }

  /**
   * @override
   * @param {AttributePart} part
   * @param {[boolean]} told
   */
  update({ element }, [told]) {
    this.#told = told;
    this.#show(/** @type {HTMLOptionElement} */ (element));
    return noChange;
  }

  /** @param {HTMLOptionElement} option */
  #show(option) {
    if (!this.#told || option.selected) return;
    if (isOpen(option.closest("select"))) requestAnimationFrame(() => this.#show(option));
    else option.selected = true;
  }
}

/** The `.value` of a text field: `.value=${toldText(value)}`. */
export const toldText = directive(ToldText);

/** The `.selected` of an option: `.selected=${toldChoice(option === value)}`. */
export const toldChoice = directive(ToldChoice);

/** @param {HTMLSelectElement | null} list */
function isOpen(list) {
  return list !== null && CSS.supports("selector(:open)") && list.matches(":open");
}
