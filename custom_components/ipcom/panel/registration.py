"""The panel's files and its place in the side bar. It comes with the first entry and goes with the last."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from homeassistant.components import frontend, panel_custom
from homeassistant.components.http.server import StaticPathConfig
from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry, ConfigEntryChange
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ..const import DOMAIN, LOGGER
from ..devices.panel_path import PANEL
from ..library import WEB_FOLDER
from .commands import async_register_commands
from .portal_login import PortalLoginView

ELEMENT = "ipcom-panel"
TITLE = "IPCom"
ICON = "mdi:home-switch"
FRONTEND_FOLDER = Path(__file__).parents[1] / "frontend"
STATIC_URL = f"/{DOMAIN}_static"
_FOLDERS: Mapping[str, Path] = {"frontend": FRONTEND_FOLDER, "web": WEB_FOLDER}
_NOT_SERVED = (".py", ".pyc")
_HASH_LENGTH = 16


async def async_setup_panel(hass: HomeAssistant) -> None:
    """Register the commands and the files, once in Home Assistant's life, and show the panel while there is an entry.

    Browsers keep the files for a month. The path has the hash of all files, as imports between them have no version.
    """
    async_register_commands(hass)
    hass.http.register_view(PortalLoginView())
    root = f"{STATIC_URL}/{await hass.async_add_executor_job(hash_of, _FOLDERS)}"
    await hass.http.async_register_static_paths(
        [
            StaticPathConfig(f"{root}/{name}", str(folder), cache_headers=True)
            for name, folder in _FOLDERS.items()
        ]
    )
    panel = _Panel(hass, f"{root}/frontend/{ELEMENT}.js")
    async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, panel.entry_changed)
    panel.show_if_wanted()


def hash_of(folders: Mapping[str, Path]) -> str:
    """Return the hash of the names and contents of all files that are served. Reads files: not for the event loop."""
    found = sha256()
    for name, folder in folders.items():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix not in _NOT_SERVED:
                content = sha256(path.read_bytes()).hexdigest()
                found.update(f"{name}/{path.relative_to(folder).as_posix()} {content}\n".encode())
    return found.hexdigest()[:_HASH_LENGTH]


class _Panel:
    """The panel in the side bar."""

    def __init__(self, hass: HomeAssistant, module_url: str) -> None:
        """Begin without being shown."""
        self._hass = hass
        self._module_url = module_url
        self._shown = False

    @callback
    def entry_changed(self, _: ConfigEntryChange, entry: ConfigEntry[Any]) -> None:
        """Come with the first entry, and go with the last one."""
        if entry.domain == DOMAIN:
            self.show_if_wanted()

    @callback
    def show_if_wanted(self) -> None:
        """Show or hide the panel; one of the owner that is called the same stays."""
        wanted = bool(self._hass.config_entries.async_entries(DOMAIN, include_disabled=False))
        if wanted == self._shown:
            return
        if not wanted:
            frontend.async_remove_panel(self._hass, PANEL)
        elif frontend.async_panel_exists(self._hass, PANEL):
            LOGGER.warning("There is another panel at /%s: the one of IPCom is not shown", PANEL)
            return
        else:
            self._hass.async_create_task(self._async_show(), "ipcom panel")
        self._shown = wanted

    async def _async_show(self) -> None:
        await panel_custom.async_register_panel(
            self._hass,
            frontend_url_path=PANEL,
            webcomponent_name=ELEMENT,
            sidebar_title=TITLE,
            sidebar_icon=ICON,
            module_url=self._module_url,
            embed_iframe=False,
            require_admin=True,
        )
