"""The house in which somebody lives says what happens."""

from __future__ import annotations

import asyncio
import json
import random
import re

import pytest

from ipcom.cli import simulating
from ipcom.simulator.gateway.gateway import SimulatedGateway
from tests.library.cli.cli_rig import Ipcom


@pytest.mark.virtual_time
async def test_the_occupant_lives_there_until_the_end_and_what_happens_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with SimulatedGateway(listen=False) as gateway:
        house = gateway.house
        inhabited = asyncio.create_task(simulating.inhabit(house, random.Random(1), as_json=False))
        await asyncio.sleep(300)
        inhabited.cancel()
        await asyncio.gather(inhabited, return_exceptions=True)
        happened = len(house.world.history)
        await asyncio.sleep(300)
    assert happened > 20
    assert len(house.world.history) <= happened + 6, "shutters that were running"
    said = capsys.readouterr().err.splitlines()
    assert len(said) == happened
    assert re.fullmatch(r"\d\d:\d\d:\d\d  Living left up \(5/2\) on, at the wall", said[0])


def test_life_says_what_happens(ipcom: Ipcom) -> None:
    ended = ipcom("simulate", "--port", "0", "--life", "--seed", "3", "--seconds", "8")
    assert re.search(r"^\d\d:\d\d:\d\d  .+ \(\d/\d\) (on|off|\d+ %), at the wall$", ended.err, re.MULTILINE)
    assert all(line.startswith("export ") for line in ended.out.splitlines())


def test_life_says_what_happens_in_json(ipcom: Ipcom) -> None:
    ended = ipcom("simulate", "--port", "0", "--life", "--seed", "3", "--seconds", "8", "--json")
    access, *events = [json.loads(line) for line in ended.out.splitlines()]
    assert access["username"] == "demo"
    assert events
    assert events[0].keys() >= {"timestamp", "bus", "module", "output", "value", "cause", "display_name"}
    assert events[0]["cause"] == "wall"
