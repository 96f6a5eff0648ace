"""The pages about Python, and the README's example: every block runs as it stands and shows what the page shows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ipcom import __version__
from tests.library.python_pages import (
    PAGES,
    ROOT,
    blocks,
    is_test,
    run_tests_of,
    threaded_runner,
    virtual_runner,
)

README = ROOT / "README.md"
INDEX = PAGES / "README.md"
BLOCKING = PAGES / "blocking.md"
TESTING = PAGES / "testing.md"
REFERENCE = PAGES / "reference.md"
LESSONS = sorted({*PAGES.glob("*.md")} - {REFERENCE, BLOCKING})
LANGUAGES = {"python", "pycon", "toml", "sh"}


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", [README, *LESSONS], ids=name_of)
def test_each_block_runs_as_it_stands(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with virtual_runner(page, monkeypatch) as runner:
        for block in blocks(page):
            if block.language in {"python", "pycon"} and not is_test(block):
                runner.run(block)


def test_each_block_without_await_runs_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    with threaded_runner(BLOCKING, monkeypatch) as runner:
        for block in blocks(BLOCKING):
            runner.run(block)


def test_the_tests_that_a_page_shows_pass(tmp_path: Path) -> None:
    run = run_tests_of(TESTING, tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("page", [README, BLOCKING, *LESSONS], ids=name_of)
def test_each_fence_names_a_language_that_is_checked(page: Path) -> None:
    assert [block for block in blocks(page) if block.language not in LANGUAGES] == []
    assert page.read_text(encoding="utf-8").count("```") == 2 * len(blocks(page))


@pytest.mark.parametrize("page", [*LESSONS, BLOCKING], ids=name_of)
def test_each_page_says_first_how_to_begin(page: Path) -> None:
    """The first paragraph leads one who starts there to the library; the index tells where it is had."""
    first = page.read_text(encoding="utf-8").split("\n\n")[1]
    assert "docs/python" not in first
    assert "releases" in first if page == INDEX else "(README.md#install)" in first


@pytest.mark.parametrize(
    "page", ["README.md", "docs/command-line.md", "docs/simulator.md", "docs/python/README.md"]
)
def test_a_wheel_that_is_named_is_that_of_this_version(page: str) -> None:
    named = re.findall(r"ipcom-([\d.]+)-py3", (ROOT / page).read_text(encoding="utf-8"))
    assert set(named) <= {__version__}


def test_the_pages_link_each_other() -> None:
    index = INDEX.read_text(encoding="utf-8")
    assert [page.name for page in PAGES.glob("*.md") if page != INDEX and f"({page.name})" not in index] == []


def test_the_simulated_house_that_the_index_starts_runs_with_its_options() -> None:
    lines = [line for block in blocks(INDEX) if block.language == "sh" for line in block.text.splitlines()]
    commands = [line.split()[1:] for line in lines if line.startswith("ipcom ")]
    assert commands
    for command in commands:
        ended = [sys.executable, "-m", "ipcom.cli", *command, "--port", "0", "--seconds", "0.1"]
        subprocess.run(ended, check=True, capture_output=True)
