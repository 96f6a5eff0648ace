"""The houses of the planner's tests: lights and dimmers in one, shutters in the other."""

from __future__ import annotations

from ipcom.model.address import OutputAddress
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair
from tests.library.client.planning.planner_rig import Rig

LAMP = OutputAddress(3, 4)
OTHER = OutputAddress(3, 5)
DIMMER = OutputAddress(6, 1)
SECOND_DIMMER = OutputAddress(6, 2)
DOOR = OutputAddress(4, 1)
KINDS = {DIMMER: OutputKind.DIMMER, SECOND_DIMMER: OutputKind.DIMMER, DOOR: OutputKind.MOMENTARY}

UP, DOWN = OutputAddress(5, 2), OutputAddress(5, 1)
PAIR = ShutterPair(up=UP, down=DOWN, pause=1.0, max_run=60.0)
NEIGHBOUR = ShutterPair(up=OutputAddress(5, 4), down=OutputAddress(5, 3))
APART = ShutterPair(up=OutputAddress(7, 1), down=OutputAddress(8, 1))
SHUTTER_LAMP = OutputAddress(5, 8)
BESIDE = ShutterPair(up=OutputAddress(7, 3), down=OutputAddress(7, 4))
"""A shutter in the module of one relay of APART."""


def lit_house() -> Rig:
    """A second in the life of the lights."""
    made = Rig(kinds=KINDS)
    made.run(1.0)
    return made


def shuttered_house() -> Rig:
    """Two seconds in the life of the shutters: every pause is over."""
    made = Rig(shutters=(PAIR, NEIGHBOUR, APART))
    made.run(2.0)
    return made


def crowded_house() -> Rig:
    """Two seconds in the life of four shutters, three of which share modules with others."""
    made = Rig(shutters=(PAIR, NEIGHBOUR, APART, BESIDE))
    made.run(2.0)
    return made
