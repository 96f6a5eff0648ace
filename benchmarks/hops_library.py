"""The flows of the library, in virtual time over real sockets: the same each time."""

from __future__ import annotations

import asyncio
import random

from ipcom import Confidence, IPComClient, OutputAddress, OutputKind, Shutter, StoredPosition, TravelTimes
from ipcom.simulator import House, LoopClock, SimulatedGateway, run_virtual

from .hops_counter import BYTES, FRAME, Crossed, HopsCounter

LAMP = OutputAddress(3, 4)
TRAVEL = TravelTimes(up=21.0, down=19.5)
WARM_S = 12.0
"""The link is old enough to know its round trip, and nothing begins anew."""
REST_S = 5.0
"""No frame has to keep its distance from the last one."""
QUIET_S = 0.1
"""After an answer; the next poll is far."""

Flows = dict[str, Crossed]


def library_flows() -> Flows:
    """A lamp, a shutter, and a byte."""
    return run_virtual(_flows())


async def _flows() -> Flows:
    house = House.demo()
    pair = house.devices.shutters[0].pair
    async with SimulatedGateway(house, rng=random.Random(1)) as gateway:
        client = IPComClient(
            gateway.host,
            port=gateway.port,
            username=gateway.username,
            password=gateway.password,
            kinds={LAMP: OutputKind.RELAY},
            shutters=[pair],
            clock=LoopClock(),
            rng=random.Random(1),
        )
        known = StoredPosition(100.0, confidence=Confidence.KNOWN)
        async with client, Shutter(client, pair, travel=TRAVEL, restore=known) as shutter:
            await _once(client, shutter)
            return {
                **await _lamp(client, gateway),
                **await _shutter(client, gateway, shutter),
                **await _byte(client, gateway),
            }


async def _once(client: IPComClient, shutter: Shutter) -> None:
    """Do all of it once: what is done only the first time is not counted."""
    for value, percent in ((255, 40.0), (0, 100.0)):
        await client.set_output(LAMP, value)
        await shutter.set_position(percent)
        await shutter.wait_settled()
    await asyncio.sleep(WARM_S)


async def _quiet(client: IPComClient) -> None:
    """Rest, then wait for an answer and a little more."""
    await asyncio.sleep(REST_S)
    await client.read()
    await asyncio.sleep(QUIET_S)


async def _lamp(client: IPComClient, gateway: SimulatedGateway) -> Flows:
    counter = HopsCounter(gateway.port)
    await _quiet(client)
    with counter.counting():
        counter.mark("called")
        await client.set_output(LAMP, 255)
        counter.mark("confirmed")
    return {
        "a click on a lamp: from `set_output` to its frame": counter.between("called", FRAME),
        "from the frame to the confirmation": counter.between(FRAME, "confirmed"),
    }


async def _shutter(client: IPComClient, gateway: SimulatedGateway, shutter: Shutter) -> Flows:
    counter = HopsCounter(gateway.port)
    await _quiet(client)
    with counter.counting():
        counter.mark("called")
        await shutter.set_position(40.0)
        counter.mark("moves")
        await shutter.wait_settled()
        counter.mark("settled")
    return {
        "a shutter to 40 %: from `set_position` to its frame": counter.between("called", FRAME),
        "from the frame until it is seen to move": counter.between(FRAME, "moves"),
        "from there until it stands at 40 %, every read on the way included": counter.between(
            "moves", "settled"
        ),
    }


async def _byte(client: IPComClient, gateway: SimulatedGateway) -> Flows:
    counter = HopsCounter(gateway.port)
    published = asyncio.Event()

    def told(_: object) -> None:
        counter.mark("published")
        published.set()

    await _quiet(client)
    unsubscribe = client.subscribe(told)
    with counter.counting():
        gateway.press(OutputAddress(1, 1))
        await published.wait()
    unsubscribe()
    return {"a byte: from the socket to the published change": counter.between(BYTES, "published")}
