/**
 * The mapping as a devices.yaml: shown, copied, downloaded.
 *
 * @import { PageContext } from "../../core/page.js"
 */

export class DevicesExport {
  /** @type {{ filename: string, text: string } | null} */
  file = null;
  copied = false;

  /** @param {PageContext} context */
  constructor(context) {
    this.context = context;
  }

  async load() {
    try {
      this.file = await this.context.call("export");
    } catch (error) {
      this.context.complain(error);
    }
    this.copied = false;
    this.context.redraw();
  }

  /**
   * Copy it; where the browser gives no clipboard, as without encryption, by way of the field that shows it.
   *
   * @param {HTMLTextAreaElement | null | undefined} field
   */
  async copy(field) {
    try {
      if (navigator.clipboard) await navigator.clipboard.writeText(this.file?.text ?? "");
      else {
        field?.select();
        document.execCommand("copy");
      }
      this.copied = true;
      this.context.announce(this.context.t("import.copied"));
    } catch (error) {
      this.context.complain(error);
    }
    this.context.redraw();
  }

  /** Download it from Home Assistant, which also works in its own application. */
  async download() {
    const { hass, entry } = this.context;
    try {
      const path = `/api/ipcom/export/${entry.entry_id}`;
      const signed = await hass.callWS({ type: "auth/sign_path", path });
      const link = document.createElement("a");
      link.href = /** @type {{ path: string }} */ (signed).path;
      link.download = this.file?.filename ?? "";
      link.click();
    } catch (error) {
      this.context.complain(error);
    }
  }
}
