/** One drawing in each frame of the screen, however often it is asked for. */

export class Redraw {
  #asked = 0;

  /** @param {() => void} draw */
  constructor(draw) {
    this.draw = draw;
  }

  ask() {
    if (!this.#asked) this.#asked = requestAnimationFrame(this.#now);
  }

  drop() {
    cancelAnimationFrame(this.#asked);
    this.#asked = 0;
  }

  #now = () => {
    this.#asked = 0;
    this.draw();
  };
}
