/**
 * The steps of an import from the vendor's portal.
 *
 * @import { PortalImport } from "./portal_import.js"
 */

import { icon } from "../../../web/icons.js";
import { html, nothing } from "../../../web/lit-html.js";
import { planView } from "./plan_view.js";
import { thingsView } from "./portal_things_view.js";

/** @param {PortalImport} portal */
export function portalView(portal) {
  const { step, planned } = portal;
  if (step === "plan" && planned) {
    return html`${planned.done ? nothing : backView(portal)} ${planView(planned, () => portal.startAgain())}`;
  }
  if (step === "things") return html`${backView(portal)} ${thingsView(portal)}`;
  if (step === "buses") return html`${backView(portal)} ${busesView(portal)}`;
  if (step === "sites") return html`${backView(portal)} ${sitesView(portal)}`;
  return loginView(portal);
}

/** @param {PortalImport} portal */
function backView(portal) {
  return html`<button class="button step-back" ?disabled=${portal.busy} @click=${() => portal.back()}>
    ${icon("back")}${portal.context.t("import.back")}
  </button>`;
}

/** @param {PortalImport} portal */
function loginView(portal) {
  const { context, busy, mistake, username } = portal;
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const data = new FormData(form);
    const password = /** @type {HTMLInputElement} */ (form.elements.namedItem("password"));
    void portal.login(String(data.get("username")), password.value);
    password.value = "";
  };
  return html`<form class="card login" autocomplete="off" @submit=${submit}>
    <h2 tabindex="-1">${context.t("import.portal_title")}</h2>
    <p>${context.t("import.portal_what")}</p>
    <p class="pale">${context.t("import.portal_account")}</p>
    <label class="field">
      <span>${context.t("import.portal_username")}</span>
      <input name="username" required autocomplete="off" autocapitalize="off" spellcheck="false" .value=${username} />
    </label>
    <label class="field">
      <span>${context.t("import.portal_password")}</span>
      <input name="password" type="password" required autocomplete="off" />
    </label>
    ${mistake ? html`<p class="mistake" role="alert">${context.say(mistake)}</p>` : nothing}
    <button class="button strong" ?disabled=${busy}>${context.t(busy ? "import.portal_asking" : "import.portal_login")}</button>
  </form>`;
}

/** @param {PortalImport} portal */
function sitesView(portal) {
  const { context, sites, busy } = portal;
  return html`<section class="card">
    <h2 tabindex="-1">${context.t("import.which_site")}</h2>
    <div class="options">
      ${(sites ?? []).map((site) => html`<button class="button" ?disabled=${busy} @click=${() => portal.chooseSite(site)}>${site.name}</button>`)}
    </div>
  </section>`;
}

/** @param {PortalImport} portal */
function busesView(portal) {
  const { context, buses, busy } = portal;
  return html`<section class="card">
    <h2 tabindex="-1">${context.t("import.which_bus")}</h2>
    <p class="pale">${context.t("import.which_bus_why", { title: context.entry.title, host: context.entry.host })}</p>
    <div class="options">
      ${(buses ?? []).map(
        (bus) => html`<button class="button ${bus.likely ? "strong" : ""}" ?disabled=${busy} @click=${() => portal.chooseBus(bus)}>
          ${bus.label}${bus.likely ? html` <span class="likely">${context.t("import.likely")}</span>` : nothing}
        </button>`,
      )}
    </div>
  </section>`;
}
