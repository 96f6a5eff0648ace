"""Making the house a home: rooms on floors, dashboards, and shutters that know where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .dashboard import dashboard
from .fittings import Fitting, Fittings
from .look import FLOORS, ROOMS
from .waiting import until

if TYPE_CHECKING:
    from ipcom.simulator import House, Motor

    from .live import Live

PATH = "demo-house"
"""The dashboard's place in the address."""
AREAS_PATH = "demo-areas"
"""That of Home Assistant's own, which makes itself of rooms and floors."""

SET_POSITION = 4
"""Home Assistant's feature of covers that can be sent to a position."""
CALIBRATED_S = 10.0


async def furnish(live: Live, fittings: Fittings) -> None:
    """Give each thing its room, and the house its dashboards; ours is the one that opens."""
    await give_rooms(live, fittings)
    await open_dashboard(live, fittings)
    await open_areas_dashboard(live)


async def give_rooms(live: Live, fittings: Fittings) -> None:
    """Give each thing its room."""
    areas = await _areas(live)
    for thing in fittings.things:
        await live.command(
            "config/device_registry/update", device_id=thing.device_id, area_id=areas[thing.room]
        )


async def open_dashboard(live: Live, fittings: Fittings) -> None:
    """Make the dashboard, and have it open first."""
    await live.command("lovelace/dashboards/create", url_path=PATH, title="Demo house", icon="mdi:home-heart")
    await live.command("lovelace/config/save", url_path=PATH, config=dashboard(fittings))
    await live.command("frontend/set_system_data", key="core", value={"default_panel": PATH})


async def open_areas_dashboard(live: Live) -> None:
    """Make the one that is Home Assistant's own: it asks for nothing but rooms."""
    await live.command(
        "lovelace/dashboards/create", url_path=AREAS_PATH, title="Areas", icon="mdi:floor-plan"
    )
    await live.command("lovelace/config/save", url_path=AREAS_PATH, config={"strategy": {"type": "areas"}})


async def calibrate(live: Live, fittings: Fittings, house: House) -> None:
    """Tell the travel times of every shutter, as somebody does who has timed them."""
    for thing in fittings.shutters:
        spec = motor_of(house, thing).spec
        await live.act(
            "ipcom.calibrate", thing.entity_id, travel_time_up=spec.up_s, travel_time_down=spec.down_s
        )

    async def all_take_positions() -> bool:
        states = await live.states()
        features = (states[each.entity_id]["attributes"]["supported_features"] for each in fittings.shutters)
        return all(feature & SET_POSITION for feature in features)

    await until(all_take_positions, CALIBRATED_S, "shutters with known times take positions")


async def tell_positions(live: Live, fittings: Fittings, house: House) -> None:
    """Tell where every shutter stands, as somebody does who sees them.

    One whose travel times are gone, or that somebody made something else of, is passed over.
    """
    states = await live.states()
    for thing in fittings.shutters:
        if not states[thing.entity_id]["attributes"].get("supported_features", 0) & SET_POSITION:
            continue
        position = round(motor_of(house, thing).position)
        await live.act("ipcom.set_known_position", thing.entity_id, position=position)


def motor_of(house: House, thing: Fitting) -> Motor:
    """Return the simulated motor of a shutter."""
    return next(motor for pair, motor in house.world.shutters.items() if pair.up == thing.address)


async def _areas(live: Live) -> dict[str, str]:
    """Make every room on its floor, or rename the one that is there; return their IDs by name."""
    floors = await _floors(live)
    present = {
        area["name"].casefold(): area["area_id"] for area in await live.command("config/area_registry/list")
    }
    areas: dict[str, str] = {}
    for name, icon in ROOMS.items():
        fields: dict[str, Any] = {"name": name, "icon": icon}
        if name in floors:
            fields["floor_id"] = floors[name]
        if (area_id := present.get(name.casefold())) is not None:
            await live.command("config/area_registry/update", area_id=area_id, **fields)
        else:
            area_id = (await live.command("config/area_registry/create", **fields))["area_id"]
        areas[name] = area_id
    return areas


async def _floors(live: Live) -> dict[str, str]:
    """Make the floors that are not there; return their IDs by the names of the rooms on them."""
    listed = await live.command("config/floor_registry/list")
    present = {floor["name"]: floor["floor_id"] for floor in listed}
    floors: dict[str, str] = {}
    for name, floor in FLOORS.items():
        floor_id = present.get(name)
        if floor_id is None:
            made = await live.command(
                "config/floor_registry/create", name=name, level=floor.level, icon=floor.icon
            )
            floor_id = made["floor_id"]
        floors |= dict.fromkeys(floor.rooms, floor_id)
    return floors
