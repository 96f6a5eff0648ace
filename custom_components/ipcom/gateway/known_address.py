"""The last IP address of a gateway, stored in case no name server answers."""

from typing import Any

from homeassistant.const import CONF_HOST
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store

from ..const import DOMAIN, LOGGER
from ..coordinator import IPComConfigEntry
from ..library import ConfigurationError, ConnectionStatus, IPComClient, parse_host

_VERSION = 1


class KnownAddress:
    """The stored address of one gateway, in a file: writing it to the entry's data could reload the entry.

    Nothing is stored for a host that is an address.
    """

    def __init__(self, hass: HomeAssistant, entry: IPComConfigEntry) -> None:
        """Begin without an address."""
        self._store: Store[dict[str, Any]] = Store(
            hass, _VERSION, f"{DOMAIN}.{entry.entry_id}.address", atomic_writes=True
        )
        self._host: str = entry.data[CONF_HOST]
        self._address: str | None = None

    async def async_load(self) -> str | None:
        """Return the stored address; None if it belongs to another name or cannot be read."""
        if _is_address(self._host):
            return None
        try:
            stored = await self._store.async_load()
        except HomeAssistantError as error:
            LOGGER.debug("The address of the gateway cannot be read: %s", error)
            return None
        if isinstance(stored, dict) and stored.get("host") == self._host:
            address = stored.get("address")
            self._address = address if _is_address(address) else None
        return self._address

    @callback
    def async_follow(self, client: IPComClient) -> None:
        """Store the present address, and the address each time that the link comes back."""

        @callback
        def keep(_: ConnectionStatus | None) -> None:
            self._async_keep(client.address)

        keep(None)
        client.subscribe_connection(keep)

    async def async_remove(self) -> None:
        """Delete the file of a removed entry."""
        await self._store.async_remove()

    @callback
    def _async_keep(self, address: str | None) -> None:
        if address == self._address or _is_address(self._host) or not _is_address(address):
            return
        self._address = address
        self._store.async_delay_save(lambda: {"host": self._host, "address": address}, 0)


def _is_address(host: object) -> bool:
    try:
        return isinstance(host, str) and parse_host(host).is_address
    except ConfigurationError:
        return False
