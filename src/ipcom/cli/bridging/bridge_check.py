"""What `ipcom bridge --check` finds: the broker, each house, and what would be published."""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import TYPE_CHECKING

from ...bridge.broker.broker_address import addresses_of
from ...bridge.broker.mqtt import BrokerLost, BrokerUnreachable, connected
from ...bridge.discovery.discovery_topics import DiscoveryTopics
from ...bridge.homie.homie_topics import DESCRIPTION, HomieTopics
from ...bridge.things import things_of
from ...bridge.topics import TopicPart, Topics
from ...client.connection.look_ups import SYSTEM_NAMES
from ...errors import IPComError
from ..check.checkup import Check, Checkup
from ..connecting import make_client
from ..console.exit_codes import ExitCode, exit_code_of, worst
from ..logging_in import log_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...bridge.broker.broker_message import Incoming
    from ...bridge.broker.mqtt import MqttConnection
    from ..settings import Settings
    from .bridged_houses import BridgeWish

KEPT_WITHIN_S = 0.5
"""What the broker has kept comes at once after a subscription."""
BESIDE = (
    "commands: beside Home Assistant's integration or another bridge of the same gateway write commands = false in"
    " [bridge]. Two programs that move one shutter can drive its motor both ways."
)


async def check_bridge(wish: BridgeWish) -> Checkup:
    """Try broker and gateways; nothing is published, and nothing is switched."""
    checkup = Checkup(str(wish.broker))
    present = await _check_broker(wish, checkup)
    codes = [
        await _check_house(name, settings, wish, checkup, present) for name, settings in wish.houses.items()
    ]
    if not checkup.healthy:
        checkup.exit_code = worst([*codes, ExitCode.UNREACHABLE] if present is None else codes)
    return checkup


async def _check_broker(wish: BridgeWish, checkup: Checkup) -> dict[str, str] | None:
    """Return the houses that another bridge has online, with their sessions; None if the broker is not reached."""
    heard: list[Incoming] = []
    trouble = "it has no address"
    try:
        for address in await addresses_of(wish.broker.host, SYSTEM_NAMES):
            try:
                who = f"ipcom-check-{secrets.token_hex(4)}"
                async with connected(wish.broker, address, who, None, heard.append) as connection:
                    await _subscribe(connection, wish)
                    await asyncio.sleep(KEPT_WITHIN_S)
                checkup.checks.append(
                    Check("Broker", ok=True, found=f"MQTT {wish.broker.version}, lets subscribe")
                )
                return _online(heard)
            except BrokerUnreachable as error:
                trouble = str(error)
    except (BrokerLost, OSError) as error:
        trouble = str(error)
    advice = f"{wish.broker} is not reached: {trouble}"
    checkup.checks.append(Check("Broker", ok=False, found="failed", advice=advice))
    return None


async def _subscribe(connection: MqttConnection, wish: BridgeWish) -> None:
    topics = [Topics(wish.base, name) for name in wish.houses]
    await connection.subscribe([each.link for each in topics])
    if wish.table.commands is not False:
        await connection.subscribe([each.of("+", TopicPart.SET) for each in topics])
    if (prefix := wish.table.discovered_below) is not None:
        found = [DiscoveryTopics(prefix, name) for name in wish.houses]
        await connection.subscribe([found[0].status, *(each.configs for each in found)])
    if (domain := wish.table.homie_below) is not None:
        await connection.subscribe([HomieTopics(domain, name).of(name, DESCRIPTION) for name in wish.houses])


def _online(heard: list[Incoming]) -> dict[str, str]:
    found = {}
    for message in heard:
        try:
            record = json.loads(message.payload)
        except ValueError:
            continue
        if isinstance(record, dict) and record.get("state") == "online":
            found[message.topic] = str(record.get("session"))
    return found


async def _check_house(
    name: str, settings: Settings, wish: BridgeWish, checkup: Checkup, present: dict[str, str] | None
) -> ExitCode:
    topics, things = Topics(wish.base, name), things_of(settings.devices)
    taken = topics.link in (present or {})
    checkup.checks.append(
        Check(
            f"{name}, topics",
            ok=not taken,
            found=f"{topics.root}/..., {len(things)} things" + (", taken" if taken else ""),
            advice="another bridge is online there: this one would take its place. Choose another base or end that one",
        )
    )
    checkup.checks += _conventions(name, wish)
    code = await _check_gateway(name, settings, checkup)
    return ExitCode.USAGE if taken else code


def _conventions(name: str, wish: BridgeWish) -> Iterator[Check]:
    """Return where else the house would be shown."""
    if (prefix := wish.table.discovered_below) is not None:
        below = DiscoveryTopics(prefix, name).configs.removesuffix("+/config")
        yield Check(f"{name}, discovery", ok=True, found=f"{below}...")
    if (domain := wish.table.homie_below) is not None:
        homie = HomieTopics(domain, name)
        yield Check(f"{name}, Homie", ok=True, found=f"{homie.of(name)}, {homie.of(homie.child('...'))}")


async def _check_gateway(name: str, settings: Settings, checkup: Checkup) -> ExitCode:
    client = make_client(settings)
    try:
        await log_in(client, settings)
        found = f"{settings.host}, {client.connection.firmware or 'reached'}"
        checkup.checks.append(Check(f"{name}, gateway", ok=True, found=found))
    except IPComError as error:
        checkup.checks.append(Check(f"{name}, gateway", ok=False, found="failed", advice=str(error)))
        return exit_code_of(error)
    finally:
        await client.close()
    return ExitCode.DONE


def topics_of(wish: BridgeWish) -> list[dict[str, str]]:
    """Return what each thing would be called: its topic, below which are `state` and `set`, its name and its kind."""
    return [
        {"topic": f"{Topics(wish.base, house).root}/{name}", "name": thing.name, "kind": thing.kind.value}
        for house, settings in wish.houses.items()
        for name, thing in things_of(settings.devices).items()
    ]
