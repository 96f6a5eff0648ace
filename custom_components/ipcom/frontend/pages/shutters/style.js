/** The look of the page "Shutters". */

import { DRAWN_SHUTTER_CSS } from "../../../web/drawn_shutter.js";

export const SHUTTERS_CSS = `
${DRAWN_SHUTTER_CSS}
.shutters { display: flex; flex-direction: column; gap: 16px; }
.shutters .small { font-size: 14px; }
.sitting-head { display: flex; flex-wrap: wrap; gap: 12px 16px; align-items: center; }
.sitting-head .grow { flex-basis: 260px; }
.sitting-head h2 { font-size: 18px; font-weight: 500; }
.shutter-table { width: 100%; border-collapse: collapse; background: var(--ip-card); border: 1px solid var(--ip-line);
  border-radius: var(--ip-round); border-spacing: 0; border-collapse: separate; overflow: hidden; }
.shutter-table th, .shutter-table td { padding: 10px 12px; text-align: start; font-weight: 400; vertical-align: middle;
  border-bottom: 1px solid var(--ip-line); }
.shutter-table tbody tr:last-child > * { border-bottom: 0; }
.shutter-table thead th { color: var(--ip-pale); font-size: 14px; white-space: nowrap; }
.shutter-table .name { display: inline-flex; flex-direction: column; vertical-align: middle; max-width: calc(100% - 72px); overflow-wrap: anywhere; }
.shutter-table .name b { font-weight: 500; }
.shutter-table .thumb { display: inline-block; vertical-align: middle; width: 52px; height: 52px; margin-inline-end: 12px; }
.shutter-table .time { white-space: nowrap; font-variant-numeric: tabular-nums; }
.shutter-table .sign { color: var(--ip-pale); }
.shutter-table .confidence { white-space: nowrap; }
.shutter-table .buttons { display: flex; align-items: center; justify-content: flex-end; gap: 6px; }
.shutter-table .favourites { display: flex; flex-direction: column; align-items: flex-start; gap: 6px; }
.shutter-table .keep { background: none; border-color: transparent; color: var(--ip-ink); padding: 0 12px; }
.shutter-table .guess { font-size: 13px; color: var(--ip-pale); }
.shutter-table .origin.measured { color: var(--ip-good-ink); font-weight: 500; }

:host([narrow]) .shutter-table { background: none; border: 0; display: block; overflow: visible; }
:host([narrow]) .shutter-table thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
:host([narrow]) .shutter-table tbody { display: flex; flex-direction: column; gap: 12px; }
:host([narrow]) .shutter-table tbody tr { display: grid; grid-template-columns: 72px auto 1fr; column-gap: 12px;
  background: var(--ip-card); border: 1px solid var(--ip-line); border-radius: var(--ip-round); padding: 12px; }
:host([narrow]) .shutter-table tbody tr > * { padding: 0; border: 0; }
:host([narrow]) .shutter-table .who { grid-column: 1 / 4; display: contents; }
:host([narrow]) .shutter-table .thumb { grid-column: 1; grid-row: 1 / 6; width: 72px; height: 72px; margin: 0; }
:host([narrow]) .shutter-table .name { grid-column: 2 / 4; grid-row: 1; max-width: none; }
:host([narrow]) .shutter-table .name b { font-size: 17px; }
:host([narrow]) .shutter-table .position { grid-column: 2; grid-row: 2; }
:host([narrow]) .shutter-table .confidence { grid-column: 3; grid-row: 2; }
:host([narrow]) .shutter-table .position:has(+ .unsaid) { grid-column: 2 / 4; }
:host([narrow]) .shutter-table .unsaid { display: none; }
:host([narrow]) .shutter-table .time { font-size: 14px; grid-row: 4; }
:host([narrow]) .shutter-table .time.up { grid-column: 2; }
:host([narrow]) .shutter-table .time.down { grid-column: 3; }
:host([narrow]) .shutter-table .origin { grid-column: 2 / 4; grid-row: 5; font-size: 14px; }
:host([narrow]) .shutter-table .moves { grid-column: 1 / 4; grid-row: 6; }
:host([narrow]) .shutter-table .favourite { grid-column: 1 / 4; grid-row: 7; }
:host([narrow]) .shutter-table .favourites { flex-flow: row wrap; align-items: center; gap: 8px; margin-top: 8px; }
:host([narrow]) .shutter-table .favourites .keep { margin-inline-start: auto; }
:host([narrow]) .shutter-table .buttons { gap: 8px; margin-top: 12px; }
:host([narrow]) .shutter-table .moves:empty { display: none; }
:host([narrow]) .shutter-table .calibrate { margin-inline-start: auto; }

.choosing .row { flex-wrap: nowrap; }
.choosing h2 { font-size: 18px; font-weight: 500; }
.choosing .times { white-space: nowrap; font-variant-numeric: tabular-nums; }
.choosing .tick .grow { overflow-wrap: anywhere; }
.choosing legend { float: left; width: 100%; font-weight: 500; padding: 0 0 4px; }
.choosing legend + * { clear: both; }
.choosing .explain { display: flex; flex-direction: column; gap: 8px; padding-inline-start: 36px; list-style: decimal; }
.shutters .thumb-bar, .sitting .thumb-bar { position: sticky; bottom: -16px; padding: 12px 0 16px; display: flex; flex-direction: column; gap: 8px;
  background: linear-gradient(to top, var(--ip-back) 82%, transparent); z-index: 1; }
:host([narrow]) .choosing .thumb-bar { bottom: -24px; margin-bottom: -12px; }
.thumb-bar .big { width: 100%; min-height: 72px; font-size: 20px; border-radius: 24px; padding: 8px 20px; }

.sitting .big[aria-disabled="true"] { opacity: .55; cursor: default; }
.shutters > .strip { flex-wrap: wrap; }
.shutters > .strip span { flex-basis: 200px; }
.shutters .button { white-space: nowrap; }
.sitting { display: flex; flex-direction: column; max-width: 560px; min-height: 100%; gap: 12px; }
.sitting-bar { display: flex; align-items: center; gap: 8px; }
.sitting-bar p { font-weight: 500; font-variant-numeric: tabular-nums; }
.sitting-bar progress { width: 100%; height: 6px; appearance: none; border: 0; border-radius: 3px; overflow: hidden;
  background: var(--ip-line); display: block; }
.sitting-bar progress::-webkit-progress-bar { background: var(--ip-line); }
.sitting-bar progress::-webkit-progress-value { background: var(--ip-strong); }
.sitting-bar progress::-moz-progress-bar { background: var(--ip-strong); }
.sitting .middle { flex: 1 1 auto; display: flex; flex-direction: column; align-items: center; justify-content: safe center;
  gap: 12px; text-align: center; }
.sitting h2 { font-size: 24px; font-weight: 500; line-height: 1.2; overflow-wrap: anywhere; }
.sitting .picture { width: min(40vw, 26vh, 180px); aspect-ratio: 1; flex: none; }
.sitting .way { display: flex; justify-content: center; gap: 4px 16px; flex-wrap: wrap; font-size: 14px; color: var(--ip-pale); }
.sitting .way li { display: flex; align-items: center; gap: 6px; }
.sitting .way li::before { content: "○"; }
.sitting .way .present { color: var(--ip-text); font-weight: 600; }
.sitting .way .present::before { content: "◉"; color: var(--ip-ink); }
.sitting .way .done::before { content: "✓"; color: var(--ip-good-ink); font-weight: 700; }
.sitting .said { display: flex; flex-direction: column; align-items: center; gap: 8px; width: 100%; }
.sitting .said .strip { text-align: start; width: 100%; }
.sitting .step { font-size: 17px; max-width: 34em; }
.sitting .seconds { font-size: 48px; line-height: 1; font-weight: 300; font-variant-numeric: tabular-nums; }
.sitting .seconds small { font-size: 24px; }
.sitting .over { width: 100%; max-width: 320px; height: 6px; border-radius: 3px; background: var(--ip-line); overflow: hidden; }
.sitting .over div { height: 100%; background: var(--ip-strong); }
.sitting .measured { display: flex; gap: 32px; }
.sitting .measured dt { font-size: 14px; color: var(--ip-pale); }
.sitting .measured dd { font-size: 24px; font-variant-numeric: tabular-nums; }
.sitting .beside { display: flex; flex-wrap: wrap; gap: 8px; justify-content: center; min-height: var(--ip-touch); }
.sitting .beside .button { flex: 0 1 auto; font-size: 15px; }
:host([narrow]) .sitting .thumb-bar { position: static; padding: 8px 0 0; }
.sitting .thumb-bar .big { min-height: 112px; font-size: 24px; border-radius: 32px; }

:host([narrow]) .sitting { position: fixed; inset: 0; z-index: 8; max-width: none; margin: 0; background: var(--ip-back);
  padding: calc(8px + var(--safe-area-inset-top, 0px)) 12px calc(12px + var(--safe-area-inset-bottom, 0px)); }
:host([narrow]) .sitting .middle { min-height: 0; overflow-y: auto; }

@media (max-height: 700px) {
  .sitting .picture { width: min(26vw, 15vh, 96px); }
  .sitting .middle { gap: 8px; }
  .sitting h2 { font-size: 20px; }
  .sitting .step { font-size: 16px; }
  .sitting .seconds { font-size: 36px; }
  .sitting .beside .button { padding: 0 12px; font-size: 14px; }
  .sitting .thumb-bar .big { min-height: 88px; font-size: 20px; }
}
@media (max-height: 480px) and (orientation: landscape) {
  :host([narrow]) .sitting { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 0.8fr); grid-template-rows: auto minmax(0, 1fr); gap: 8px 16px; }
  .sitting .sitting-bar { grid-column: 1 / 3; }
  :host([narrow]) .sitting .thumb-bar { justify-content: flex-end; }
  .sitting .thumb-bar .big { flex: 1 1 auto; max-height: 180px; }
  .sitting .picture { width: 72px; }
}
`;
