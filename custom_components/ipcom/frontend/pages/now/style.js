/** The look of the page "Now". */

import { CHART_CSS } from "../../../web/chart.js";

export const NOW_CSS = `
${CHART_CSS}
.now { display: grid; gap: 16px; grid-template-columns: minmax(0, 1fr); }
.now h2 { font-size: 18px; font-weight: 500; }
.now h3 { font-size: 14px; font-weight: 500; margin-top: 12px; }
.now .small { font-size: 14px; }
:host(:not([narrow])) .now { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); align-items: start;
  grid-template-areas: "link link" "changes charts" "changes messages" "changes report" "changes ."; grid-template-rows: auto auto auto auto 1fr; }
:host(:not([narrow])) .now-link { grid-area: link; }
:host(:not([narrow])) .now-changes { grid-area: changes; }
:host(:not([narrow])) .now-charts { grid-area: charts; }
:host(:not([narrow])) .now-messages { grid-area: messages; }
:host(:not([narrow])) .now-report { grid-area: report; }

.now-link { display: flex; flex-direction: column; gap: 12px; }
.now-link h2 { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; }
.now-link h2 .pale { font-size: 14px; font-weight: 400; }
.now-link .lamp { width: 16px; height: 16px; border-radius: 50%; border: 3px solid var(--ip-pale); flex: none; }
.now-link.online .lamp { background: var(--success-color, #43a047); border-color: var(--success-color, #43a047); }
.now-link.offline .lamp { border-color: var(--ip-wrong); border-radius: 3px; }
.now-link dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(128px, 1fr)); gap: 12px 16px; }
.now-link dt { font-size: 13px; color: var(--ip-pale); }
.now-link dd { font-size: 18px; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }

.now-changes { display: flex; flex-direction: column; gap: 8px; }
.now-changes .choice button { padding: 0 12px; }
.now-changes li { display: grid; grid-template-columns: auto 1.2em 1fr auto; gap: 2px 8px; align-items: baseline;
  padding: 8px 0; border-bottom: 1px solid var(--ip-line); }
.now-changes li:last-child { border-bottom: 0; }
.now-changes time, .now-messages time { font-size: 14px; color: var(--ip-pale); font-variant-numeric: tabular-nums; white-space: nowrap; }
.now-changes b { font-weight: 500; }
.now-changes .what { min-width: 0; overflow-wrap: anywhere; }
.now-changes .output { font-size: 13px; white-space: nowrap; }
.now-changes .sign { text-align: center; color: var(--ip-pale); }
.now-changes .sign.on, .now-changes .sign.level { color: color-mix(in srgb, var(--ip-lit) 80%, var(--ip-text)); }
.now-changes .sign.up, .now-changes .sign.down { color: var(--ip-ink); font-weight: 700; }
.now-changes .by { display: inline-flex; align-items: center; gap: 4px; align-self: center; font-size: 13px; padding: 2px 10px 2px 6px;
  border-radius: 12px; border: 1px solid var(--ip-edge); white-space: nowrap; }
.now-changes .by .icon { width: 16px; height: 16px; }
.now-changes .by.here { background: var(--ip-tint); border-color: transparent; }

.now-charts .chart { contain: layout paint; }
.now-charts { display: flex; flex-direction: column; gap: 8px; }
.now-charts .chart + .chart { margin-top: 8px; padding-top: 16px; border-top: 1px solid var(--ip-line); }
.now-messages li { display: flex; gap: 10px; align-items: flex-start; padding: 8px 0; border-bottom: 1px solid var(--ip-line); }
.now-messages li:last-child { border-bottom: 0; }
.now-messages .icon { margin-top: 2px; color: var(--ip-pale); }
.now-messages .error .icon, .now-messages .warning .icon { color: var(--ip-wrong-ink); }
.now-report { display: flex; flex-direction: column; gap: 12px; align-items: flex-start; }
`;
