"""Every citation leads to a page of docs/ and a heading that exist."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
NOT_OURS = {"build", "dist", "node_modules", "__pycache__"}
"""Folders of things that are made or fetched; so are those whose name begins with a dot."""

CITED = re.compile(
    r"""(?<![\w/])(?P<page>docs/[\w-]+\.md)
    (?P<headings>,?(?:\s|\#)+"[^"\n]+"(?:(?:,|\s|\#|and)+"[^"\n]+")*)?""",
    re.VERBOSE,
)
"""A page, and in quotes the headings: in running text, or in a comment that goes on in the next line."""
QUOTED = re.compile(r'"([^"\n]+)"')
LINK = re.compile(r"\]\((?P<page>[\w./-]+\.md)?(?:#(?P<anchor>[\w-]+))?\)")
HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)

CITED_BY_HEADING = {ROOT / "docs" / "protocol.md", ROOT / "docs" / "architecture.md"}
"""Code that cites one of these pages rests on one of its facts or rules: it says which."""

NOT_HERE = re.compile(
    r"""(?<![.\w])(?:DESIGN|PROTOCOL|HOUSE_?STYLE)\b
    (?:\.md | (?=:?,?\s*(?:"|section|heading)))""",
    re.VERBOSE,
)
"""Pages that a reader of this repository does not have, as a file or by a part of one; a member such as `ExitCode.PROTOCOL` is none."""


class Citation(NamedTuple):
    """What a file cites: a page, and a heading or the anchor of one; None for the page as a whole."""

    source: str
    page: Path
    heading: str | None = None
    anchor: str | None = None

    @property
    def leads_nowhere(self) -> bool:
        if not self.page.is_file():
            return True
        headings = headings_of(self.page)
        if self.heading is not None:
            return self.heading not in headings
        return self.anchor is not None and self.anchor not in map(anchor_of, headings)


def headings_of(page: Path) -> list[str]:
    return HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8")))


def anchor_of(heading: str) -> str:
    """The name under which GitHub links to a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def our_files() -> Iterator[Path]:
    """Every file of the repository, scripts without a suffix and workflows too."""
    for folder, inner, names in os.walk(ROOT):
        inner[:] = sorted(name for name in inner if name == ".github" or not hidden(name))
        yield from (Path(folder, name) for name in sorted(names))


def hidden(name: str) -> bool:
    return name.startswith(".") or name in NOT_OURS


def text_of(path: Path) -> str:
    """What a file says; nothing, if it is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def cited_in(path: Path) -> Iterator[Citation]:
    """What a file cites by the name of the page, and what a Markdown file links to."""
    text = text_of(path)
    for cited in CITED.finditer(text):
        headings = QUOTED.findall(cited["headings"] or "") or [None]
        for heading in headings:
            yield Citation(place(path, text, cited), ROOT / cited["page"], heading)
    if path.suffix == ".md":
        for link in LINK.finditer(text):
            page = path.parent / link["page"] if link["page"] else path
            yield Citation(place(path, text, link), page, anchor=link["anchor"])


def place(path: Path, text: str, found: re.Match[str]) -> str:
    """The file and the line, as editors open them."""
    return f"{os.path.relpath(path, ROOT)}:{text.count(chr(10), 0, found.start()) + 1}: {found[0]}"


def named_in(path: Path) -> list[str]:
    """Where a file names a page that is not in this repository."""
    text = text_of(path)
    return [place(path, text, found) for found in NOT_HERE.finditer(text)]


CITATIONS = [citation for path in our_files() for citation in cited_in(path)]


def test_every_citation_leads_to_a_page_and_a_heading() -> None:
    assert [citation.source for citation in CITATIONS if citation.leads_nowhere] == []


def test_no_file_names_a_page_that_is_not_here() -> None:
    assert [found for path in our_files() for found in named_in(path)] == []


def test_code_cites_facts_and_rules_by_their_heading() -> None:
    vague = [
        c.source for c in CITATIONS if ".py:" in c.source and c.page in CITED_BY_HEADING and not c.heading
    ]
    assert vague == []


def test_the_citations_of_code_and_pages_are_found() -> None:
    sources = [citation.source for citation in CITATIONS]
    assert any(source.startswith("src/ipcom/protocol/cipher.py:") for source in sources)
    assert any(citation.page.name == "architecture.md" for citation in CITATIONS)
    assert any(source.startswith("README.md:") for source in sources)


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_no_two_headings_of_a_page_are_alike(page: Path) -> None:
    headings = headings_of(page)
    assert sorted(set(headings)) == sorted(headings)


PAGE = "docs" + "/protocol.md"
GONE = "docs" + "/gone.md"
FOREIGN = "DES" + "IGN"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"{FOREIGN}.md", True),
        (f"({FOREIGN}.md, section 4)", True),
        (f'({FOREIGN}: "Exchanges")', True),
        (f"{FOREIGN}, section 4", True),
        ("HOUSE_" + "STYLE.md", True),
        ("PROTO" + "COL.md", True),
        ("(ProtocolError, ExitCode.PROTOCOL),", False),
        ("PROTOCOL = 6", False),
        (f'{PAGE}, "Frames"', False),
    ],
)
def test_pages_that_are_not_here_are_told(tmp_path: Path, text: str, named: bool) -> None:
    source = tmp_path / "some.yaml"
    source.write_text(text)
    assert bool(named_in(source)) is named


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f'({PAGE}, "Frames")', ["Frames"]),
        (f'# see {PAGE},\n# "Frames".', ["Frames"]),
        (f'{PAGE}, "Buses" and "Frames"', ["Buses", "Frames"]),
        (f'{PAGE}, "Buses", "Frames" and "Modules"', ["Buses", "Frames", "Modules"]),
        (f'"""See {PAGE}."""', [None]),
        (f'"""See {PAGE}"""', [None]),
        (f"{PAGE} has more", [None]),
    ],
)
def test_headings_are_read_from_what_cites_them(tmp_path: Path, text: str, found: list[str | None]) -> None:
    source = tmp_path / "some.py"
    source.write_text(text)
    assert [citation.heading for citation in cited_in(source)] == found


@pytest.mark.parametrize(
    "text",
    [
        f'{PAGE}, "No such heading"',
        f'{PAGE}, "Frames" and "No such heading"',
        f'{GONE}, "Frames"',
        f"{GONE}",
        "[more](gone.md)",
        "[more](#gone)",
    ],
)
def test_a_citation_that_leads_nowhere_is_told(tmp_path: Path, text: str) -> None:
    source = tmp_path / "some.md"
    source.write_text(f"# A heading\n\n{text}\n")
    assert any(citation.leads_nowhere for citation in cited_in(source))


def test_links_to_headings_are_followed(tmp_path: Path) -> None:
    source = tmp_path / "some.md"
    source.write_text(
        "# A heading, and more\n\n[above](#a-heading-and-more) [again](some.md#a-heading-and-more)\n"
    )
    cited = list(cited_in(source))
    assert len(cited) == 2
    assert not any(citation.leads_nowhere for citation in cited)
