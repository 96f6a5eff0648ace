/** What a browser keeps of a page, in memory. */
export class Shelf {
  /** @type {Map<string, string>} */
  #kept = new Map();

  get length() {
    return this.#kept.size;
  }

  /** @param {number} at */
  key(at) {
    return [...this.#kept.keys()][at] ?? null;
  }

  /** @param {string} key */
  getItem(key) {
    return this.#kept.get(key) ?? null;
  }

  /** @param {string} key @param {string} text */
  setItem(key, text) {
    this.#kept.set(key, text);
  }

  /** @param {string} key */
  removeItem(key) {
    this.#kept.delete(key);
  }
}
