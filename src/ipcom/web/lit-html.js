/**
 * Everything that our scripts use of lit-html, under one address.
 *
 * The package lies beside it in `vendor/lit-html`, unchanged: `script/lint` compares it with the registry's.
 */

export { html, nothing, noChange, render, svg } from "./vendor/lit-html/lit-html.js";
export { Directive, directive } from "./vendor/lit-html/directive.js";
export { classMap } from "./vendor/lit-html/directives/class-map.js";
export { guard } from "./vendor/lit-html/directives/guard.js";
export { ifDefined } from "./vendor/lit-html/directives/if-defined.js";
export { keyed } from "./vendor/lit-html/directives/keyed.js";
export { live } from "./vendor/lit-html/directives/live.js";
export { repeat } from "./vendor/lit-html/directives/repeat.js";
export { styleMap } from "./vendor/lit-html/directives/style-map.js";
