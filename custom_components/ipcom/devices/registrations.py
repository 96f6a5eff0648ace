"""The outputs and shutter pairs that mapped devices have registered at the client."""

from collections.abc import Callable
from dataclasses import dataclass

from ..const import LOGGER
from ..library import InterlockError, IPComClient, OutputAddress, OutputKind, ShutterPair
from .mapping import MappedCover, MappedDevice

type Registered = ShutterPair | tuple[OutputAddress, OutputKind]


@dataclass(frozen=True, slots=True)
class _Registration:
    registered: Registered
    release: Callable[[], None]


class Registrations:
    """Registers at the client the kind of each output and each shutter pair, one for each subentry."""

    def __init__(self, client: IPComClient) -> None:
        """Begin without registrations."""
        self._client = client
        self._registrations: dict[str, _Registration] = {}

    def register(self, subentry_id: str, device: MappedDevice) -> None:
        """Register a device, unless that is done; raises `ConfigurationError` for a relay in use."""
        wanted = _registered(device)
        registration = self._registrations.get(subentry_id)
        if registration is None or registration.registered != wanted:
            self._registrations[subentry_id] = _Registration(wanted, self._register_at_client(wanted))

    def ends(self, subentry_id: str, successor: MappedDevice | None) -> bool:
        """Return whether there is a registration that `successor` does not need."""
        registration = self._registrations.get(subentry_id)
        if registration is None:
            return False
        return successor is None or registration.registered != _registered(successor)

    def release(self, subentry_id: str, successor: MappedDevice | None) -> None:
        """End a registration, unless `successor` needs the same: the motor stays guarded meanwhile."""
        if not self.ends(subentry_id, successor):
            return
        registration = self._registrations[subentry_id]
        try:
            registration.release()
        except InterlockError as error:
            LOGGER.warning("Its relays stay guarded until the next reload: %s", error)
            return
        del self._registrations[subentry_id]

    def _register_at_client(self, wanted: Registered) -> Callable[[], None]:
        if isinstance(wanted, ShutterPair):
            return self._client.add_shutter(wanted)
        return self._client.add_kind(*wanted)


def _registered(device: MappedDevice) -> Registered:
    return device.pair if isinstance(device, MappedCover) else (device.address, device.output_kind)
