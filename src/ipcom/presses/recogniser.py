"""Tells which presses at the wall a change of the outputs shows."""

from __future__ import annotations

from collections.abc import Container, Iterable

from ..model.address import OutputAddress
from ..model.arguments import check_items, check_type, checked_each, wrong
from ..model.change import CausedChange, StateChange
from ..model.shutter_pair import ShutterPair, check_pair
from ..model.snapshot import StateSnapshot
from .missed_changes import MissedChanges
from .toggle_chains import ToggleChains
from .wall_press import PressDirection, WallPress

Thing = OutputAddress | ShutterPair


class PressRecogniser:
    """Turns the changes of one client into presses. Give it each change, in order, as `subscribe` tells it.

    Each toggle from outside is told at once: the first with count 1, a second one of the same output within 1.2 s with
    count 2, and so on. Changes by the client's own commands are no presses, nor is what the first read shows, or what
    changed while the link was away or the machine slept. Several things that change in one read are a scene: a press of
    each, never a second one. Two toggles between two reads leave nothing to see.
    """

    def __init__(self, shutters: Iterable[ShutterPair] = ()) -> None:
        """`shutters` as for `declare`."""
        self._pairs: dict[OutputAddress, ShutterPair] = {}
        self._chains = ToggleChains()
        self._missed = MissedChanges()
        self.declare(shutters)

    def declare(self, shutters: Iterable[ShutterPair]) -> None:
        """Take these pairs, and no others, for shutters from now on: their two relays are one thing.

        Raises `ConfigurationError` for what is no `ShutterPair`.
        """
        items = check_items("the shutters", shutters, "give a list of ShutterPair")
        pairs = checked_each(items, ShutterPair, check_pair)
        self._pairs = {address: pair for pair in pairs for address in pair.addresses}

    def link_lost(self) -> None:
        """Take the changes of the next read for no presses: they happened at any time since the last one."""
        self._chains.end_all()
        self._missed.link_lost()

    def observe(self, change: StateChange, timed: Container[OutputAddress] = ()) -> tuple[WallPress, ...]:
        """Return the presses that a change shows, in the order of the outputs.

        `timed` has the outputs whose going off is the doing of a timer, for example impulses: that is no press. Raises
        `ConfigurationError` for an argument of a wrong type.
        """
        check_type("a change", change, StateChange, "give a StateChange")
        _check_timed(timed)
        before = change.previous
        if change.slept:
            self._chains.end_all()
        if not change.observed_changes:
            return ()
        if self._missed.interrupted(change) or before is None:
            self._chains.end_all()
            return ()
        return self._presses(self._touched(change, timed), change.observed, before.asked_at)

    def _touched(
        self, change: StateChange, timed: Container[OutputAddress]
    ) -> dict[Thing, list[CausedChange]]:
        """Return what was toggled from outside; a change of ours ends the chain of its output."""
        touched: dict[Thing, list[CausedChange]] = {}
        for each in change.observed_changes:
            if each.own:
                self._chains.end(each.address)
            elif self._is_pressed(each, change.observed.asked_at, timed):
                touched.setdefault(self._pairs.get(each.address, each.address), []).append(each)
        return touched

    def _is_pressed(self, change: CausedChange, asked_at: float, timed: Container[OutputAddress]) -> bool:
        """A level that changes is no toggle: a dimmer that ramps tells one press."""
        if (change.old > 0) == (change.new > 0) or self._missed.remembered(change, asked_at):
            return False
        return change.new > 0 or change.address not in timed

    def _presses(
        self, touched: dict[Thing, list[CausedChange]], read: StateSnapshot, not_before: float
    ) -> tuple[WallPress, ...]:
        presses = []
        for thing, changes in touched.items():
            leading = _leading(changes)
            for each in changes:
                if each is not leading or len(touched) > 1:
                    self._chains.end(each.address)
            if leading is not None:
                count = (
                    self._chains.add(leading.address, read.asked_at, not_before) if len(touched) == 1 else 1
                )
                presses.append(WallPress(thing, _direction(thing, leading, read), count, read.asked_at))
        return tuple(presses)


def _check_timed(timed: object) -> None:
    if not isinstance(timed, Container) or isinstance(timed, str | bytes):
        raise wrong("timed", timed, "give a set of OutputAddress")


def _leading(changes: list[CausedChange]) -> CausedChange | None:
    """The relay that went on, else one that went off; None when both directions of a shutter went on."""
    went_on = [each for each in changes if each.new]
    if len(went_on) > 1:
        return None
    return (went_on or changes)[0]


def _direction(thing: Thing, leading: CausedChange, read: StateSnapshot) -> PressDirection:
    if isinstance(thing, OutputAddress):
        return PressDirection.ON if leading.new else PressDirection.OFF
    if leading.new:
        return PressDirection.UP if leading.address == thing.up else PressDirection.DOWN
    if read.is_on(thing.up):
        return PressDirection.UP
    return PressDirection.DOWN if read.is_on(thing.down) else PressDirection.STOP
