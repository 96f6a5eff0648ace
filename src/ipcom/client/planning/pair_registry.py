"""The shutters of one bus: no two share a relay, and other commands may not write one; pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from ...errors import ConfigurationError, InterlockError, Problem
from ...model.address import OutputAddress
from ...model.shutter_pair import ShutterPair
from ...model.timings import Timings
from .command_text import CommandText, MotorText
from .line_timings import LineTimings
from .shutter_controller import ShutterController


class PairRegistry:
    """One control for each pair of relays."""

    def __init__(self, timings: Timings, line: LineTimings) -> None:
        self._timings = timings
        self._line = line
        self._online = False
        self._controls: dict[ShutterPair, ShutterController] = {}
        self.controls: tuple[ShutterController, ...] = ()
        """The control of each pair."""
        self._pair_of: dict[OutputAddress, ShutterPair] = {}
        self.mistakes: list[Exception] = []
        """What raised while a shutter was planned, to be told; its command was dropped alone."""

    @property
    def pairs(self) -> tuple[ShutterPair, ...]:
        """The pairs that are protected."""
        return tuple(self._controls)

    @property
    def busy(self) -> list[ShutterController]:
        """The controls of shutters for which a command is under way, or that we switched on."""
        return [
            control
            for control in self.controls
            if control.command is not None or control.watch.up.ours or control.watch.down.ours
        ]

    @property
    def relays(self) -> Collection[OutputAddress]:
        """The relays of all pairs."""
        return self._pair_of.keys()

    def control(self, pair: ShutterPair) -> ShutterController:
        """The control of a pair; raises `ConfigurationError` for a stranger."""
        control = self._controls.get(pair)
        if control is None:
            raise ConfigurationError(Problem(MotorText.SHUTTER_UNKNOWN(shutter=pair)))
        return control

    def add(self, pair: ShutterPair) -> ShutterController:
        """Protect a pair; raises `ConfigurationError` when it shares a relay with another."""
        for other in self._controls:
            if pair.overlaps(other):
                raise ConfigurationError(Problem(MotorText.SHUTTERS_OVERLAP(shutter=pair, other=other)))
        control = ShutterController(pair, self._timings, self._line, online=self._online)
        self._controls[pair] = control
        self.controls = tuple(self._controls.values())
        self._pair_of.update(dict.fromkeys(pair.addresses, pair))
        return control

    def remove(self, pair: ShutterPair) -> None:
        """Protect a pair no more; raises `InterlockError` while it moves, by our doing or another's."""
        control = self.control(pair)
        if control in self.busy or control.watch.moving:
            raise InterlockError(MotorText.SHUTTER_IN_MOTION(shutter=pair), pair.addresses)
        del self._controls[pair]
        self.controls = tuple(self._controls.values())
        for address in pair.addresses:
            del self._pair_of[address]

    def link_up(self, now: float) -> None:
        """Tell all shutters that the link is back."""
        self._online = True
        for control in self.controls:
            control.link_up(now)

    def link_down(self) -> None:
        """Tell all shutters that the link broke."""
        self._online = False
        for control in self.controls:
            control.link_down()

    def refuse_relays(self, addresses: Iterable[OutputAddress]) -> None:
        """Raises `InterlockError` when an address is a shutter's relay."""
        for address in addresses:
            pair = self._pair_of.get(address)
            if pair is not None:
                raise InterlockError(CommandText.OUTPUT_OF_SHUTTER(output=address, shutter=pair), [address])

    def guarded(self, control: ShutterController, act: Callable[[], bool | None]) -> bool:
        """Do something about a shutter; a mistake ends its command alone, and is told."""
        try:
            return bool(act())
        except Exception as mistake:  # noqa: BLE001 - no mistake of ours may hold up the others
            self.mistakes.append(mistake)
            control.drop_broken(mistake)
            return False
