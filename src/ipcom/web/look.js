/**
 * The look that the panel and the simulator's page share: colours, spacing, focus, buttons, fields, cards.
 *
 * Colours are Home Assistant's theme variables; the values behind the commas serve where there is no Home Assistant. Text
 * on a colour keeps a contrast of 4.5 to 1, also in themes whose primary colour is pale: such colours are mixed with
 * that of the text.
 */
export const LOOK = `
:host, :root {
  --ip-text: var(--primary-text-color, #141414);
  --ip-pale: var(--secondary-text-color, #5e5e5e);
  --ip-back: var(--primary-background-color, #fafafa);
  --ip-card: var(--card-background-color, #ffffff);
  --ip-line: var(--divider-color, #e0e0e0);
  --ip-primary: var(--primary-color, #009ac7);
  --ip-ink: color-mix(in srgb, var(--ip-primary) 55%, var(--ip-text));
  --ip-strong: color-mix(in srgb, var(--ip-primary) 58%, #000);
  --ip-tint: color-mix(in srgb, var(--ip-primary) 12%, var(--ip-card));
  --ip-edge: color-mix(in srgb, var(--ip-text) 48%, var(--ip-card));
  --ip-lit: color-mix(in srgb, #ffb300 88%, var(--ip-card));
  --ip-glow: color-mix(in srgb, #ffb300 16%, var(--ip-card));
  --ip-wrong: var(--error-color, #db4437);
  --ip-wrong-ink: color-mix(in srgb, var(--ip-wrong) 68%, var(--ip-text));
  --ip-wrong-tint: color-mix(in srgb, var(--ip-wrong) 12%, var(--ip-card));
  --ip-warning-tint: color-mix(in srgb, var(--warning-color, #ffa600) 18%, var(--ip-card));
  --ip-good-ink: color-mix(in srgb, var(--success-color, #43a047) 60%, var(--ip-text));
  --ip-round: var(--ha-card-border-radius, 12px);
  --ip-touch: 44px;
}
*, *::before, *::after { box-sizing: border-box; }
h1, h2, h3, p, ul, ol, dl, dd, fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
ul, ol { list-style: none; }
[hidden] { display: none !important; }
a { color: var(--ip-ink); }
:focus { outline: none; }
:focus-visible { outline: 3px solid var(--ip-ink); outline-offset: 2px; }
[tabindex="-1"]:focus-visible { outline: none; }
.only-heard {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.icon { width: 24px; height: 24px; flex: none; fill: none; stroke: currentColor; stroke-width: 2;
  stroke-linecap: round; stroke-linejoin: round; }
.icon.small { width: 18px; height: 18px; }

.button, .plain {
  display: inline-flex; align-items: center; justify-content: center; gap: 8px;
  min-height: var(--ip-touch); min-width: var(--ip-touch); padding: 0 16px; border: 1px solid transparent;
  border-radius: 22px; font: inherit; font-weight: 500; color: var(--ip-text); background: var(--ip-tint);
  text-decoration: none; text-align: center; cursor: pointer; touch-action: manipulation; user-select: none;
}
.button { border-color: color-mix(in srgb, var(--ip-primary) 34%, var(--ip-card)); }
.button:hover { background: color-mix(in srgb, var(--ip-primary) 22%, var(--ip-card)); }
.button:active { background: color-mix(in srgb, var(--ip-primary) 34%, var(--ip-card)); }
.button.strong { color: #fff; background: var(--ip-strong); border-color: var(--ip-strong); }
.button.strong:hover { background: color-mix(in srgb, var(--ip-strong) 84%, #000); }
.button.wrong { color: var(--ip-wrong-ink); background: var(--ip-wrong-tint); border-color: transparent; }
.button:disabled, .plain:disabled { opacity: .55; cursor: default; }
.button.round, .plain { padding: 0; border-radius: 50%; }
.plain { background: none; color: inherit; }
.plain:hover { background: color-mix(in srgb, currentColor 10%, transparent); }

.field { display: flex; flex-direction: column; gap: 4px; }
.field > span, .field > legend { font-size: 14px; color: var(--ip-pale); }
input:not([type="checkbox"], [type="radio"], [type="range"]), select, textarea {
  min-height: var(--ip-touch); width: 100%; padding: 0 12px; border: 1px solid var(--ip-edge); border-radius: 8px;
  font: inherit; font-size: 16px; color: var(--ip-text); background-color: var(--ip-card);
}
input[type="checkbox"], input[type="radio"] { width: 20px; height: 20px; margin: 0; accent-color: var(--ip-strong); }
.tick { display: flex; align-items: center; gap: 12px; min-height: var(--ip-touch); }
.mistake { color: var(--ip-wrong-ink); font-size: 14px; }

.card { background: var(--ip-card); border: 1px solid var(--ip-line); border-radius: var(--ip-round); padding: 16px; }
.pale { color: var(--ip-pale); }
.row { display: flex; align-items: center; gap: 8px; flex-wrap: wrap; }
.grow { flex: 1 1 0; min-width: 0; }
.choice { display: inline-flex; border: 1px solid var(--ip-edge); border-radius: 22px; overflow: hidden; }
.choice button { min-height: var(--ip-touch); padding: 0 16px; border: 0; font: inherit; font-weight: 500;
  color: var(--ip-text); background: none; cursor: pointer; }
.choice button + button { border-left: 1px solid var(--ip-edge); }
.choice button[aria-pressed="true"] { color: #fff; background: var(--ip-strong); }
.choice button:focus-visible { outline-offset: -4px; outline-color: currentColor; }

.strip { display: flex; align-items: center; gap: 12px; padding: 8px 16px; border-radius: var(--ip-round);
  color: var(--ip-text); background: var(--ip-tint); }
.strip > span { flex: 1 1 auto; padding: 4px 0; min-width: 0; }
.strip.wrong { background: var(--ip-wrong-tint); }
.strip.warning { background: var(--ip-warning-tint); }
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; }
}
`;
