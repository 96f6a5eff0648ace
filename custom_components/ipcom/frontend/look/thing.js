/** The look of a thing's form, as a sheet from below on a phone and a window on a desk. */
export const THING = `
dialog.sheet { width: min(480px, 100vw); max-width: none; max-height: 92dvh; padding: 0; border: 0; overflow-y: auto;
  border-radius: 20px; color: var(--ip-text); background: var(--ip-card); box-shadow: 0 8px 40px rgb(0 0 0 / 40%); }
dialog.sheet::backdrop { background: rgb(0 0 0 / 45%); }
dialog.sheet form, dialog.sheet .confirm { display: flex; flex-direction: column; gap: 16px; padding: 16px 20px 20px; }
dialog.sheet h2 { font-size: 20px; font-weight: 500; overflow-wrap: anywhere; }
dialog.sheet h2 .pale { font-size: 15px; font-weight: 400; white-space: nowrap; }
dialog.sheet .users { list-style: disc; padding-left: 20px; }
.refused { flex: 1 0 100%; }
.meanwhile { font-size: 14px; border-left: 3px solid var(--ip-strong); padding-left: 8px; }
.field > label { font-size: 14px; color: var(--ip-pale); }
.field > .choice { align-self: flex-start; margin-top: 2px; }
.field > .choice button { display: inline-flex; align-items: center; justify-content: center; gap: 4px; }
:host([narrow]) dialog.sheet { width: 100vw; margin: auto 0 0; border-radius: 20px 20px 0 0;
  padding-bottom: var(--safe-area-inset-bottom, 0px); }
@media (prefers-reduced-motion: no-preference) {
  dialog.sheet[open] { animation: sheet .18s ease-out; }
  @keyframes sheet { from { transform: translateY(24px); opacity: 0; } }
}
`;
