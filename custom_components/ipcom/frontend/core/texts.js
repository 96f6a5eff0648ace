/**
 * Sentences in the language of the person. Python and the translations know them, this page only their keys.
 *
 * @import { HassError, HomeAssistant } from "../types/hass.d.ts"
 * @import { Placeholders, Text } from "../types/messages.d.ts"
 */

const DOMAIN = "ipcom";
const ALWAYS = ["config_panel", "selector", "exceptions"];

export class Texts {
  /** @type {HomeAssistant | undefined} */
  #hass;
  #language = "";
  #categories = new Set(ALWAYS);
  /** @type {Set<string>} */
  #asked = new Set();

  /** @param {() => void} redraw called when texts have come */
  constructor(redraw) {
    this.redraw = redraw;
    this.ready = false;
  }

  /**
   * Take today's hass; texts are loaded when it speaks another language.
   *
   * @param {HomeAssistant} hass
   */
  use(hass) {
    this.#hass = hass;
    if (hass.language === this.#language) return;
    this.#language = hass.language;
    this.#asked.clear();
    for (const category of this.#categories) void this.#load(category);
  }

  /**
   * @param {string} key below `config_panel`
   * @param {Placeholders} [placeholders]
   */
  t = (key, placeholders) => this.#localize(DOMAIN, `config_panel.${key}`, placeholders) || key;

  /** @param {Text} text */
  say = (text) => {
    void this.#load(text.category);
    return this.#localize(DOMAIN, `${text.category}.${text.key}`, text.placeholders) || text.key;
  };

  /**
   * @param {string} selector
   * @param {string} option
   */
  option = (selector, option) =>
    this.#localize(DOMAIN, `selector.${selector}.options.${option}`) || option;

  /**
   * Put an error of a command into words: our translation of it, or what it says in English. A sentence is left as it
   * is, and one that Python has chosen is said.
   *
   * @param {unknown} error
   */
  sayError = (error) => {
    if (typeof error === "string") return error;
    if (isText(error)) return this.say(error);
    const { message, translation_key, translation_domain, translation_placeholders } =
      /** @type {HassError} */ (error ?? {});
    if (translation_key && translation_domain === DOMAIN) {
      const words = this.#localize(DOMAIN, `exceptions.${translation_key}.message`, translation_placeholders);
      if (words) return words;
    }
    return message || this.t("common.failed");
  };

  /**
   * @param {string} domain
   * @param {string} key
   * @param {Placeholders} [placeholders]
   */
  #localize(domain, key, placeholders) {
    return this.#hass?.localize(`component.${domain}.${key}`, placeholders) ?? "";
  }

  /** @param {string} category */
  async #load(category) {
    this.#categories.add(category);
    if (!this.#hass || this.#asked.has(category)) return;
    this.#asked.add(category);
    try {
      await this.#hass.loadBackendTranslation(category, DOMAIN);
    } catch {
      this.#asked.delete(category); // the connection has gone; the next sentence asks again
    }
    this.ready = true;
    this.redraw();
  }
}

/**
 * @param {unknown} what
 * @returns {what is Text}
 */
function isText(what) {
  return typeof what === "object" && what !== null && "category" in what && "key" in what;
}
