/**
 * What the table says of favourites: where each shutter's is, the way there, and the way to keep another.
 *
 * @import { ShuttersPage, Shutter } from "./shutters_page.js"
 */

import { icon } from "../../../web/icons.js";
import { html, nothing } from "../../../web/lit-html.js";
import { favouriteWords } from "./words.js";

/** The button that sends all of them. @param {ShuttersPage} page */
export function allToFavourites({ context, favourites, shutters }) {
  const able = shutters.filter((shutter) => canGo(shutter));
  if (able.length < 2) return nothing;
  return html`<button class="button" ?disabled=${!context.house.online} @click=${() => favourites.go(able)}>
    ${icon("star", "small")} ${context.t("shutters.all_to_favourites")}
  </button>`;
}

/**
 * @param {ShuttersPage} page
 * @param {Shutter} shutter
 */
export function favouriteCell(page, shutter) {
  return html`<td role="cell" class="favourite">
    <div class="favourites">${way(page, shutter)} ${keep(page, shutter)}</div>
  </td>`;
}

/**
 * @param {ShuttersPage} page
 * @param {Shutter} shutter
 */
function way({ context, favourites }, shutter) {
  const { id, name, favourite } = shutter;
  if (!favourite) return html`<span class="pale">${context.t("shutters.no_favourite")}</span>`;
  const words = favouriteWords(context, favourite);
  return html`<button class="button" aria-label=${context.t("shutters.do_favourite", { name, favourite: words })}
    ?disabled=${!context.house.online || !canGo(shutter) || favourites.isBusy(id)}
    @click=${() => favourites.go([shutter])}>${icon("star", "small")} ${words}</button>`;
}

/**
 * A shutter that stands where its favourite is has nothing to keep, but for its slats.
 *
 * @param {ShuttersPage} page
 * @param {Shutter} shutter
 */
function keep(page, shutter) {
  const { context, favourites } = page;
  const { id, name, favourite, entity_id: entity } = shutter;
  const { position, moving } = page.state(id);
  const same = favourite?.tilt === null && favourite.position === position;
  if (position === null || moving || same || !entity) return nothing;
  return html`<button class="button plain keep" aria-label="${context.t("shutters.keep")} ${name}"
    ?disabled=${!context.house.online || favourites.isBusy(id)}
    @click=${() => favourites.keep(shutter)}>${context.t("shutters.keep")}</button>`;
}

/** Whether it has a favourite and times to go there. @param {Shutter} shutter */
function canGo({ favourite, entity_id: entity, disabled, travel_up: up }) {
  return Boolean(favourite && entity && !disabled && up !== null);
}
