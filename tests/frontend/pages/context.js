/**
 * The context of a page without a browser: what it sends is written down, and answers are given by hand.
 *
 * @import { PageContext } from "../../../custom_components/ipcom/frontend/core/page.js"
 */

/** @typedef {{ type: string, data: any, options: any, id: string | undefined, ended: boolean, end(): void }} FakeLease */

/** @param {(message: any) => unknown} [answer] what Home Assistant answers */
export function fakeContext(answer = () => null) {
  const sent = /** @type {any[]} */ ([]);
  const leases = /** @type {FakeLease[]} */ ([]);
  const complaints = /** @type {any[]} */ ([]);
  const ask = async (/** @type {any} */ message) => {
    sent.push(message);
    return answer(message);
  };
  const callApi = (/** @type {string} */ _, /** @type {string} */ path, /** @type {object} */ data) =>
    ask({ type: `/api/${path}`, ...data });
  const context = {
    hass: { callWS: ask, callApi, language: "en", areas: {}, connection: { connected: false } },
    entry: { entry_id: "entry" },
    house: { shutters: {}, online: true },
    t: (/** @type {string} */ key) => key,
    say: (/** @type {{ key: string }} */ text) => text.key,
    redraw: () => undefined,
    drawNow: () => undefined,
    drawn: () => undefined,
    announce: () => undefined,
    complain: (/** @type {unknown} */ error) => complaints.push(error),
    call: (/** @type {string} */ type, data = {}) => ask({ type: `ipcom/${type}`, entry_id: "entry", ...data }),
    lease: (/** @type {string} */ type, /** @type {any} */ data, /** @type {any} */ options) => {
      /** @type {FakeLease} */
      const lease = { type, data, options, id: undefined, ended: false, end: () => over(lease, "done") };
      leases.push(lease);
      return lease;
    },
  };
  return { context: /** @type {PageContext} */ (/** @type {unknown} */ (context)), sent, leases, complaints };
}

/**
 * Tell an event of a lease, which has its ID from its first one on.
 *
 * @param {FakeLease | undefined} lease
 * @param {any} event
 */
export async function tell(lease, event) {
  if (!lease || lease.ended) return;
  lease.id ??= "lease";
  lease.options.event(event);
  await turns();
}

/**
 * End a lease, as a hidden page or a lost connection does.
 *
 * @param {FakeLease | undefined} lease
 * @param {"done" | "left" | "lost" | "error"} reason
 */
export function over(lease, reason) {
  if (!lease || lease.ended) return;
  lease.ended = true;
  lease.options.ended(reason);
}

/** Let everything happen that is due. */
export async function turns() {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
