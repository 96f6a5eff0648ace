"""The last IP address of a gateway, kept for commands while the name server does not answer."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.host import is_ip_address
from .gateway_keys import read_address
from .state_files import replace_file, state_file

if TYPE_CHECKING:
    from .settings import Settings

_LOGGER = logging.getLogger("ipcom.cli")


class AddressStore:
    """The file with the address of one gateway. A missing or damaged file counts as no address."""

    def __init__(self, path: Path | None) -> None:
        """Read the file. `path` is None for a gateway that is given by its address: then nothing is kept."""
        self._path = path
        self._kept = self._read()

    @classmethod
    def of(cls, settings: Settings) -> AddressStore:
        """Return the store for the gateway of `settings`."""
        if is_ip_address(settings.host):
            return cls(None)
        name = settings.host.removesuffix(".").lower()
        return cls(state_file(f"address-{name}-{settings.port}.txt"))

    @property
    def address(self) -> str | None:
        """The address of the last connection, if it is known."""
        return self._kept

    def keep(self, address: str | None) -> None:
        """Store an address. A file that cannot be written is logged and ignored."""
        if self._path is None or address is None or address == self._kept or not is_ip_address(address):
            return
        self._kept = address
        try:
            replace_file(self._path, f"{address}\n")
        except OSError as error:
            _LOGGER.debug("the address of the gateway cannot be kept in %s: %s", self._path, error)

    def _read(self) -> str | None:
        return None if self._path is None else read_address(self._path)
