/**
 * The page Walk: what is being named, what waits, and what happens when a name is saved.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { HouseEvent, Thing } from "../../types/messages.d.ts"
 * @import { Draft } from "../../parts/thing/draft.js"
 * @import { Press } from "./presses.js"
 */

import { address } from "../../core/house.js";
import { HOUSE } from "../../look/house.js";
import { THING } from "../../look/thing.js";
import { WALK } from "../../look/walk.js";
import { Identify } from "../../parts/identify.js";
import { ThingDialog } from "../../parts/thing/dialog.js";
import { isCover } from "../../parts/thing/draft.js";
import { Kinds } from "../../parts/thing/kinds.js";
import { save } from "../../parts/thing/saving.js";
import { Drafts } from "./drafts.js";
import { Presses } from "./presses.js";
import { walkView } from "./walk_view.js";

export const NAME_FIELD = "walk-name";

export class WalkPage {
  presses = new Presses();
  /** How many things got their name on this walk. */
  named = 0;

  #inFront = false;
  #lastThing = "";

  /** @param {PageContext} context */
  constructor(context) {
    this.context = context;
    this.drafts = new Drafts(context.unsaved);
    this.kinds = new Kinds();
    this.identify = new Identify(context);
    this.dialog = new ThingDialog(context, this.kinds, this.identify);
    this.isNamed = (/** @type {number} */ index) => context.house.thingAt(index) !== undefined;
    this.end = context.house.listen(this.#hear);
    [HOUSE, THING, WALK].forEach(context.style);
    void this.kinds.load(context);
  }

  shown() {
    this.#inFront = true;
    for (const { index } of this.context.unsaved.nameless) this.presses.await(index);
    if (this.presses.current) this.#focus();
  }

  hidden() {
    this.#inFront = false;
    this.dialog.leave();
  }

  removed() {
    this.end();
  }

  render() {
    return walkView(this);
  }

  /** The room in which the last thing was: the next one is probably there, too. */
  get room() {
    return this.context.house.thing(this.#lastThing)?.area_id ?? "";
  }

  /** What is filled in of the press at the top. @returns {Draft | null} */
  get draft() {
    const press = this.presses.current;
    return press && press.sort !== "scene" ? this.drafts.of(press, this.room) : null;
  }

  /** Save what is filled in, and let the next one come up. */
  save = async () => {
    const { draft } = this;
    const press = this.presses.current;
    if (!draft || !press) return;
    const id = await save(this.context, draft, draft.confirm !== null);
    if (!id) {
      if (draft.mistake?.field === "name") this.#focus();
      return;
    }
    this.#lastThing = id;
    this.named += 1;
    this.context.announce(this.context.t("thing.saved", { name: draft.name }));
    this.#done(press, draft);
  };

  /** The press at the top is not wanted now. */
  skip = () => {
    this.presses.next();
    this.#changed();
  };

  /** @param {Press} press */
  choose = (press) => {
    this.presses.choose(press);
    this.#changed();
  };

  /** @param {number} index */
  chooseOf = (index) => {
    this.presses.chooseOf(index);
    this.#changed();
  };

  /** The two outputs at the top are one shutter, although a name was begun for one of them. */
  takeOffer = () => {
    const press = this.presses.current;
    if (press) this.drafts.makeCover(press);
    this.#changed();
  };

  /** @param {Thing} thing */
  change = (thing) => this.dialog.change(thing);

  #hear = (/** @type {HouseEvent} */ event) => {
    if (event.type === "changes") {
      const before = this.presses.current;
      this.presses.take(event.changes, this.isNamed, this.#busy());
      if (this.presses.current && this.presses.current !== before) this.#arrived();
    } else if (event.type === "things" || event.type === "all") {
      const before = this.presses.current;
      this.presses.forgetNamed(this.isNamed);
      if (this.presses.current !== before) this.#changed();
    }
    this.context.redraw();
  };

  /** Tell whether a person fills in what is at the top: then nothing else may come there. */
  #busy() {
    const press = this.presses.current;
    const draft = press && this.drafts.begun(press);
    return this.dialog.isOpen || Boolean(draft?.touched || draft?.saving);
  }

  /** @param {Press} press @param {Draft} draft */
  #done(press, draft) {
    this.presses.named(press, !isCover(draft));
    this.drafts.forget(press);
    this.presses.forgetNamed(this.isNamed);
    this.#changed();
  }

  #arrived() {
    const { index } = this.presses.current ?? { index: 0 };
    this.context.announce(this.context.t("walk.arrived", { output: address(index) }));
    this.#changed();
  }

  #changed() {
    this.context.redraw();
    this.#focus();
  }

  #focus() {
    if (!this.#inFront || this.dialog.isOpen) return;
    const wanted = this.draft ? `#${NAME_FIELD}` : "#page";
    this.context.drawn((root) => /** @type {HTMLElement | null} */ (root.querySelector(wanted))?.focus());
  }
}
