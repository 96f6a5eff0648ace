"""Tells what shows an output or a cover that its owner commands it meanwhile, also if no relay changes by that."""

from collections.abc import Callable, Collection

from homeassistant.core import Context, callback

from ..library import OutputAddress


class Commanded:
    """Passes on which outputs are commanded in Home Assistant, before the command is given."""

    def __init__(self, note: Callable[[Collection[OutputAddress], Context | None], None]) -> None:
        """Take what notes the cause of each command; begin without listeners."""
        self._note = note
        self._listeners: list[tuple[frozenset[OutputAddress], Callable[[], None]]] = []

    @callback
    def async_listen(
        self, addresses: Collection[OutputAddress], listener: Callable[[], None]
    ) -> Callable[[], None]:
        """Call `listener` before each command to one of these outputs; return the way to stop that."""
        listening = (frozenset(addresses), listener)
        self._listeners.append(listening)
        return lambda: self._listeners.remove(listening)

    @callback
    def async_tell(self, addresses: Collection[OutputAddress], context: Context | None = None) -> None:
        """Say that these outputs are commanded now, and with which context Home Assistant called."""
        self._note(addresses, context)
        for concerned, listener in list(self._listeners):
            if not concerned.isdisjoint(addresses):
                listener()
