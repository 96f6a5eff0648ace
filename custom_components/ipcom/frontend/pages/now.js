/**
 * Now: who changed what, how the link has been in the last hours, messages in words, and the report.
 *
 * @import { Page, PageContext } from "../core/page.js"
 */

import { html } from "../../web/lit-html.js";
import { changesView } from "./now/changes_view.js";
import { chartsView } from "./now/charts_view.js";
import { linkView } from "./now/link_view.js";
import { messagesView } from "./now/messages_view.js";
import { NowPage } from "./now/now_page.js";
import { reportView } from "./now/report_view.js";
import { NOW_CSS } from "./now/style.js";

/**
 * @param {PageContext} context
 * @returns {Page}
 */
export function open(context) {
  context.style(NOW_CSS);
  const page = new NowPage(context);
  const render = () => html`<div class="now">
    ${linkView(page)} ${changesView(page)} ${chartsView(page)} ${messagesView(page)} ${reportView(page)}
  </div>`;
  return { render, shown: () => page.shown(), hidden: () => page.hidden(), removed: () => page.hidden() };
}
