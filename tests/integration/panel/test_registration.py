"""The panel in the side bar, and its files."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from homeassistant.components.frontend import async_register_built_in_panel
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant

from custom_components.ipcom.devices.panel_path import PANEL
from custom_components.ipcom.panel.registration import FRONTEND_FOLDER, hash_of
from tests.integration.homes import Home, HomeMaker


def panels(hass: HomeAssistant) -> dict[str, Any]:
    """What the frontend is told of the panels in the side bar."""
    return {name: panel.to_response() for name, panel in hass.data.get("frontend_panels", {}).items()}


async def test_it_is_in_the_side_bar_of_administrators(home: Home) -> None:
    panel = panels(home.hass)[PANEL]
    assert (panel["title"], panel["url_path"], panel["require_admin"]) == ("IPCom", "ipcom", True)
    assert panel["config_panel_domain"] is None
    custom = panel["config"]["_panel_custom"]
    assert (custom["name"], custom["embed_iframe"]) == ("ipcom-panel", False)


async def test_its_files_are_served_for_long_under_their_hash(
    home: Home,
    hass_client_no_auth: Callable[[], Awaitable[Any]],
) -> None:
    panel = panels(home.hass)[PANEL]
    url = panel["config"]["_panel_custom"]["module_url"]
    response = await (await hass_client_no_auth()).get(url)
    assert response.status == 200
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert "max-age=2678400" in response.headers["Cache-Control"]
    assert await response.text() == (FRONTEND_FOLDER / "ipcom-panel.js").read_text(encoding="utf-8")


async def test_it_stays_over_a_reload_and_with_a_second_entry_and_goes_with_the_last(
    hass: HomeAssistant, two_buses: Any
) -> None:
    def shown() -> bool:
        return PANEL in panels(hass)

    first = await Home(hass, two_buses).start()
    assert shown()
    assert await hass.config_entries.async_reload(first.entry.entry_id)
    second = await Home(hass, two_buses, bus=2).start()
    assert shown()
    await hass.config_entries.async_remove(first.entry.entry_id)
    assert shown()
    await hass.config_entries.async_remove(second.entry.entry_id)
    assert not shown()
    again = await Home(hass, two_buses).start()
    assert shown()
    await hass.config_entries.async_set_disabled_by(again.entry.entry_id, ConfigEntryDisabler.USER)
    assert not shown()


async def test_a_panel_of_the_owner_with_the_same_path_stays(
    hass: HomeAssistant, house: HomeMaker, caplog: Any
) -> None:
    async_register_built_in_panel(hass, "iframe", "Mine", frontend_url_path=PANEL)
    home = await house().start()
    assert "There is another panel at /ipcom" in caplog.text
    await hass.config_entries.async_remove(home.entry.entry_id)
    assert panels(hass)[PANEL]["title"] == "Mine"


def test_the_hash_changes_with_a_name_and_with_the_content_of_any_file(tmp_path: Path) -> None:
    folders = {"frontend": tmp_path / "frontend", "web": tmp_path / "web"}
    for folder in folders.values():
        folder.mkdir()
    (folders["frontend"] / "a.js").write_text("1")
    seen = [hash_of(folders)]
    (folders["web"] / "b.js").write_text("1")
    seen.append(hash_of(folders))
    (folders["web"] / "b.js").write_text("2")
    seen.append(hash_of(folders))
    (folders["web"] / "b.js").rename(folders["web"] / "c.js")
    seen.append(hash_of(folders))
    (folders["frontend"] / "pages").mkdir()
    (folders["frontend"] / "a.js").rename(folders["frontend"] / "pages" / "a.js")
    seen.append(hash_of(folders))
    assert len(set(seen)) == len(seen)
    (folders["web"] / "__init__.py").write_text("")
    assert hash_of(folders) == seen[-1]
