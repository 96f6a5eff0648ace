"""What a page shows only for a while: the page itself notes every text, however seldom a test comes to look."""

from __future__ import annotations

from playwright.async_api import Page

NOTING = """(() => {
  const texts = new Set();
  const note = roots => {
    for (const root of roots) texts.add(root.textContent.replace(/\\s+/g, ' '));
  };
  const observer = new MutationObserver(records => note(new Set(records.map(({target}) => target.getRootNode()))));
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (...options) {
    const root = attach.apply(this, options);
    observer.observe(root, {subtree: true, childList: true, characterData: true});
    return root;
  };
  window.hasShown = pattern => [...texts].some(text => new RegExp(pattern).test(text));
})();"""
"""To be given to a page as a script: Home Assistant's elements each have a root of their own."""


async def has_shown(page: Page, pattern: str) -> None:
    """Wait until a text was shown that fits, if only for a moment and while no test looked."""
    await page.wait_for_function("pattern => hasShown(pattern)", arg=pattern)
