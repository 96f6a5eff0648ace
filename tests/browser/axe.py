"""axe-core on the panel's own element: what a keyboard, a screen reader or weak eyes would stumble over."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page
from toolchain.frontend import FOLDER

SOURCE = FOLDER / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NOT_OURS = {"region": {"enabled": False}, "page-has-heading-one": {"enabled": False}}
"""What a whole page must have, and Home Assistant's frame around the panel decides."""

_RUN = """async ([rules, options]) => {
  const find = root => {
    for (const element of root.querySelectorAll('*')) {
      const found = element.localName === 'ipcom-panel' ? element : element.shadowRoot && find(element.shadowRoot);
      if (found) return found;
    }
  };
  const panel = find(document);
  const ends = panel.shadowRoot.getAnimations().filter(each => each.effect.getComputedTiming().endTime < Infinity);
  await Promise.allSettled(ends.map(each => each.finished));
  const {violations} = await axe.run(panel, {runOnly: {type: 'tag', values: rules}, rules: options});
  return violations.map(({id, help, nodes}) => ({id, help, where: nodes.map(node => node.html).slice(0, 5)}));
}"""


async def violations(page: Page) -> list[dict[str, Any]]:
    """Return every rule that the panel breaks once all is drawn, with the elements that break it."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(SOURCE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = await page.evaluate(_RUN, [RULES, NOT_OURS])
    return found
