/** One drawing in each frame of the screen, however often it is asked for; or one at once. */

export class Redraw {
  #asked = 0;

  /** @param {() => void} draw */
  constructor(draw) {
    this.draw = draw;
  }

  ask() {
    if (!this.#asked) this.#asked = requestAnimationFrame(this.#due);
  }

  now() {
    this.drop();
    this.draw();
  }

  drop() {
    cancelAnimationFrame(this.#asked);
    this.#asked = 0;
  }

  #due = () => {
    this.#asked = 0;
    this.draw();
  };
}
