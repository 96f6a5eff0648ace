/**
 * The window in which a thing is named or changed: a sheet from below on a phone.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { Guess, Thing } from "../../types/messages.d.ts"
 * @import { Identify } from "../identify.js"
 * @import { Draft } from "./draft.js"
 * @import { Kinds } from "./kinds.js"
 */

import { html, keyed, nothing } from "../../../web/lit-html.js";
import { icon } from "../../../web/icons.js";
import { address } from "../../core/house.js";
import { confirmView } from "./confirm.js";
import { draftOf, newDraft } from "./draft.js";
import { fields } from "./form.js";
import { problem } from "./filled.js";
import { follow } from "./meanwhile.js";
import { remove, save } from "./saving.js";

export class ThingDialog {
  /** @type {Draft | null} */
  draft = null;
  #removing = false;
  #opened = 0;
  /** @type {HTMLDialogElement | undefined} */
  #window;

  /**
   * @param {PageContext} context
   * @param {Kinds} kinds
   * @param {Identify} identify
   * @param {(draft: Draft) => void} [saved] told of what was saved
   */
  constructor(context, kinds, identify, saved = () => {}) {
    this.context = context;
    this.kinds = kinds;
    this.identify = identify;
    this.saved = saved;
  }

  get isOpen() {
    return this.draft !== null;
  }

  /** @param {Thing} thing */
  change(thing) {
    this.#open(this.context.unsaved.ofThing(thing.id) ?? draftOf(thing));
  }

  /**
   * @param {number} index
   * @param {Guess | null} guess
   * @param {string} room
   */
  name(index, guess, room) {
    this.#open(this.context.unsaved.ofOutput(index) ?? newDraft(index, guess, room));
  }

  /** Go on with what was filled in and not saved. @param {Draft} draft */
  goOn(draft) {
    this.#open(draft);
  }

  /** What was filled in is not wanted. */
  close = () => {
    if (this.draft) this.context.unsaved.forget(this.draft);
    this.leave();
  };

  /** Close it, and keep what was filled in. That gives the focus back to the button that opened it. */
  leave = () => {
    this.identify.end();
    this.draft = null;
    this.#window?.close();
    this.#window = undefined;
    this.context.redraw();
  };

  render() {
    const { draft } = this;
    if (!draft) return nothing;
    follow(draft, this.context.house.things.find(({ id }) => id === draft.thingId));
    return keyed(
      this.#opened,
      html`<dialog class="sheet" aria-labelledby="thing-title" @close=${this.#closedItself} @click=${this.#leaveOutside}>
        ${draft.confirm ? confirmView(this.context, draft, this.#save, this.#takeBack) : this.#form(draft)}
      </dialog>`,
    );
  }

  /** @param {Draft} draft */
  #open(draft) {
    this.draft = draft;
    this.#removing = false;
    this.#opened += 1;
    this.context.drawn((root) => {
      const dialog = root.querySelector("dialog.sheet");
      if (!(dialog instanceof HTMLDialogElement) || dialog.open) return;
      this.#window = dialog;
      dialog.showModal();
      const name = /** @type {HTMLInputElement | null} */ (dialog.querySelector("input[name=name]"));
      if (!draft.thingId) name?.focus();
    });
  }

  /** @param {Draft} draft */
  #form(draft) {
    const { t } = this.context;
    const thing = draft.thingId ? this.context.house.thing(draft.thingId) : undefined;
    const outputs = (thing?.outputs ?? [draft.index]).map(address).join(", ");
    const send = (/** @type {Event} */ event) => {
      event.preventDefault();
      void this.#save(false);
    };
    return html`
      <form @submit=${send} novalidate>
        <header class="row">
          <h2 id="thing-title" class="grow">
            ${thing ? thing.name : t("thing.title_new", { output: outputs })}
            ${thing ? html`<span class="pale">${outputs}</span>` : nothing}
          </h2>
          <button type="button" class="plain" aria-label=${t("thing.close")} @click=${this.close}>
            ${icon("close")}
          </button>
        </header>
        ${fields(this.context, draft, this.kinds, "thing")} ${problem(this.context, draft, this.kinds)}
        <div class="row">
          ${this.identify.button(thing ? { thing_id: thing.id } : { index: draft.index })}
          ${thing?.device_id
            ? html`<a class="button" href="/config/devices/device/${thing.device_id}">
                ${icon("open")} ${t("thing.open")}
              </a>`
            : nothing}
          ${thing ? this.#removeButton(thing) : nothing}
        </div>
        <button class="button strong" ?disabled=${draft.saving}>${t("thing.save")}</button>
      </form>
    `;
  }

  /** Removing asks once more, on the same button. @param {Thing} thing */
  #removeButton(thing) {
    const { t } = this.context;
    const press = () => {
      if (this.#removing) void this.#remove(thing);
      this.#removing = !this.#removing;
      this.context.redraw();
    };
    return html`<button type="button" class="button wrong" @click=${press}>
      ${icon("trash")} ${this.#removing ? t("thing.remove_really") : t("thing.remove")}
    </button>`;
  }

  /** @param {Thing} thing */
  async #remove(thing) {
    if (this.draft && (await remove(this.context, this.draft))) {
      this.context.announce(this.context.t("thing.removed", { name: thing.name }));
      this.close();
    }
  }

  #save = async (/** @type {boolean} */ confirmed) => {
    const { draft } = this;
    if (!draft || !(await save(this.context, draft, confirmed))) return;
    this.context.announce(this.context.t("thing.saved", { name: draft.name }));
    this.saved(draft);
    if (this.draft === draft) this.leave();
  };

  #takeBack = () => {
    if (this.draft) this.draft.confirm = null;
    this.context.redraw();
  };

  /** The Escape key and a phone's Back close it without us: by mistake, perhaps. */
  #closedItself = (/** @type {Event} */ event) => {
    if (event.target === this.#window) this.leave();
  };

  /** A tap beside it closes it, but takes nothing away that was filled in: selecting text may end outside, too. */
  #leaveOutside = (/** @type {MouseEvent} */ event) => {
    if (event.target === event.currentTarget && !this.draft?.touched) this.close();
  };
}
