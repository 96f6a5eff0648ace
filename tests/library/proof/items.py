"""Short words for what happens in a plan."""

from __future__ import annotations

from typing import Any

from ipcom.model.address import OutputAddress
from tests.library.proof.plan import Group, Item


def _item(group: Group, at: float, kind: str, *args: Any, lasts: float = 0.0) -> Item:
    return Item(round(at, 4), group, kind, args, lasts)


def command(at: float, kind: str, *args: Any) -> Item:
    """A command at its time."""
    return _item(Group.COMMAND, at, kind, *args)


def press(at: float, kind: str, *args: Any) -> Item:
    """A press at its time."""
    return _item(Group.PRESS, at, kind, *args)


def fault(at: float, kind: str, *args: Any, lasts: float = 0.0) -> Item:
    """A fault at its time."""
    return _item(Group.FAULT, at, kind, *args, lasts=lasts)


def light(at: float, address: OutputAddress, value: int) -> Item:
    """A command for one output."""
    return command(at, "scene", ((address, value),))


def gateway(at: float, lasts: float, **knobs: Any) -> Item:
    """A gateway that behaves otherwise for a while."""
    return fault(at, "gateway", tuple(knobs.items()), lasts=lasts)
