"""The reference of public names is that of the present docstrings, and each name has one."""

from python_reference.page import page, sections, without_text
from python_reference.write import PAGE

import ipcom
import ipcom.blocking
import ipcom.simulator


def test_the_page_is_not_stale() -> None:
    """Run `script/reference` after a change of a public name or its docstring."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_each_public_name_has_a_docstring() -> None:
    assert without_text() == []


def test_each_public_name_is_on_the_page() -> None:
    listed = {f"{package}.{each.name}" for _, package, names in sections() for each in names}
    assert listed == {
        "ipcom.blocking.IPComClient",
        *(f"ipcom.{name}" for name in ipcom.__all__ if name != "__version__"),
        *(f"ipcom.simulator.{name}" for name in ipcom.simulator.__all__),
    }
