"""Write the page: `script/reference` runs this in the library's environment."""

from __future__ import annotations

from toolchain.project import ROOT

from .page import page

PAGE = ROOT / "docs/python/reference.md"

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE.relative_to(ROOT))
