/**
 * The kinds of outputs and the classes of covers, as Python knows them; their names are translations.
 *
 * @import { PageContext } from "../../core/page.js"
 */

/** @typedef {{kind: string, icon: string, device_classes: string[]}} Kind */
/** @typedef {{device_class: string, icon: string}} CoverClass */

export class Kinds {
  /** @type {ReadonlyArray<Kind>} */
  outputs = ["light", "dimmer", "switch", "outlet"].map((kind) => ({ kind, icon: "", device_classes: [] }));
  /** @type {ReadonlyArray<CoverClass>} */
  covers = [{ device_class: "shutter", icon: "" }];

  /** @param {PageContext} context */
  async load(context) {
    try {
      /** @type {{kinds: Kind[], cover_classes: CoverClass[]}} */
      const answer = await context.hass.connection.sendMessagePromise({ type: "ipcom/kinds" });
      this.outputs = answer.kinds;
      this.covers = answer.cover_classes;
      context.redraw();
    } catch (error) {
      context.complain(error);
    }
  }

  /** @param {string} kind */
  classesOf(kind) {
    return this.outputs.find((each) => each.kind === kind)?.device_classes ?? [];
  }
}
