"""The variables and files that the manual names are those that the sources read."""

import re

from ipcom.cli.app import root_context
from ipcom.cli.manual.surroundings import FILES, VARIABLES
from ipcom.cli.manual.tree import contexts, options_of
from tests.library.pure_modules import LIBRARY

SOURCES = [path for path in (LIBRARY / "cli").rglob("*.py") if "manual" not in path.parts]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
HIDDEN = {"IPCOM_PORTAL_URL"}
"""What only tests set."""


def test_each_variable_that_is_read_is_named() -> None:
    read = set(re.findall(r'"((?:IPCOM|XDG)_[A-Z_]+)"', TEXT))
    read |= {f"{name}{end}" for name in ("IPCOM_PASSWORD", "IPCOM_PORTAL_PASSWORD") for end in ("", "_FILE")}
    options = {option.envvar for context in contexts(root_context()) for option in options_of(context)}
    assert {"XDG_STATE_HOME", "IPCOM_JSON"} <= read
    assert sorted(read - {each.name for each in VARIABLES} - options - HIDDEN) == []


def test_each_file_of_the_state_is_named() -> None:
    kept = set(re.findall(r'(?:state_file\(|gateway_files\(settings,)\s*f?"([a-z]+)', TEXT)) - {"any"}
    assert {"runs", "covers", "address"} <= kept
    listed = [each.name for each in FILES]
    assert [name for name in kept if f"$XDG_STATE_HOME/ipcom/{name}" not in "\n".join(listed)] == []


def test_each_file_of_the_configuration_is_named() -> None:
    named = set(re.findall(r'"ipcom" / "([a-z.]+)"', TEXT))
    assert "devices.yaml" in named
    assert named <= {each.name.rpartition("/")[2] for each in FILES}
