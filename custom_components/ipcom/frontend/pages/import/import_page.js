/**
 * What the page "Import" knows: which of its three ways is shown, and what each of them has under way.
 *
 * @import { PageContext } from "../../core/page.js"
 */

import { DevicesExport } from "./devices_export.js";
import { FileImport } from "./file_import.js";
import { PortalImport } from "./portal_import.js";

/** @typedef {"file" | "portal" | "export"} Way */

export const WAYS = /** @type {readonly Way[]} */ (["file", "portal", "export"]);

export class ImportPage {
  /** @type {Way} */
  way = "file";

  /** @param {PageContext} context */
  constructor(context) {
    this.context = context;
    this.file = new FileImport(context);
    this.portal = new PortalImport(context);
    this.export = new DevicesExport(context);
  }

  /** @param {Way} way */
  show(way) {
    this.way = way;
    if (way === "export") void this.export.load();
    this.context.redraw();
  }

  removed() {
    this.file.startAgain();
    this.portal.startAgain();
  }
}
