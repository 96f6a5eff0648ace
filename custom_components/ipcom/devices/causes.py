"""Who caused what an entity shows: the call of a person or an automation, or something outside Home Assistant.

Home Assistant drops the context of a call after five seconds. A command of this integration may be confirmed or
given up later than that, and a cover travels for a minute, so each output keeps the context of its last command.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from homeassistant.core import Context, HomeAssistant, callback

from ..const import EVENT_OUTSIDE_CHANGE
from ..library import CausedChange, IPComError, OutputAddress, StateChange
from .ramps import Ramps
from .seen_timers import SeenTimers

ATTR_BUS_TIMER = "bus_timer"


@dataclass(frozen=True, slots=True)
class _Cause:
    number: int
    context: Context | None


@dataclass(slots=True, eq=False)
class _Command:
    """The last command to some outputs."""

    context: Context | None
    seen: bool = False
    """Whether a change of it was seen."""


class Causes:
    """Keeps what caused the last change of each output of one entry."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Begin without causes."""
        self._hass = hass
        self._commands: dict[OutputAddress, _Command] = {}
        self._causes: dict[OutputAddress, _Cause] = {}
        self._timers = SeenTimers()
        self._ramps = Ramps()
        self._count = 0

    def of(self, addresses: Collection[OutputAddress]) -> Context | None:
        """Return the context of the last change of these outputs; None if no call and nothing outside caused it."""
        causes = [self._causes[address] for address in addresses if address in self._causes]
        return max(causes, key=lambda cause: cause.number).context if causes else None

    @callback
    def async_commanded(self, addresses: Collection[OutputAddress], context: Context | None = None) -> None:
        """Note the context of a command before it is given; None for one that no call gave."""
        self._commands.update(dict.fromkeys(addresses, _Command(context)))

    @contextmanager
    def telling(self, addresses: Collection[OutputAddress], context: Context | None) -> Iterator[None]:
        """Take this as the cause of what is shown otherwise from now on, although no relay changes: it was told so."""
        before = {address: self._causes.get(address) for address in addresses}
        self._caused(addresses, context)
        try:
            yield
        except IPComError:
            for address, cause in before.items():
                if cause is None:
                    del self._causes[address]
                else:
                    self._causes[address] = cause
            raise

    @callback
    def async_link_lost(self) -> None:
        """Forget for how long outputs are on: what happens meanwhile is not seen."""
        self._timers.forget_runs()
        self._ramps.forget()

    @callback
    def async_changed(self, change: StateChange) -> Collection[OutputAddress]:
        """Note what caused these changes, and return the outputs that a timer of the bus switched off.

        Events tell of the changes from outside before any state is written.
        """
        timed: list[OutputAddress] = []
        pressed: list[OutputAddress] = []
        for each in change.changes:
            if self._is_timed(each, change.observed.asked_at):
                timed.append(each.address)
            elif each.own:
                self._commanded_change(each.address)
            elif not self._goes_on(each, change.observed.asked_at):
                pressed.append(each.address)
        for addresses, bus_timer in ((pressed, False), (timed, True)):
            if addresses:
                self._caused(addresses, self._outside(addresses, bus_timer))
        return timed

    def _is_timed(self, change: CausedChange, now: float) -> bool:
        """Return whether a timer of the bus switched this output off, after a time that was seen before."""
        index = change.address.index
        if change.new:
            self._timers.switched_on(index, now)
        elif change.own:
            self._timers.switched_off_here(index)
        else:
            return self._timers.switched_off_outside(index, now)
        return False

    def _commanded_change(self, address: OutputAddress) -> None:
        self._ramps.end(address.index)
        if (command := self._commands.get(address)) is not None:
            command.seen = True
        self._caused([address], None if command is None else command.context)

    def _goes_on(self, change: CausedChange, now: float) -> bool:
        """Return whether this is the next level of a change from outside, which was told when it began."""
        return self._ramps.goes_on(change.address.index, change.old, change.new, now)

    def _outside(self, addresses: Collection[OutputAddress], bus_timer: bool) -> Context:
        """Tell of a change from outside. A command that was seen before has nothing to do with what comes after it."""
        for address in addresses:
            if (command := self._commands.get(address)) is not None and command.seen:
                del self._commands[address]
        context = Context()
        outputs = [str(address) for address in addresses]
        self._hass.bus.async_fire(
            EVENT_OUTSIDE_CHANGE, {"outputs": outputs, ATTR_BUS_TIMER: bus_timer}, context=context
        )
        return context

    def _caused(self, addresses: Collection[OutputAddress], context: Context | None) -> None:
        self._count += 1
        self._causes.update(dict.fromkeys(addresses, _Cause(self._count, context)))
