"""The heights of shutters in a scene; test_scene_file.py has what its lines say of outputs."""

from __future__ import annotations

import pytest
import yaml

from ipcom.cli.scene_line import SceneLine
from ipcom.errors import ConfigurationError
from ipcom.model.devices import ShutterDevice


def line(written: str) -> SceneLine:
    node = yaml.compose(written)
    assert node is not None
    return SceneLine("left", 1, node)


@pytest.mark.parametrize(
    ("written", "height"),
    [("40", 40.0), ("0", 0.0), ("100", 100.0), ("40 %", 40.0), ("open", 100.0), ("Closed", 0.0)],
)
def test_a_shutter_has_a_height(left: ShutterDevice, written: str, height: float) -> None:
    assert line(written).height_for(left) == height


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("on", "Living left is a shutter, which is not on or off (write open, closed, or its height"),
        ("off", "Living left is a shutter, which is not on or off"),
        ("half", "left is text (half), not a height (write open, closed, or 0 to 100)"),
        ("101", "left is a number (101), not a height"),
        ("+10", "left has a step, and a scene says where it ends"),
        ("[40]", "left is a list, not a height"),
    ],
)
def test_anything_else_is_a_mistake(left: ShutterDevice, written: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        line(written).height_for(left)
    assert said in str(raised.value)
