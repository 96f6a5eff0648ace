/** The look of House: things in rooms, and outputs in modules. */
export const HOUSE = `
.house .head { margin-bottom: 12px; }
.house .head { gap: 4px 16px; }
.house .count { flex: 1 1 200px; font-size: 14px; }
.rooms { columns: 340px; column-gap: 16px; }
:host([narrow]) .rooms, :host([narrow]) .unnamed ul { columns: auto; }
.thing, .tile { contain: layout style; }
.room, .module { content-visibility: auto; contain-intrinsic-size: auto 300px; }
.room { break-inside: avoid; margin-bottom: 16px; padding: 12px 8px 8px; }
.room h3, .module h3, .unnamed h3 { font-size: 18px; font-weight: 500; padding: 0 8px 6px; overflow-wrap: anywhere; }
.walk-first { margin-bottom: 16px; flex-wrap: wrap; }
.walk-first > span { flex: 1 1 220px; }
.roomless { margin-bottom: 16px; flex-wrap: wrap; }
.roomless > span { flex: 1 1 220px; }
.unnamed { margin-bottom: 16px; padding: 12px 8px 8px; border: 2px dashed var(--ip-edge); }
.unnamed > p { padding: 0 8px 8px; font-size: 14px; }
.unnamed ul { columns: 340px; column-gap: 16px; }
.unnamed li { break-inside: avoid; }

.thing { display: flex; align-items: center; gap: 8px; min-height: 56px; padding: 4px 8px; border-radius: 12px; }
.thing .name, .tile .name { display: grid; grid-template-columns: 1fr auto; align-items: center; column-gap: 8px;
  flex: 1 1 0; min-width: 0; min-height: 48px; padding: 2px 8px; border: 0; border-radius: 10px; font: inherit;
  text-align: left; color: inherit; background: none; cursor: pointer; }
.thing .name.still { cursor: default; }
.name .what { overflow: hidden; text-overflow: ellipsis; font-weight: 500; }
.name .whole { white-space: nowrap; }
.name .how { grid-column: 1; font-size: 13px; }
.name .icon { grid-column: 2; grid-row: 1 / 3; color: var(--ip-pale); }
button.name:hover { background: color-mix(in srgb, var(--ip-text) 6%, transparent); }

.mark { display: inline-flex; align-items: center; justify-content: center; flex: none; width: 44px; height: 44px;
  padding: 0; border: 2px solid var(--ip-edge); border-radius: 50%; color: var(--ip-pale); background: none; }
button.mark { cursor: pointer; touch-action: manipulation; background: var(--ip-card); }
button.mark:hover { border-color: var(--ip-text); color: var(--ip-text); }
span.mark { border-style: dotted; }
.mark.on { color: #1d1400; background: var(--ip-lit); border: 2px solid var(--ip-lit);
  box-shadow: 0 0 0 3px var(--ip-glow); }
button.mark.on:hover { color: #1d1400; }
.thing .moves { display: flex; gap: 4px; flex: none; }
.thing .drawing { width: 44px; height: 44px; flex: none; }
.thing.cover { flex-wrap: wrap; }
.thing.cover .name { flex: 1 1 130px; }

.modules { display: grid; grid-template-columns: repeat(auto-fill, minmax(340px, 1fr)); gap: 16px; }
:host([narrow]) .modules { grid-template-columns: 1fr; }
.module { padding: 12px 8px 8px; }
.module ul { display: grid; grid-template-columns: 1fr 1fr; gap: 6px; }
.tile { display: flex; align-items: center; gap: 2px; height: 100%; min-height: 60px; padding: 4px; border-radius: 12px;
  border: 1px solid var(--ip-line); min-width: 0; }
.tile .name { display: flex; flex-direction: column; align-items: stretch; justify-content: center; padding: 2px 6px; }
.tile .what { font-size: 15px; line-height: 1.2; overflow-wrap: anywhere;
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
.tile .how { font-size: 12px; }
.tile.nameless { border-style: dashed; }
.tile.nameless .what { font-weight: 400; color: var(--ip-pale); }
.tile.stands-out { border: 2px dashed var(--ip-ink); background: var(--ip-tint); }
.tile.stands-out .what { font-weight: 500; color: var(--ip-text); }
.tile.stands-out .pale { color: color-mix(in srgb, var(--ip-pale) 70%, var(--ip-text)); }
.presses { margin-top: 16px; padding-top: 8px; }
.presses .tick { font-weight: 500; cursor: pointer; }
.presses > p { margin-top: 4px; padding-left: 32px; font-size: 14px; max-width: 75ch; }
.presses > p + p { margin-top: 8px; }
.sitting { max-width: 640px; padding: 16px; }
.sitting h2 { font-size: 20px; font-weight: 500; }
.sitting .left { display: flex; align-items: center; gap: 8px; min-height: 40px; font-weight: 500; }
.sitting .button.strong { margin-top: 16px; min-width: 160px; }
.placing { display: grid; grid-template-columns: auto minmax(0, 1fr) minmax(0, 1.3fr); align-items: center;
  gap: 8px 12px; min-height: 60px; padding: 6px 0; border-top: 1px solid var(--ip-line); }
.placing select { padding: 0 8px; }
.placing .name { display: flex; flex-direction: column; min-width: 0; overflow-wrap: anywhere; }
.placing .what { font-weight: 500; }
.placing .how { font-size: 13px; }
.placing.placed .mark { color: var(--ip-good-ink); border: 2px solid currentColor; }
.placing .new-room { grid-column: 2 / -1; display: flex; gap: 8px; }
.placing .new-room input { flex: 1 1 0; min-width: 0; }
.placing .mistake { grid-column: 2 / -1; }
.fold { margin-top: 16px; text-align: center; }
`;
