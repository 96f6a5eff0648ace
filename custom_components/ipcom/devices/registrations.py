"""What the mapped things hold of the link: outputs with their kind, and guarded pairs."""

from collections.abc import Callable
from dataclasses import dataclass

from ..const import LOGGER
from ..library import InterlockError, IPComClient, OutputAddress, OutputKind, ShutterPair
from .mapping import Mapped, MappedCover

type Need = ShutterPair | tuple[OutputAddress, OutputKind]


@dataclass(frozen=True, slots=True)
class _Held:
    need: Need
    release: Callable[[], None]


class Registrations:
    """Keeps the link told of what hangs on which output."""

    def __init__(self, client: IPComClient) -> None:
        """Nothing is claimed yet."""
        self._client = client
        self._held: dict[str, _Held] = {}

    def take(self, subentry_id: str, thing: Mapped) -> None:
        """Claim what it needs, unless it holds that already; raises `ConfigurationError` for a relay in use."""
        need = _need(thing)
        held = self._held.get(subentry_id)
        if held is None or held.need != need:
            self._held[subentry_id] = _Held(need, self._register(need))

    def give_back(self, subentry_id: str, successor: Mapped | None) -> None:
        """Let go of what it held, but for what `successor` needs again: no motor is unguarded in between."""
        held = self._held.get(subentry_id)
        if held is None or (successor is not None and held.need == _need(successor)):
            return
        try:
            held.release()
        except InterlockError as error:
            LOGGER.warning("Its relays stay guarded until the next reload: %s", error)
            return
        del self._held[subentry_id]

    def _register(self, need: Need) -> Callable[[], None]:
        if isinstance(need, ShutterPair):
            return self._client.add_shutter(need)
        return self._client.add_kind(*need)


def _need(thing: Mapped) -> Need:
    return thing.pair if isinstance(thing, MappedCover) else (thing.address, thing.output_kind)
