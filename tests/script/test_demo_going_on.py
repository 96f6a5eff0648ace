"""A later run of the demo goes on with what somebody left of the house."""

from typing import Any

import pytest
from demo_house import going_on
from demo_house.errors import DemoError
from demo_house.fittings import match
from demo_house.going_on import bring_dashboards_back, find_what_is_left, missing

from ipcom.simulator import House
from tests.script.demo_fittings import registry


class FakeLive:
    """Answers as a Home Assistant with these entries, rows and states."""

    def __init__(self, entries: list[dict[str, Any]], rows: list[dict[str, Any]], disabled: str = "") -> None:
        self._answers = {"config_entries/get": entries, "config/entity_registry/list": rows}
        self._disabled = disabled

    async def command(self, command: str, **fields: object) -> Any:
        if command == "config_entries/disable":
            for entry in self._answers["config_entries/get"]:
                entry |= {"state": "loaded", "disabled_by": fields["disabled_by"]}
            return None
        return self._answers[command]

    async def states(self) -> dict[str, dict[str, Any]]:
        rows = self._answers["config/entity_registry/list"]
        return {row["entity_id"]: {} for row in rows if row["entity_id"] != self._disabled}


LOADED = {"entry_id": "entry", "state": "loaded", "disabled_by": None}
DISABLED = {"entry_id": "entry", "state": "not_loaded", "disabled_by": "user"}


def row(entity_id: str, unique_id: str, translation_key: str | None = None) -> dict[str, Any]:
    return {
        "platform": "ipcom",
        "entity_id": entity_id,
        "unique_id": f"entry_{unique_id}",
        "device_id": entity_id,
        "translation_key": translation_key,
    }


ROWS = [
    row("light.kitchen", "3_4"),
    row("light.hall", "1_1"),
    row("binary_sensor.connection", "connection", "connection"),
    row("button.stop_all", "stop_all", "stop_all_shutters"),
]


async def test_less_of_the_house_is_gone_on_with() -> None:
    house = House.demo()
    fittings = await find_what_is_left(FakeLive([LOADED], ROWS), house)  # type: ignore[arg-type]
    assert [thing.device.display_name for thing in fittings.things] == ["Hall", "Kitchen"]
    assert len(missing(fittings, house)) == 15


async def test_an_entry_that_was_disabled_is_enabled_again(capsys: pytest.CaptureFixture[str]) -> None:
    fittings = await find_what_is_left(FakeLive([dict(DISABLED)], ROWS), House.demo())  # type: ignore[arg-type]
    assert len(fittings.things) == 2
    assert "is enabled again" in capsys.readouterr().out


async def test_a_disabled_thing_is_missing() -> None:
    fittings = await find_what_is_left(FakeLive([LOADED], ROWS, "light.hall"), House.demo())  # type: ignore[arg-type]
    assert [thing.device.display_name for thing in fittings.things] == ["Kitchen"]


@pytest.mark.parametrize(
    ("entries", "rows", "message"),
    [
        ([], ROWS, "was deleted"),
        ([{"state": "setup_retry", "disabled_by": None}], ROWS, "connects to this house"),
        ([LOADED], ROWS[2:], "nothing of the house is left"),
        ([LOADED], ROWS[:2], "nothing of the house is left"),
    ],
)
async def test_what_cannot_be_gone_on_with_says_why(
    monkeypatch: pytest.MonkeyPatch, entries: list[Any], rows: list[Any], message: str
) -> None:
    monkeypatch.setattr(going_on, "APPEAR_S", 0.0)
    with pytest.raises(DemoError, match=message):
        await find_what_is_left(FakeLive(entries, rows), House.demo())  # type: ignore[arg-type]


class FakeDashboards:
    """Answers as a Home Assistant with these dashboards; `made` are those that were made."""

    def __init__(self, *paths: str) -> None:
        self._paths = paths
        self.made: list[object] = []

    async def command(self, command: str, **fields: object) -> Any:
        if command == "lovelace/dashboards/create":
            self.made.append(fields["url_path"])
        return [{"url_path": path} for path in self._paths]


@pytest.mark.parametrize(
    ("there", "made"),
    [
        (["demo-house", "demo-areas"], []),
        (["demo-house", "mine"], ["demo-areas"]),
        (["demo-areas"], ["demo-house"]),
        ([], ["demo-house", "demo-areas"]),
    ],
)
async def test_a_dashboard_that_was_deleted_is_made_again(there: list[str], made: list[str]) -> None:
    live, house = FakeDashboards(*there), House.demo()
    await bring_dashboards_back(live, match(registry(house), house))  # type: ignore[arg-type]
    assert live.made == made
