"""The outputs and shutter pairs that mapped devices have registered at the client."""

from collections.abc import Callable, Iterable

from ..const import LOGGER
from ..library import ConfigurationError, InterlockError, IPComClient, OutputAddress, OutputKind, ShutterPair
from .mapping import MappedCover, MappedDevice

type Registered = ShutterPair | tuple[OutputAddress, OutputKind]


class Registrations:
    """Registers at the client the kind of each output and the pairs of each cover's motors, by subentry."""

    def __init__(self, client: IPComClient) -> None:
        """Begin without registrations."""
        self._client = client
        self._releases: dict[str, dict[Registered, Callable[[], None]]] = {}

    def register(self, subentry_id: str, device: MappedDevice) -> None:
        """Register a device, unless that is done; raises `ConfigurationError` for a relay in use."""
        releases = self._releases.setdefault(subentry_id, {})
        begun = [wanted for wanted in _registered(device) if wanted not in releases]
        for wanted in begun:
            try:
                releases[wanted] = self._register_at_client(wanted)
            except ConfigurationError:
                self._release(subentry_id, begun)
                raise

    def ends(self, subentry_id: str, successor: MappedDevice | None) -> bool:
        """Return whether there is a registration that `successor` does not need."""
        return bool(self._unneeded(subentry_id, successor))

    def release(self, subentry_id: str, successor: MappedDevice | None) -> None:
        """End the registrations that `successor` does not need: the motors of the others stay guarded meanwhile."""
        self._release(subentry_id, self._unneeded(subentry_id, successor))

    def _unneeded(self, subentry_id: str, successor: MappedDevice | None) -> list[Registered]:
        needed = () if successor is None else _registered(successor)
        return [each for each in self._releases.get(subentry_id, {}) if each not in needed]

    def _release(self, subentry_id: str, ended: Iterable[Registered]) -> None:
        releases = self._releases.get(subentry_id, {})
        for each in [each for each in ended if each in releases]:
            try:
                releases[each]()
            except InterlockError as error:
                LOGGER.warning("Its relays stay guarded until the next reload: %s", error)
                continue
            del releases[each]

    def _register_at_client(self, wanted: Registered) -> Callable[[], None]:
        if isinstance(wanted, ShutterPair):
            return self._client.add_shutter(wanted)
        return self._client.add_kind(*wanted)


def _registered(device: MappedDevice) -> tuple[Registered, ...]:
    return device.pairs if isinstance(device, MappedCover) else ((device.address, device.output_kind),)
