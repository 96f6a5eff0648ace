"""Presses at the wall, told to the entities of their things while the owner of an entry wants them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from homeassistant.core import callback

from ..const import CONF_WALL_PRESSES
from ..library import IPComClient, OutputAddress, PressRecogniser, ShutterPair, StateChange, WallPress
from .mapping import MappedCover, MappedDevice, MappedOutput

type PressListener = Callable[[WallPress], None]


def wants_presses(options: Mapping[str, Any]) -> bool:
    """Return whether the options of an entry ask for wall presses."""
    return options.get(CONF_WALL_PRESSES) is True


class WallPresses:
    """Recognises presses while they are wanted; otherwise the client is as if there were none of this."""

    def __init__(self, client: IPComClient) -> None:
        """Begin with presses unwanted."""
        self._client = client
        self._recogniser: PressRecogniser | None = None
        self._shutters: tuple[ShutterPair, ...] = ()
        self._impulses: frozenset[OutputAddress] = frozenset()
        self._listeners: dict[frozenset[OutputAddress], PressListener] = {}

    @property
    def on(self) -> bool:
        """Return whether presses are wanted."""
        return self._recogniser is not None

    @callback
    def async_set(self, on: bool) -> bool:
        """Begin or end to recognise presses; return whether that is a change."""
        if on == self.on:
            return False
        self._recogniser = PressRecogniser(self._shutters) if on else None
        self._client.watch_presses(on)
        return True

    @callback
    def async_declare(self, devices: Iterable[MappedDevice]) -> None:
        """Take the mapped devices as they are now: both relays of a cover are one thing, and an impulse ends by itself."""
        devices = tuple(devices)
        self._shutters = tuple(each.pair for each in devices if isinstance(each, MappedCover))
        self._impulses = frozenset(
            each.address for each in devices if isinstance(each, MappedOutput) and each.traits.is_impulse
        )
        if self._recogniser is not None:
            self._recogniser.declare(self._shutters)

    @callback
    def async_listen(
        self, addresses: Collection[OutputAddress], listener: PressListener
    ) -> Callable[[], None]:
        """Call `listener` with each press of the thing on these outputs; return the way to stop."""
        key = frozenset(addresses)
        self._listeners[key] = listener

        @callback
        def stop() -> None:
            if self._listeners.get(key) is listener:
                del self._listeners[key]

        return stop

    @callback
    def async_changed(self, change: StateChange, timed: Collection[OutputAddress]) -> None:
        """Tell of the presses in a change; `timed` are the outputs that a timer of the bus switched off."""
        if self._recogniser is None:
            return
        for press in self._recogniser.observe(change, self._impulses.union(timed)):
            if (listener := self._listeners.get(_outputs_of(press))) is not None:
                listener(press)

    @callback
    def async_link_lost(self) -> None:
        """What changes until the link is back is no press."""
        if self._recogniser is not None:
            self._recogniser.link_lost()


def _outputs_of(press: WallPress) -> frozenset[OutputAddress]:
    thing = press.thing
    return frozenset(thing.addresses if isinstance(thing, ShutterPair) else (thing,))
