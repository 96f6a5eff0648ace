/**
 * Compare the vendored lit-html byte for byte with the package that the registry gives out.
 *
 * Exit code 0: the same. 1: another. Without a registry it compares with what `npm ci` installed, and says so;
 * that was held against the hash in package-lock.json.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const VENDORED = join(HERE, "../../src/ipcom/web/vendor/lit-html");
const INSTALLED = join(HERE, "node_modules/lit-html");
const PATIENCE_MS = 60_000;

const wanted = JSON.parse(readFileSync(join(HERE, "package.json"), "utf8")).devDependencies["lit-html"];
const folder = mkdtempSync(join(tmpdir(), "ipcom-lit-html-"));
try {
  process.exitCode = report(compare(VENDORED, unpacked(folder) ?? INSTALLED));
} finally {
  rmSync(folder, { recursive: true });
}

/**
 * Fetch the package as the registry has it.
 *
 * @param {string} target
 */
function unpacked(target) {
  try {
    const options = { cwd: HERE, encoding: /** @type {const} */ ("utf8"), timeout: PATIENCE_MS };
    const printed = execFileSync(
      "npm",
      ["pack", `lit-html@${wanted}`, "--silent", "--pack-destination", target],
      options,
    );
    execFileSync("tar", ["-xzf", join(target, printed.trim()), "-C", target]);
    return join(target, "package");
  } catch (error) {
    if (process.env["CI"]) throw error;
    console.warn("SKIPPED: npm cannot reach its registry. Compared with what is installed instead.");
    return null;
  }
}

/**
 * Return the names of the files that differ.
 *
 * @param {string} ours
 * @param {string} theirs
 */
function compare(ours, theirs) {
  const files = readdirSync(ours, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const names = files.map((each) => relative(ours, join(each.parentPath, each.name)));
  if (names.length === 0) throw new Error("nothing is vendored");
  return names.filter((name) => !readFileSync(join(ours, name)).equals(readFileSync(join(theirs, name))));
}

/** @param {string[]} differing */
function report(differing) {
  if (differing.length === 0) console.log(`lit-html ${wanted}: as in its registry`);
  for (const name of differing) console.error(`lit-html ${wanted}: ${name} is not the registry's`);
  return differing.length > 0 ? 1 : 0;
}
