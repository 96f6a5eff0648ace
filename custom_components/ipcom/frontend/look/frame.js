/** The look of the frame: bar, tabs, and the screens that stand where a page cannot. */
export const FRAME = `
:host {
  display: flex; flex-direction: column; height: 100vh; height: 100dvh; overflow: hidden; color: var(--ip-text);
  background: var(--ip-back); font-family: var(--ha-font-family-body, Roboto, Noto, system-ui, sans-serif);
  font-size: 16px; line-height: 1.4; -webkit-font-smoothing: antialiased;
}
.bar { display: flex; align-items: center; gap: 8px; min-height: 56px; padding: 0 16px; flex: none;
  padding-top: var(--safe-area-inset-top, 0px);
  color: var(--ip-text); background: var(--ip-card);
  border-bottom: 1px solid var(--ip-line); }
.bar h1 { font-size: 20px; font-weight: 500; margin-right: 16px; }
.bar .gateway { width: auto; min-width: 0; flex: 0 1 240px; }
.tabs { display: flex; gap: 4px; align-self: stretch; }
.tabs a { display: flex; align-items: center; justify-content: center; gap: 8px; min-width: 64px; padding: 0 14px;
  color: inherit; text-decoration: none; font-weight: 500; border-bottom: 3px solid transparent; }
@media (hover: hover) { .tabs a:hover { background: color-mix(in srgb, currentColor 8%, transparent); } }
.tabs a[aria-current] { border-bottom-color: currentColor; color: var(--ip-ink); font-weight: 600; }
.tabs a:focus-visible { outline-offset: -3px; outline-color: currentColor; }
:host([narrow]) .tabs { position: fixed; z-index: 5; left: 0; right: 0; bottom: 0; gap: 0; color: var(--ip-pale);
  background: var(--ip-card); border-top: 1px solid var(--ip-line); padding-bottom: var(--safe-area-inset-bottom, 0px); }
:host([narrow]) .tabs a { flex: 1 1 0; flex-direction: column; gap: 2px; min-width: 0; min-height: 60px; padding: 6px 2px;
  font-size: 12px; border: 0; }
:host([narrow]) .tabs a[aria-current] { color: var(--ip-ink); }
:host([narrow]) .tabs a[aria-current] .icon { background: var(--ip-tint); border-radius: 14px; width: 52px;
  padding: 2px 14px; height: 28px; }
:host([narrow]) .bar { padding-left: 4px; }
[role="alert"]:not(:empty) { display: flex; flex-direction: column; gap: 8px; margin: 0; }
[role="alert"] .strip { margin: 8px 16px 0; }
main { flex: 1 1 auto; overflow-y: auto; overscroll-behavior: contain; padding: 16px; scroll-padding: 16px;
  outline: none; }
main > * { max-width: 1200px; margin-left: auto; margin-right: auto; }
main > .strip { margin-bottom: 16px; }
main:focus-visible { outline: none; }
:host([narrow]) main { padding: 12px 12px calc(84px + var(--safe-area-inset-bottom, 0px)); }
.waiting { padding: 48px 16px; text-align: center; color: var(--ip-pale); animation: appear .2s .4s both; }
@keyframes appear { from { opacity: 0; } }
.screen { display: flex; flex-direction: column; align-items: center; gap: 16px; max-width: 520px; padding: 40px 16px;
  text-align: center; }
.screen > .icon { width: 72px; height: 72px; padding: 16px; border-radius: 50%; color: var(--ip-ink);
  background: var(--ip-tint); }
.screen h2 { font-size: 22px; font-weight: 500; }
.screen p { color: var(--ip-pale); }
:host([narrow]) .strip.warning { flex-wrap: wrap; }
:host([narrow]) .strip.warning > span { flex-basis: 70%; }
`;
