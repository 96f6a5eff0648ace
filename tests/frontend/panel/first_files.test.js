import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

const FRONTEND = new URL("../../../custom_components/ipcom/frontend/", import.meta.url);
/** Where the files lie in the project that a release puts beside the panel's own. */
const WEB = new URL("../../../src/ipcom/web/", import.meta.url);
const SERVED_WEB = new URL("../web/", FRONTEND);
const LIST = new URL("core/first_files.js", FRONTEND);
const FIRST = [new URL("ipcom-panel.js", FRONTEND), new URL("pages/house.js", FRONTEND)];
const IMPORT = /(?:^|[;}])\s*(?:import|export)\b[^;"(]*"(\.[^"]+)"/gm;

/** The addresses that a file imports. @param {URL} file */
function importsOf(file) {
  const own = new URL(file.href.replace(SERVED_WEB.href, WEB.href));
  assert.ok(existsSync(own), own.href);
  const source = readFileSync(own, "utf8");
  return [...source.matchAll(IMPORT)].map((found) => new URL(found[1] ?? "", file));
}

/** All files that these need before anything is shown, without the list. */
function needed() {
  const found = new Set(FIRST.map(({ href }) => href));
  for (const href of found) {
    for (const each of importsOf(new URL(href))) if (each.href !== LIST.href) found.add(each.href);
  }
  return [...found];
}

test("the list has every file of the first page, so that a browser asks for all of them at once", () => {
  const listed = importsOf(LIST).map(({ href }) => href);
  const panel = FIRST[0]?.href;
  assert.deepEqual(listed.toSorted(), needed().filter((href) => href !== panel).toSorted());
});
