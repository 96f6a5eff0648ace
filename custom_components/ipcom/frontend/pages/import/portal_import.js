/**
 * The import from the vendor's portal, step after step. The password is handed on once and kept nowhere.
 *
 * @import { PageContext } from "../../core/page.js"
 * @import { Text } from "../../types/messages.d.ts"
 * @import { Plan } from "./plan_lines.js"
 * @import { Choice, Found } from "./portal_choice.js"
 */

import { Planned, focusFirst, giveUp } from "./planned.js";
import { asked, firstChoice } from "./portal_choice.js";

/** @typedef {{ id: number, name: string }} Site */
/** @typedef {{ index: number, label: string, likely: boolean }} Bus */
/** @typedef {{ kinds: { kind: string }[], cover_classes: { device_class: string }[] }} Kinds */
/** @typedef {{ mistake: Text }} Mistaken */

export class PortalImport {
  username = "";
  /** What went wrong at the portal. @type {Text | null} */
  mistake = null;
  busy = false;
  /** @type {readonly Site[] | null} */
  sites = null;
  /** @type {readonly Bus[] | null} */
  buses = null;
  /** @type {Found | null} */
  found = null;
  /** @type {Choice} */
  choice = { ticks: new Map(), renamed: new Set() };
  /** What a thing can be. @type {{ outputs: readonly string[], covers: readonly string[] }} */
  kinds = { outputs: [], covers: [] };
  /** @type {Planned | null} */
  planned = null;

  /** @type {string | null} */
  #token = null;

  /** @param {PageContext} context */
  constructor(context) {
    this.context = context;
  }

  /** Which step is shown. @returns {"login" | "sites" | "buses" | "things" | "plan"} */
  get step() {
    if (this.planned) return "plan";
    if (this.found) return "things";
    if (this.buses) return "buses";
    return this.sites ? "sites" : "login";
  }

  startAgain() {
    if (!this.planned?.done) giveUp(this.context, this.#token);
    this.#token = null;
    Object.assign(this, { sites: null, buses: null, found: null, planned: null, mistake: null });
    this.context.redraw();
  }

  /** Go one step back. */
  back() {
    if (this.planned) this.planned = null;
    else if (this.found && (this.buses?.length ?? 0) > 1) this.found = null;
    else if ((this.sites?.length ?? 0) > 1 && this.buses) Object.assign(this, { buses: null, found: null });
    else return this.startAgain();
    return this.context.redraw();
  }

  /**
   * @param {string} username
   * @param {string} password
   */
  async login(username, password) {
    this.username = username;
    await this.#do(async () => {
      const { login } = await this.#logIn(username.trim(), password);
      const { token, sites } = /** @type {{ token: string, sites: Site[] }} */ (
        await this.context.call("import/portal/login", { login })
      );
      this.#token = token;
      this.sites = sites;
      if (sites.length === 1 && sites[0]) await this.#readSite(sites[0]);
    });
  }

  /** @param {Site} site */
  async chooseSite(site) {
    await this.#do(() => this.#readSite(site));
  }

  /** @param {Bus} bus */
  async chooseBus(bus) {
    await this.#do(() => this.#readBus(bus));
  }

  /** @param {Choice} choice */
  choose(choice) {
    this.choice = choice;
    this.context.redraw();
  }

  /** Ask what an import of the choice would do. */
  async plan() {
    await this.#do(async () => {
      if (!this.found) return;
      const { plan } = /** @type {{ plan: Plan }} */ (await this.#send("choose", asked(this.found, this.choice)));
      this.planned = new Planned(this.context, this.#token ?? "", plan);
      this.context.announce(this.context.t("import.plan"));
    });
  }

  /**
   * The password goes by HTTP: Home Assistant's log may have what goes over the websocket.
   *
   * @param {string} username
   * @param {string} password
   */
  async #logIn(username, password) {
    const answer = await this.context.hass.callApi("POST", "ipcom/portal_login", { username, password });
    return /** @type {{ login: string }} */ (this.#sound(answer));
  }

  /** @param {Site} site */
  async #readSite(site) {
    const { buses } = /** @type {{ buses: Bus[] }} */ (await this.#send("site", { site: site.id }));
    this.buses = buses;
    const [only] = buses;
    if (buses.length === 1 && only?.likely) await this.#readBus(only);
  }

  /** @param {Bus} bus */
  async #readBus(bus) {
    const found = /** @type {Found} */ (await this.#send("bus", { bus: bus.index }));
    const kinds = /** @type {Kinds} */ (await this.context.hass.callWS({ type: "ipcom/kinds" }));
    this.kinds = {
      outputs: kinds.kinds.map(({ kind }) => kind),
      covers: kinds.cover_classes.map(({ device_class: name }) => name),
    };
    this.choice = firstChoice(found);
    this.found = found;
  }

  /**
   * @param {string} step
   * @param {object} data
   */
  async #send(step, data) {
    const message = { type: `ipcom/import/portal/${step}`, token: this.#token, ...data };
    return this.#sound(await this.context.hass.callWS(message));
  }

  /**
   * Return an answer, unless the portal refused: then all begins anew at the login.
   *
   * @param {unknown} answer
   */
  #sound(answer) {
    const { mistake } = /** @type {Partial<Mistaken>} */ (answer);
    if (!mistake) return answer;
    this.startAgain();
    this.mistake = mistake;
    throw new Refused();
  }

  /** @param {() => Promise<void>} step */
  async #do(step) {
    if (this.busy) return;
    Object.assign(this, { busy: true, mistake: null });
    this.context.redraw();
    try {
      await step();
    } catch (error) {
      if (!(error instanceof Refused)) this.context.complain(error);
      if (/** @type {{ code?: string }} */ (error).code === "not_found") this.startAgain();
    }
    this.busy = false;
    this.context.redraw();
    focusFirst(this.context);
  }
}

/** The portal said why not; the words stand beside the form. */
class Refused extends Error {}
