"""The mirror that a system uses is read from its own files, of both forms."""

from pathlib import Path

import pytest
from toolchain import debian
from toolchain.debian import Source

ONE_LINE = """\
# deb http://commented.example/debian bookworm main
deb http://mirror.example/debian bookworm main contrib  # ours
deb-src http://mirror.example/debian bookworm main
deb [arch=amd64 signed-by=/some/key.gpg] https://other.example/debian bookworm-updates main
"""
DEB822 = """\
Types: deb deb-src
# a comment in between
URIs: http://mirror.example/debian http://second.example/debian
Suites: bookworm bookworm-updates
Components: main
 contrib
Signed-By: /some/key.gpg

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main

Types: deb-src
URIs: http://sources.example/debian
Suites: bookworm
Components: main
"""


def test_one_line_style() -> None:
    assert debian.parse_one_line_style(ONE_LINE) == [
        Source("http://mirror.example/debian", "bookworm", "main contrib"),
        Source("https://other.example/debian", "bookworm-updates", "main"),
    ]


def test_deb822_style() -> None:
    found = debian.parse_deb822_style(DEB822)
    assert [(source.uri, source.suite) for source in found] == [
        ("http://mirror.example/debian", "bookworm"),
        ("http://mirror.example/debian", "bookworm-updates"),
        ("http://second.example/debian", "bookworm"),
        ("http://second.example/debian", "bookworm-updates"),
    ]
    assert found[0].components.split() == ["main", "contrib"]


@pytest.mark.parametrize(("name", "text"), [("a.list", ONE_LINE), ("a.sources", DEB822)])
def test_both_forms_are_found_where_apt_looks(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "sources.list.d" / name).write_text(text)
    (tmp_path / "sources.list.d" / "ignored.disabled").write_text(text)
    assert debian.configured_sources(tmp_path)[0].uri == "http://mirror.example/debian"


def test_a_package_is_known_by_its_file() -> None:
    assert debian.package_name(Path("libstdc++6_16.2.0-1_amd64.deb")) == "libstdc++6"
