"""The walk through the tree finds every command, and what its help shows."""

from ipcom.cli.app import COMMANDS, root_context
from ipcom.cli.manual.tree import arguments_of, contexts, options_of

BY_PATH = {context.command_path: context for context in contexts(root_context())}


def test_every_command_is_found() -> None:
    assert {"ipcom", "ipcom cover open", "ipcom devices import"} <= BY_PATH.keys()
    assert {f"ipcom {name}" for name in COMMANDS} <= BY_PATH.keys()


def test_what_the_help_hides_is_not_found() -> None:
    names = [option.name for option in options_of(BY_PATH["ipcom devices import"])]
    assert "portal_username" in names
    assert not {"portal_url", "host"} & set(names)


def test_arguments_are_as_the_usage_has_them() -> None:
    assert arguments_of(BY_PATH["ipcom dim"]) != []
    assert arguments_of(BY_PATH["ipcom list"]) == []
