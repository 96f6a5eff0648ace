"""One line of a scene: a name, and what it is to be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import yaml

from ..errors import ConfigurationError, Problem
from ..model.devices_yaml.values import found
from ..model.hidden_characters import without_hidden
from .declared import require_declared
from .targets import require_dimmers

if TYPE_CHECKING:
    from ..model.devices import ShutterDevice
    from .settings import Settings
    from .targets import Target

_FLAG = "tag:yaml.org,2002:bool"
_SWITCHED = {"on": True, "off": False}
_LEVEL = re.compile(r"(0|[1-9][0-9]?|100) ?%?")
_STEP = re.compile(r"[+-][0-9]+ ?%?")
_HEIGHTS = {"open": 100, "closed": 0}


class SceneLine(NamedTuple):
    """A line as it is written."""

    name: str
    number: int
    node: yaml.Node

    @property
    def _word(self) -> bool | int | str:
        """What is written: on or off, a level, or another word in small letters."""
        if not isinstance(self.node, yaml.ScalarNode):
            return ""
        text = self.node.value.strip().casefold()
        if self.node.tag == _FLAG:
            return bool(yaml.constructor.SafeConstructor().construct_yaml_bool(self.node))
        level = _LEVEL.fullmatch(text)
        return int(level[1]) if level else _SWITCHED.get(text, text)

    def value_for(self, target: Target, settings: Settings) -> int:
        """Return the value for an output. Raises `ConfigurationError` for one that it cannot have."""
        word = self._word
        if word is False:
            return 0
        if isinstance(word, str):
            raise self._mistake("on, off or a level", "write on or off, or 0 to 100 for a dimmer")
        require_declared([target], settings, dimmer=word is not True)
        if target.pulse_s is not None:
            raise _impulse(target)
        if word is True:
            return target.on_value
        require_dimmers([target])
        return word

    def height_for(self, shutter: ShutterDevice) -> float:
        """Return the height for a shutter, 0 closed to 100 open. Raises `ConfigurationError` for what is none."""
        word = self._word
        if isinstance(word, bool):
            what = f"{shutter.display_name} is a shutter, which is not on or off"
            raise ConfigurationError(Problem(what, "write open, closed, or its height: 0 closed to 100 open"))
        height = _HEIGHTS.get(word) if isinstance(word, str) else word
        if height is None:
            raise self._mistake("a height", "write open, closed, or 0 to 100")
        return float(height)

    def _mistake(self, expected: str, fix: str) -> ConfigurationError:
        if isinstance(self.node, yaml.ScalarNode) and _STEP.fullmatch(self.node.value.strip()):
            what = f"{self.name} has a step, and a scene says where it ends"
            return ConfigurationError(Problem(what, "write a level without + or -"))
        what = f"{self.name} is {without_hidden(found(self.node).words)}, not {expected}"
        return ConfigurationError(Problem(what, fix))


def _impulse(target: Target) -> ConfigurationError:
    what = f"{target.name} is on for a moment only, which is no part of a scene"
    return ConfigurationError(Problem(what, "leave it out; to switch it on once there is ipcom on"))
