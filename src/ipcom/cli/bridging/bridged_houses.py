"""The houses of `ipcom bridge`: made from profiles, run together until the end of the process."""

from __future__ import annotations

import asyncio
import random
import time
from contextlib import ExitStack
from importlib.metadata import version
from typing import TYPE_CHECKING, NoReturn

from ...bridge.broker.broker_link import BrokerWay
from ...bridge.broker.broker_settings import MqttVersion
from ...bridge.broker.mqtt import NameTaken
from ...bridge.discovery.device_discovery import DeviceDiscovery
from ...bridge.homie.homie_house import HomieHouse
from ...bridge.house.house_bridge import BridgedHouse, HouseBridge
from ...bridge.thing_ids import topic_name
from ...bridge.things import things_of
from ...bridge.topics import Topics
from ...client.connection.look_ups import SYSTEM_NAMES
from ...errors import ConfigurationError, Problem
from ...model.devices import ShutterDevice
from ...shutter.shutter import Shutter
from ..connecting import make_client
from ..console.output import write_note
from ..covers.cover_store import CoverStore
from ..covers.keeping import keeping
from ..login_notes import LoginNotes
from ..profile_choice import named_profile, read_profiles
from ..profiles.bridge_table import DEFAULT_BASE, BridgeTable
from ..settings import Settings, read_settings, read_settings_of
from .broker_choice import broker_settings
from .metrics_serving import metrics_place, metrics_served
from .watchdog import watched

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ...bridge.broker.broker_settings import BrokerSettings
    from ...bridge.house.house_extension import HouseExtension
    from ...bridge.metrics.bridge_metrics import BridgeMetrics
    from ..console.options import Options
    from ..profiles.profile import ProfileFile

HOUSE = "home"
"""The name of a house that no profile describes."""


class BridgeWish:
    """What the options and the configuration file want of the bridge. Raises `ConfigurationError`."""

    def __init__(
        self, options: Options, broker: str | None, house: str | None, metrics: str | None = None
    ) -> None:
        found = read_profiles(options) if options.written().host is None else None
        self.table = (found.bridge if found else None) or BridgeTable()
        typed = broker or self.table.broker
        if typed is None:
            fix = "give --broker mqtt://192.168.1.30, or write [bridge] and broker in the configuration file"
            raise ConfigurationError(Problem("no broker is named", fix))
        self.broker: BrokerSettings = broker_settings(typed, self.table)
        self.base = self.table.base or DEFAULT_BASE
        self.metrics = metrics_place(metrics or self.table.metrics)
        self.houses = _houses(options, found, house)


def _houses(options: Options, read: ProfileFile | None, house: str | None) -> Mapping[str, Settings]:
    """Return the settings of each house by its name in topics. The file is read once, however many there are."""
    table = read.bridge if read else None
    if read is None or table is None or not table.houses or options.written().profile is not None:
        settings = read_settings(options)
        name = house or (settings.profile.name if settings.profile else HOUSE)
        return {topic_name(name): settings}
    if house is not None:
        raise ConfigurationError(Problem("--house is for a single house", f"see houses in {table.place}"))
    found = {
        topic_name(name): read_settings_of(named_profile(read, name, options), options)
        for name in table.houses
    }
    if len(found) < len(table.houses):
        raise ConfigurationError(
            Problem("two houses have the same name in topics", "rename one", str(table.file))
        )
    return found


async def bridge_until_stopped(wish: BridgeWish, alive_file: Path | None = None) -> None:
    """Run all houses until cancelled. Raises `ConfigurationError` when another bridge has taken the name of one.

    `alive_file` is touched for as long as all of them work.
    """
    way = BrokerWay(wish.broker, SYSTEM_NAMES, random.Random())
    per_thing = wish.table.metrics_per_thing is True
    async with metrics_served(wish.metrics, per_thing=per_thing) as metrics:
        with ExitStack() as stack:
            houses = {
                name: _made(name, settings, wish, way, stack, metrics)
                for name, settings in wish.houses.items()
            }
            await _run(houses, wish, alive_file)


async def _run(houses: Mapping[str, HouseBridge], wish: BridgeWish, alive_file: Path | None) -> None:
    running = {asyncio.ensure_future(house.run()): name for name, house in houses.items()}
    write_note(f"{', '.join(wish.houses)} on {wish.broker}, below {wish.base}/. Ctrl-C ends it.")
    try:
        async with watched(houses, alive_file):
            done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            _raise(task, running[task])
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def _raise(task: asyncio.Future[NoReturn], house: str) -> None:
    try:
        task.result()
    except NameTaken:
        raise ConfigurationError(
            f"Another bridge has taken the place of {house} at the broker, so this one ends. Run one bridge a house."
        ) from None


def _made(
    name: str,
    settings: Settings,
    wish: BridgeWish,
    way: BrokerWay,
    stack: ExitStack,
    metrics: BridgeMetrics | None,
) -> HouseBridge:
    """Make one house, with the travel times and positions that `ipcom cover` keeps, and keep them on."""
    client = make_client(settings)
    things = things_of(settings.devices)
    store, now = CoverStore.of(settings), asyncio.get_running_loop().time()
    shutters: dict[str, Shutter] = {}
    for thing in things.values():
        if isinstance(thing.device, ShutterDevice):
            stored = store.read(thing.device.pair)
            known = stored.now(time.time(), now)
            shutter = Shutter(
                client,
                thing.device.pair,
                travel=known.travel,
                name=thing.name,
                restore=known.as_far_as_known(),
            )
            stack.enter_context(keeping(store, shutter, stored, known))
            shutters[thing.id] = shutter
    client_id = f"{wish.table.client_id or 'ipcom'}-{name}"
    plan = BridgedHouse(
        Topics(wish.base, name),
        client_id,
        things,
        strict=_is_strict(name, wish),
        commands=wish.table.commands is not False,
    )
    extensions = [*extensions_of(plan, shutters, wish, way)]
    if metrics is not None:
        extensions.append(metrics.of_house(name, client, things))
    return HouseBridge(
        plan,
        client,
        shutters,
        way,
        lambda: LoginNotes.of(settings).held("ipcom bridge"),
        extensions,
    )


def extensions_of(
    plan: BridgedHouse, shutters: Mapping[str, Shutter], wish: BridgeWish, way: BrokerWay
) -> Iterator[HouseExtension]:
    """Make what the configuration file adds to a house."""
    if (prefix := wish.table.discovered_below) is not None:
        times = {name: shutter.travel_times for name, shutter in shutters.items()}
        expiry = way.settings.version is MqttVersion.V5
        yield DeviceDiscovery(
            plan, lambda thing: times.get(thing.id), way.rng, version("ipcom"), prefix, expiry=expiry
        )
    if (domain := wish.table.homie_below) is not None:
        yield HomieHouse(domain, plan)


def _is_strict(name: str, wish: BridgeWish) -> bool:
    return name in map(topic_name, wish.table.strict or ())
