/**
 * Saving what a person has filled in, and removing a thing.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { SaveAnswer } from "../../types/messages.d.ts"
 * @import { Draft } from "./draft.js"
 */

import { missingIn, requestOf } from "./draft.js";

/**
 * Send it. What stands against it is put into the draft, which the form shows.
 *
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {boolean} [confirmed]
 * @returns {Promise<string | null>} the ID of the thing once it is saved
 */
export async function save(context, draft, confirmed = false) {
  if (draft.saving) return null;
  draft.confirm = null;
  draft.error = undefined;
  draft.mistake = missingIn(draft);
  context.redraw();
  if (draft.mistake) return null;
  draft.saving = true;
  try {
    const answer = await /** @type {Promise<SaveAnswer>} */ (
      context.call("thing/save", requestOf(draft, context.hass.areas, confirmed))
    );
    if (answer.saved) return saved(context, draft, answer.thing_id);
    draft.mistake = answer.mistake ?? null;
    draft.confirm = answer.confirm ?? null;
  } catch (error) {
    draft.error = error;
  } finally {
    draft.saving = false;
    context.redraw();
  }
  return null;
}

/** @param {PageContext} context @param {Draft} draft @param {string} thingId */
function saved(context, draft, thingId) {
  context.unsaved.forget(draft);
  return thingId;
}

/**
 * Remove the thing that a draft is of.
 *
 * @param {PageContext} context
 * @param {Draft} draft
 * @returns {Promise<boolean>} whether it is removed
 */
export async function remove(context, draft) {
  try {
    await context.call("thing/remove", { thing_id: draft.thingId });
    context.unsaved.forget(draft);
    return true;
  } catch (error) {
    draft.error = error;
    context.redraw();
    return false;
  }
}
