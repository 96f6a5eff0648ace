"""Hands out the mapping of an entry as a file to download."""

from datetime import timedelta
from http import HTTPStatus

from aiohttp import web
from homeassistant.components.http.auth import async_sign_path
from homeassistant.components.http.decorators import require_admin
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.http import KEY_HASS, HomeAssistantView

from ..const import DOMAIN
from ..coordinator import IPComConfigEntry
from ..devices.mapping import from_subentries
from .devices_export import export_devices
from .devices_file import FILE_NAME

_URL = f"/api/{DOMAIN}/export/{{entry_id}}"
LINK_LIFE = timedelta(minutes=10)
"""How long a link to a download works."""


def export_text(entry: IPComConfigEntry) -> str:
    """Return the mapping of an entry as the text of a devices.yaml, loaded or not."""
    return export_devices(from_subentries(entry.subentries).values(), entry.title)


@callback
def async_export_link(hass: HomeAssistant, entry: IPComConfigEntry) -> str:
    """Return a path that downloads the file without a further login, for who asks now, for some minutes."""
    return async_sign_path(hass, _URL.format(entry_id=entry.entry_id), LINK_LIFE)


class ExportView(HomeAssistantView):
    """Answers with the devices.yaml of an entry, to administrators."""

    url = _URL
    name = f"api:{DOMAIN}:export"

    @require_admin
    async def get(self, request: web.Request, entry_id: str) -> web.Response:
        """Return the file."""
        entry = request.app[KEY_HASS].config_entries.async_get_entry(entry_id)
        if entry is None or entry.domain != DOMAIN:
            return self.json_message("No such entry", HTTPStatus.NOT_FOUND)
        return web.Response(
            text=export_text(entry),
            content_type="application/yaml",
            charset="utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="{FILE_NAME}"',
                "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff",
            },
        )
