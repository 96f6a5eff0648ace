/** The look of the page "Import". */

export const IMPORT_CSS = `
.import { display: flex; flex-direction: column; gap: 16px; max-width: 760px; }
.import > .choice { align-self: flex-start; max-width: 100%; }
:host([narrow]) .import > .choice { align-self: stretch; }
:host([narrow]) .import > .choice button { flex: 1 1 0; padding: 0 8px; }
.import .card { display: flex; flex-direction: column; gap: 12px; }
.import h2 { font-size: 18px; font-weight: 500; }
.import h3 { font-size: 16px; font-weight: 500; }
.import .small { font-size: 14px; }
.import .drop { display: flex; flex-direction: column; align-items: center; gap: 12px; padding: 28px 16px; text-align: center;
  border: 2px dashed var(--ip-edge); border-radius: var(--ip-round); }
.import .drop.hovered { border-color: var(--ip-ink); background: var(--ip-tint); }
.import .drop .icon { width: 40px; height: 40px; color: var(--ip-pale); }
.import .drop label:focus-within { outline: 3px solid var(--ip-ink); outline-offset: 2px; }
.import summary { min-height: var(--ip-touch); display: flex; align-items: center; cursor: pointer; color: var(--ip-ink); font-weight: 500; }
.import summary::before { content: "▸"; margin-inline-end: 8px; }
.import details[open] summary::before { content: "▾"; }
.import details.card { display: block; padding-block: 4px; }
.import details .field { margin-bottom: 12px; }
.import textarea { padding: 12px; font: 14px/1.5 ui-monospace, monospace; resize: vertical; white-space: pre; overflow-x: auto; }
.import .problems h2 { display: flex; gap: 8px; align-items: center; }
.import .problems > h2 .icon { color: var(--ip-wrong-ink); }
.import .problems li { display: flex; flex-direction: column; gap: 2px; padding: 8px 0; border-top: 1px solid var(--ip-line); }
.import .where { font: 13px ui-monospace, monospace; color: var(--ip-pale); }
.import .plan { gap: 20px; }
.import .part { display: flex; flex-direction: column; gap: 6px; align-items: flex-start; }
.import .part h3 { display: flex; align-items: center; gap: 8px; }
.import .part .sign { display: inline-grid; place-items: center; width: 24px; height: 24px; border-radius: 50%; font-weight: 700;
  background: var(--ip-tint); }
.import .part.added .sign { background: var(--ip-strong); color: #fff; }
.import .part.blocked .sign { background: var(--ip-wrong-tint); color: var(--ip-wrong-ink); }
.import .part > ul { width: 100%; }
.import .part > ul > li { padding: 6px 0 6px 32px; border-top: 1px solid var(--ip-line); overflow-wrap: anywhere; }
.import .part > ul > li:first-child { border-top: 0; }
.import .part b { font-weight: 500; }
.import .differences { font-size: 15px; }
.import .differences s { color: var(--ip-pale); }
.import .differences ins { text-decoration: none; font-weight: 500; }
.import .thumb-bar { position: sticky; bottom: -16px; display: flex; gap: 8px; padding: 12px 0 16px; z-index: 1;
  background: linear-gradient(to top, var(--ip-back) 82%, transparent); }
.import .thumb-bar .button { min-height: 56px; border-radius: 28px; font-size: 17px; }
:host([narrow]) .import .thumb-bar { bottom: -24px; margin-bottom: -12px; }
.import .login { max-width: 480px; width: 100%; }
.import .options { display: flex; flex-direction: column; gap: 8px; }
.import .options .button { justify-content: flex-start; text-align: start; min-height: 56px; padding: 8px 20px; }
.import .likely { margin-inline-start: auto; font-size: 13px; }
.import .step-back { align-self: flex-start; }
.import .things legend { float: left; width: 100%; display: flex; align-items: center; gap: 8px; font-weight: 500; }
.import .things legend + * { clear: both; }
.import .things { gap: 4px; }
.import .thing { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: 0 12px; padding: 4px 0;
  border-top: 1px solid var(--ip-line); }
.import .thing b, .import .thing .pale { font-weight: 400; }
.import .thing .tick .pale { display: block; font-size: 14px; }
.import .thing select { width: 132px; }
.import .thing .turned, .import .thing .note { grid-column: 1 / -1; margin-inline-start: 32px; }
.import .thing .note { font-size: 14px; color: var(--ip-pale); padding-bottom: 4px; }
.import .thing .doubt { color: var(--ip-wrong-ink); }
.import .notes { gap: 4px; }
.import .notes h3:not(:first-child) { margin-top: 8px; }
.import .screen.card { align-self: center; }
.import .screen .row { justify-content: center; }
`;
