"""Which names are offered."""

from pathlib import Path

import pytest
from click.shell_completion import _resolve_context

from ipcom.cli.app import ipcom as command
from ipcom.cli.completion.device_names import device_words

KINDS = {
    "on": ["kitchen", "Kitchen", "Kitchen worktop"],
    "status": ["kitchen", "Kitchen", "Kitchen worktop"],
    "dim": [],
}


def words(begun: str, *line: str) -> list[str]:
    """The names that are offered after these words."""
    return device_words(_resolve_context(command, {}, "ipcom", list(line)), begun)


@pytest.mark.parametrize("name", KINDS)
def test_those_that_begin_with_what_was_typed(
    house_file: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("IPCOM_DEVICES", str(house_file))
    offered = words("Kitchen", name) + words("kitchen", name)
    assert sorted(set(offered)) == sorted(each for each in KINDS[name])


def test_other_capitals_count_only_where_nothing_else_fits(
    house_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPCOM_DEVICES", str(house_file))
    assert words("KITCH", "on") == ["kitchen", "Kitchen", "Kitchen worktop"]
    assert words("kit", "on") == ["kitchen"]


def test_shutters_are_for_the_commands_of_covers(house_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPCOM_DEVICES", str(house_file))
    assert words("", "cover", "open") == ["Living left", "Living right", "Bedroom window"]
    assert not [each for each in words("", "on") if "left" in each.casefold()]
    assert words("Living l", "status") == ["Living left"]


def test_the_file_that_the_line_names_is_read(home: Path, house_file: Path) -> None:
    assert words("Kitchen", "--devices", str(house_file), "on") == ["Kitchen", "Kitchen worktop"]
    assert words("Kitchen", "on") == []
