"""Which copy of the library these tests run on."""

import importlib.util

from custom_components.ipcom.library import IPComClient


def test_the_library_is_the_one_inside_unless_there_is_another() -> None:
    installed = importlib.util.find_spec("ipcom") is not None
    home = "ipcom." if installed else "custom_components.ipcom._vendor."
    assert IPComClient.__module__.startswith(home)
