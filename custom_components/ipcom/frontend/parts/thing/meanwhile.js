/**
 * A form that is open while another page, a form of Home Assistant's or an import changes the same thing. Without a page.
 *
 * @import { Thing } from "../../types/messages.d.ts"
 * @import { Draft } from "./draft.js"
 */

import { outputsOf, shownOf, wiredOf } from "./draft.js";

/**
 * Take in how the thing is now. What this person has filled in stays, and what it would replace is noted.
 *
 * @param {Draft} draft
 * @param {Thing | undefined} thing
 */
export function follow(draft, thing) {
  if (!thing || !draft.before) return;
  const { before } = draft;
  const now = shownOf(thing);
  const changed = fieldsOf(now).filter((field) => now[field] !== before[field]);
  for (const field of changed) {
    const mine = draft[field];
    if (mine === before[field]) draft[field] = now[field];
    else if (mine !== now[field]) draft.meanwhile = { ...draft.meanwhile, [field]: now[field] };
  }
  draft.before = now;
  followOutputs(draft, thing);
}

/** @param {import("./draft.js").Shown} shown */
function fieldsOf(shown) {
  return /** @type {(keyof typeof shown)[]} */ (Object.keys(shown));
}

/** @param {Draft} draft @param {Thing} thing */
function followOutputs(draft, thing) {
  const [index = draft.index, partner = null] = thing.outputs;
  if (outputsOf(draft).join() === draft.wired) Object.assign(draft, { index, partner, mainOpens: true });
  draft.wired = wiredOf(thing);
}
