/** The look of this page, on top of the one that it shares with the panel. */

import { DRAWN_SHUTTER_CSS } from "../../../web/drawn_shutter.js";
import { LOOK } from "../../../web/look.js";

const DARK = `
  --primary-text-color: #e6e6e6; --secondary-text-color: #a8adb3; --primary-background-color: #111315;
  --secondary-background-color: #2a2d31; --card-background-color: #1c1f22; --divider-color: #33373c;
  --error-color: #ff6f61; --primary-color: #35b1dc;
  --ipcom-glass: #24506b; --ipcom-glass-bar: #16242e; --ipcom-slat: #70777f; --ipcom-slat-line: #474d53;
`;

const OWN = `
html { color-scheme: light dark; }
body { margin: 0; font: 16px/1.4 system-ui, "Segoe UI", Roboto, sans-serif; color: var(--ip-text); background: var(--ip-back); }
header { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: 8px 20px;
  padding: 10px 20px; background: var(--ip-card); border-bottom: 1px solid var(--ip-line); }
h1 { font-size: 20px; font-weight: 600; }
h2 { font-size: 18px; font-weight: 600; margin: 4px 0 12px; }
h3 { font-size: 15px; font-weight: 600; }
.gateway { display: inline-flex; align-items: center; gap: 8px; font-size: 14px; color: var(--ip-pale); }
.dot { width: 10px; height: 10px; border-radius: 50%; background: var(--ip-good-ink); flex: none; }
.gateway.off .dot { background: none; border: 2px solid var(--ip-wrong-ink); }
.gateway.restarting .dot { background: var(--ip-lit); }
.speed { flex-wrap: nowrap; margin-left: auto; }
.speed .choice button { padding: 0 12px; }
.speed input { width: 72px !important; text-align: center; }
main { display: grid; grid-template-columns: minmax(0, 1fr) 440px; gap: 20px; padding: 20px; align-items: start; }
aside { position: sticky; top: 84px; display: flex; flex-direction: column; gap: 12px; max-height: calc(100vh - 104px); }
aside > .card { overflow: auto; padding: 12px 16px; }
nav.choice { align-self: start; flex: none; }
.rooms { columns: 300px; column-gap: 16px; }
.room { break-inside: avoid; margin: 0 0 16px; padding: 12px 16px; transition: background-color 200ms; }
.room > ul { margin-bottom: -6px; }
.room.warm { background: color-mix(in srgb, #ffb300 7%, var(--ip-card)); border-color: color-mix(in srgb, #ffb300 45%, var(--ip-line)); }
.thing { display: flex; align-items: center; gap: 12px; padding: 8px 0; }
.thing + .thing { border-top: 1px solid var(--ip-line); }
.picture { width: 44px; height: 44px; flex: none; display: grid; place-items: center; }
.shutter .picture { width: 104px; height: 104px; }
.name { display: block; font-weight: 500; overflow-wrap: anywhere; }
.state { display: block; font-size: 14px; color: var(--ip-pale); font-variant-numeric: tabular-nums; }
.lit .state { color: var(--ip-text); }
.place { margin-left: 6px; font-size: 12px; color: var(--ip-pale); }
.shutter .place { display: block; margin: 2px 0 0; }
.level { display: block; height: 4px; margin-top: 4px; border-radius: 2px; background: var(--ip-line); overflow: hidden; }
.level span { display: block; height: 100%; background: var(--ip-lit); transition: width 150ms linear; }
.bulb { width: 44px; height: 44px; }
.bulb path { fill: none; stroke: var(--ip-pale); stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.bulb .glass { fill: var(--ip-card); stroke-width: 2; }
.bulb .lit { fill: #ffc93c; stroke: none; transition: opacity 150ms; }
.bulb .halo { fill: #ffc93c; opacity: 0; transition: opacity 150ms; }
.bulb .rays { stroke: #e09a00; stroke-width: 2.4; }
.bulb .thread { stroke-width: 1.2; }
.sign { display: grid; place-items: center; width: 38px; height: 38px; border-radius: 10px; border: 1px solid var(--ip-edge); color: var(--ip-pale); }
.lit .sign { color: #241a00; background: #ffc93c; border-color: #e09a00; }

.wall { width: 52px; height: 52px; flex: none; display: grid; place-items: center; padding: 0; cursor: pointer;
  border: 1px solid var(--ip-edge); border-radius: 10px; color: var(--ip-text); touch-action: none; user-select: none;
  -webkit-user-select: none; -webkit-touch-callout: none;
  background: linear-gradient(var(--ip-card), color-mix(in srgb, var(--ip-text) 7%, var(--ip-card)));
  box-shadow: 0 1px 2px rgb(0 0 0 / .18), inset 0 0 0 4px var(--ip-card); }
.rocker { width: 30px; height: 34px; border-radius: 5px; border: 1px solid var(--ip-line);
  background: linear-gradient(color-mix(in srgb, var(--ip-text) 2%, var(--ip-card)), color-mix(in srgb, var(--ip-text) 14%, var(--ip-card)));
  box-shadow: 0 1px 1px rgb(0 0 0 / .2); }
.wall:hover { border-color: var(--ip-ink); }
.wall.down { background: color-mix(in srgb, var(--ip-primary) 24%, var(--ip-card)); border-color: var(--ip-ink); box-shadow: none; }
.wall.down .rocker { transform: translateY(1px); box-shadow: none;
  background: linear-gradient(color-mix(in srgb, var(--ip-text) 16%, var(--ip-card)), color-mix(in srgb, var(--ip-text) 4%, var(--ip-card))); }
.trio { display: flex; flex-direction: column; flex: none; }
.trio .wall { height: var(--ip-touch); }
.trio .wall:not(:first-child) { border-top: 0; border-top-left-radius: 0; border-top-right-radius: 0; }
.trio .wall:not(:last-child) { border-bottom-left-radius: 0; border-bottom-right-radius: 0; }
.thing.both { outline: 3px solid var(--ip-wrong-ink); outline-offset: 2px; border-radius: 8px; }
.thing.both .state { color: var(--ip-wrong-ink); font-weight: 700; }

.modules > p { font-size: 14px; margin-bottom: 8px; }
.modules li { display: grid; grid-template-columns: 28px repeat(8, minmax(0, 1fr)); gap: 4px; margin-bottom: 4px; align-items: center; }
.module { font-size: 13px; color: var(--ip-pale); text-align: right; padding-right: 6px; font-variant-numeric: tabular-nums; }
.cell { display: grid; place-items: center; min-height: 34px; padding: 0; border-radius: 6px; border: 1px solid var(--ip-edge);
  font: 12px/1 system-ui, sans-serif; font-variant-numeric: tabular-nums; color: var(--ip-text); background: var(--ip-card); }
.cell.bare { border-style: dashed; border-color: color-mix(in srgb, var(--ip-text) 24%, var(--ip-card)); background: none; cursor: pointer; touch-action: none; user-select: none; -webkit-touch-callout: none; }
.cell.bare:hover { border-color: var(--ip-ink); background: var(--ip-tint); }
.cell.lit { color: #241a00; background: #ffc93c; border: 1px solid #e09a00; }
.cell.down { box-shadow: inset 0 0 0 3px var(--ip-ink); }

.messages .row { gap: 0 24px; }
.messages { display: flex; flex-direction: column; min-height: 0; }
#log { font-size: 13px; line-height: 1.35; }
#log li { display: grid; grid-template-columns: auto 84px minmax(0, 1fr); gap: 8px; padding: 4px 0; border-top: 1px solid var(--ip-line); }
#log time { color: var(--ip-pale); font-variant-numeric: tabular-nums; }
#log .who { font-weight: 600; }
#log .what { overflow-wrap: anywhere; }
#log [data-source="client"] .who { color: var(--ip-ink); }
#log [data-source="house"] .who { color: var(--ip-good-ink); }
#log [data-source="page"] .who { color: var(--ip-wrong-ink); }

.faults > .row { margin-bottom: 4px; }
summary { min-height: var(--ip-touch); display: flex; align-items: center; gap: 8px; cursor: pointer; font-weight: 600;
  border-top: 1px solid var(--ip-line); list-style: none; }
summary::before { content: ""; width: 8px; height: 8px; margin: 0 4px; border: solid currentColor; border-width: 0 2px 2px 0; transform: rotate(-45deg); }
details[open] > summary::before { transform: rotate(45deg); }
.count { padding: 1px 9px; border-radius: 10px; font-size: 13px; color: #fff; background: var(--ip-strong); }
.faults li { display: flex; align-items: center; gap: 8px; padding: 4px 0; }
.faults li label { font-size: 14px; cursor: pointer; }
.faults li b { display: block; font-weight: 500; }
.faults li .pale { display: block; font-size: 13px; line-height: 1.3; }
.faults li.set { background: var(--ip-tint); border-radius: 8px; box-shadow: -8px 0 var(--ip-tint), 8px 0 var(--ip-tint); }
.faults .value { display: flex; align-items: center; gap: 4px; }
.faults .value input { width: 88px; text-align: right; }
.faults select { width: 128px; }
.controls { margin-bottom: 12px; }
.controls .button { padding: 0 14px; }

.sign-of-harm { position: sticky; top: 64px; z-index: 3; display: flex; align-items: center; gap: 12px; margin: 12px 20px 0;
  padding: 12px 16px; border-radius: var(--ip-round); color: var(--ip-text); background: var(--ip-warning-tint);
  border: 2px solid var(--ip-wrong-ink); }
.sign-of-harm.now { color: #fff; background: #b3261e; border-color: #b3261e; font-size: 18px; }
.mistakes { margin: 12px 20px 0; }

nav.views { display: none; }
@media (max-width: 1000px) {
  header { position: static; padding: 10px 16px; gap: 4px 16px; }
  .speed { margin-left: 0; }
  .speed .choice button { padding: 0 10px; }
  .speed input { width: 60px !important; padding: 0 4px; }
  .gateway .where { display: none; }
  nav.views { display: flex; position: sticky; top: 0; z-index: 2; background: var(--ip-card); border-bottom: 1px solid var(--ip-line); }
  nav.views button { flex: 1; min-height: 48px; border: 0; background: none; font: inherit; font-size: 15px; font-weight: 500;
    color: var(--ip-pale); cursor: pointer; padding: 0 4px; border-bottom: 3px solid transparent; }
  nav.views button[aria-current="true"] { color: var(--ip-ink); border-color: var(--ip-ink); }
  main { display: block; padding: 12px 12px 32px; }
  aside { position: static; max-height: none; }
  aside > nav.choice { display: none; }
  .away-on-phone { display: none !important; }
  .cell { min-height: 40px; }
  .sign-of-harm { top: 56px; margin: 12px 12px 0; }
  .mistakes { margin: 12px 12px 0; }
  #log li { grid-template-columns: auto minmax(0, 1fr); }
  #log .what { grid-column: 1 / -1; }
}
`;

/** @param {Document} page */
export function dress(page) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@media (prefers-color-scheme: dark) { :root { ${DARK} } }\n${LOOK}\n${DRAWN_SHUTTER_CSS}\n${OWN}`);
  page.adoptedStyleSheets = [sheet];
}
