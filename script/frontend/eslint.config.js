/** What eslint asks of every script of ours. Types are the business of tsc. */

import js from "@eslint/js";
import globals from "globals";

const OURS = ["custom_components/ipcom/frontend/**/*.js", "src/ipcom/web/**/*.js", "src/ipcom/simulator/page/**/*.js"];
const IN_NODE = ["script/frontend/**/*.js", "tests/frontend/**/*.js"];

export default [
  { ignores: ["**/node_modules/", "**/vendor/", "**/.*/"] },
  { files: OURS, languageOptions: { globals: globals.browser } },
  { files: IN_NODE, languageOptions: { globals: globals.node } },
  {
    files: [...OURS, ...IN_NODE],
    ...js.configs.recommended,
    rules: {
      ...js.configs.recommended.rules,
      "array-callback-return": "error",
      complexity: ["error", 12],
      curly: ["error", "multi-line"],
      "default-case-last": "error",
      eqeqeq: "error",
      "max-depth": ["error", 3],
      "max-lines": ["error", 300],
      "max-params": ["error", 5],
      "no-alert": "error",
      "no-console": "error",
      "no-else-return": "error",
      "no-eval": "error",
      "no-implicit-coercion": "error",
      "no-nested-ternary": "error",
      "no-param-reassign": "error",
      "no-shadow": "error",
      "no-throw-literal": "error",
      "no-unused-expressions": "error",
      "no-use-before-define": ["error", { functions: false, classes: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      radix: "error",
    },
  },
  { files: ["script/frontend/**/*.js"], rules: { "no-console": "off" } },
];
