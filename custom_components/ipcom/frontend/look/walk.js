/** The look of Walk: one hand, one thing after the other. */
export const WALK = `
.walk { display: flex; flex-direction: column; gap: 12px; max-width: 640px; }
.walk .last { display: flex; align-items: center; gap: 8px; height: 32px; font-size: 15px; }
.walk .last .cut { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.walk .last .count { flex: none; padding: 2px 10px; border-radius: 14px; font-size: 14px; background: var(--ip-tint);
  color: var(--ip-text); }
.walk .dot { width: 14px; height: 14px; flex: none; border-radius: 50%; border: 2px solid var(--ip-edge); }
.walk .dot.on { background: var(--ip-lit); border-color: var(--ip-lit); }
.walk .current { border: 2px solid var(--ip-ink); padding: 12px 16px 16px; }
.walk .current form { display: flex; flex-direction: column; gap: 12px; }
.walk .moved { display: flex; align-items: center; gap: 12px; }
.walk .moved h3 { font-size: 22px; font-weight: 500; line-height: 1.2; }
.walk .moved h3 .pale { display: block; font-size: 14px; font-weight: 400; }
.walk .list h3 { font-size: 16px; font-weight: 500; margin-bottom: 4px; }
.walk .list { padding: 12px 16px 8px; }
.walk .line { display: flex; align-items: center; gap: 8px; flex-wrap: wrap; min-height: 56px; padding: 4px 0;
  border-top: 1px solid var(--ip-line); overflow-wrap: anywhere; }
.walk .line .two { display: flex; flex-direction: column; }
.walk .line .two .pale { font-size: 14px; }
.walk .scene ul { margin-top: 8px; }
.walk .screen h3 { font-size: 24px; font-weight: 500; }
.walk .screen { margin: 0 auto; }
.walk .screen > .icon { width: 112px; height: 112px; padding: 26px; }
@media (prefers-reduced-motion: no-preference) {
  .walk .current { animation: comes .2s ease-out; }
  @keyframes comes { from { opacity: .3; } }
}
@media (min-width: 700px) {
  .walk .current form { display: grid; grid-template-columns: 1fr 1fr; align-items: start; }
  .walk .current form > .moved, .walk .current form > .field:first-of-type, .walk .current form > .strip,
  .walk .current form > .button, .walk .current form > .row { grid-column: 1 / -1; }
}
`;
