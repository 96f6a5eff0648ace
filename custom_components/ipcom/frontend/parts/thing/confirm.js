/**
 * What another kind does to what is built on a thing, asked before it is done.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { Draft } from "./draft.js"
 */

import { html, nothing } from "../../../web/lit-html.js";

/**
 * @param {PageContext} context
 * @param {Draft} draft
 * @param {(confirmed: boolean) => void} agree
 * @param {() => void} takeBack
 */
export function confirmView(context, draft, agree, takeBack) {
  const { t } = context;
  const { before = "", after = "", users = [] } = draft.confirm ?? {};
  return html`
    <div class="confirm" role="alertdialog" aria-labelledby="thing-title">
      <h2 id="thing-title">${t("thing.confirm_title", { name: draft.name })}</h2>
      <p>${t("thing.confirm", { before, after })}</p>
      ${users.length > 0
        ? html`<p>${t("thing.confirm_users", { before })}</p>
            <ul class="users">${users.map((user) => html`<li>${user}</li>`)}</ul>`
        : nothing}
      <div class="row">
        <button type="button" class="button" @click=${takeBack}>${t("thing.back")}</button>
        <button type="button" class="button strong" ?disabled=${draft.saving} @click=${() => agree(true)}>
          ${t("thing.change_it")}
        </button>
      </div>
    </div>
  `;
}
