"""Every path that a script, a workflow, a setting or a page for contributors names is there."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from toolchain.project import ROOT

PAGES = (
    "CONTRIBUTING.md",
    "README.md",
    "pyproject.toml",
    ".ci/*",
    ".github/workflows/*",
    "script/*",
    "script/*/*.py",
)
PATH = re.compile(
    r"(?<![\w./$}-])(?:src|tests|script|benchmarks|custom_components|requirements|docs)/[\w./*@-]*\w"
)
INSTALLED = "node_modules"
"""What npm puts there is not there everywhere."""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENTRY_POINTS = [*PROJECT["scripts"].values(), *PROJECT["entry-points"]["pytest11"].values()]


def named_paths() -> Iterator[tuple[str, str]]:
    for page in (path for pattern in PAGES for path in sorted(ROOT.glob(pattern)) if path.is_file()):
        text = page.read_text(encoding="utf-8")
        named = (path for path in dict.fromkeys(PATH.findall(text)) if INSTALLED not in path)
        yield from ((page.relative_to(ROOT).as_posix(), path) for path in named)


@pytest.mark.parametrize(("page", "path"), list(named_paths()))
def test_a_path_that_is_named_exists(page: str, path: str) -> None:
    assert list(ROOT.glob(path)), f"{page} names {path}"


@pytest.mark.parametrize("entry_point", ENTRY_POINTS)
def test_an_entry_point_leads_to_a_module(entry_point: str) -> None:
    module = ROOT / "src" / Path(*entry_point.partition(":")[0].split("."))
    assert module.with_suffix(".py").exists() or (module / "__init__.py").exists()
