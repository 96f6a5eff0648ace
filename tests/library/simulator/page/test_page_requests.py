"""What a page may ask, and what comes of nonsense."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from ipcom.errors import ConfigurationError
from ipcom.model.address import OutputAddress
from ipcom.model.bus_type import BusType
from ipcom.simulator import Faults, House, SimulatedGateway, parse_faults
from ipcom.simulator.fault_text import KNOBS, Knob
from ipcom.simulator.fault_values import value_text
from ipcom.simulator.page.gateway_controls import GatewayControls
from ipcom.simulator.page.page_requests import PageRequests

KITCHEN = OutputAddress(3, 4)


class Asked:
    """The requests of a page, and what they told the log."""

    def __init__(self, gateway: SimulatedGateway) -> None:
        self.gateway = gateway
        self.told: list[str] = []
        self.requests = PageRequests(GatewayControls(gateway, self.told.append), self.told.append)

    def ask(self, kind: str, **fields: object) -> None:
        self.requests.carry_out(json.dumps({"type": kind, **fields}))


@pytest.fixture
async def asked() -> AsyncIterator[Asked]:
    house = House.demo({1: BusType.MINIDO, 2: BusType.BIBUS})
    async with SimulatedGateway(house, listen=False) as gateway:
        yield Asked(gateway)


async def test_a_press_is_one_of_its_bus(asked: Asked) -> None:
    asked.ask("press", bus=2, output="3/4")
    asked.ask("release", bus=2, output="3/4")
    buses = asked.gateway.house.buses
    assert (buses[1].is_on(KITCHEN), buses[2].is_on(KITCHEN)) == (False, True)


async def test_any_output_has_a_button(asked: Asked) -> None:
    asked.ask("press", output="16/8")
    assert asked.gateway.house.world.is_on(OutputAddress(16, 8))


@pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.name)
async def test_every_fault_is_set_and_set_back(asked: Asked, knob: Knob) -> None:
    asked.ask("fault", name=knob.name, value=knob.usual)
    assert asked.gateway.faults == parse_faults([f"{knob.name}={knob.usual}"])
    assert asked.told == [f"fault {knob.name}: {knob.usual}"]
    asked.ask("reset_fault", name=knob.name)
    assert asked.gateway.faults == Faults()


async def test_a_fault_is_added_to_the_others_and_all_are_set_back(asked: Asked) -> None:
    asked.ask("fault", name="split", value="3")
    asked.ask("fault", name="delay", value="80ms")
    assert asked.gateway.faults == Faults(split=3, delay_s=0.08)
    asked.ask("reset_faults")
    assert asked.gateway.faults == Faults()


@pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.name)
async def test_a_wrong_value_changes_no_fault(asked: Asked, knob: Knob) -> None:
    with pytest.raises(ConfigurationError, match=knob.name):
        asked.ask("fault", name=knob.name, value="nonsense")
    assert value_text(knob, asked.gateway.faults) == value_text(knob, Faults())


@pytest.mark.parametrize("times", [0.01, 1, 60, 1000])
async def test_the_speed_is_set_for_the_whole_house(asked: Asked, times: float) -> None:
    asked.ask("speed", times=times)
    assert {world.speed for world in asked.gateway.house.buses.values()} == {times}


@pytest.mark.parametrize("times", [0, -1, 1001, "fast", None, True, [1], 10**300])
async def test_a_speed_out_of_range_changes_nothing(asked: Asked, times: object) -> None:
    with pytest.raises(ConfigurationError, match=r"use 0\.01 to 1000"):
        asked.ask("speed", times=times)
    assert asked.gateway.house.speed == 1


@pytest.mark.parametrize("text", ['{"type": "speed", "times": NaN}', '{"type": "speed", "times": Infinity}'])
async def test_a_speed_that_is_no_number_changes_nothing(asked: Asked, text: str) -> None:
    with pytest.raises(ConfigurationError, match="use 0"):
        asked.requests.carry_out(text)
    assert asked.gateway.house.speed == 1


async def test_the_gateway_is_told_what_to_do(asked: Asked) -> None:
    asked.ask("gateway", action="cut")
    assert asked.told == ["all connections are cut"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no JSON"),
        ("{", "no JSON"),
        ("[" * 4000, "no JSON"),
        ("[]", "no object"),
        ("7", "no object"),
        ("{}", "no type"),
        ('{"type": 5}', "no type"),
        ('{"type": "dance"}', "type is unknown"),
        ('{"type": "press"}', "no output"),
        ('{"type": "press", "output": "17/1"}', "17"),
        ('{"type": "press", "output": "3/9"}', "9"),
        ('{"type": "press", "output": "kitchen"}', "kitchen"),
        ('{"type": "press", "output": 3}', "no output"),
        ('{"type": "press", "output": "3/4", "bus": 3}', "no bus 3"),
        ('{"type": "press", "output": "3/4", "bus": "1"}', "no bus 1"),
        ('{"type": "press", "output": "3/4", "bus": null}', "no bus None"),
        ('{"type": "press", "output": "3/4", "button": "up"}', "3/4 is not the one for up"),
        ('{"type": "press", "output": "5/1", "button": "up"}', "5/1 is not the one for up"),
        ('{"type": "press", "output": "5/2", "button": "sideways"}', "button is unknown"),
        ('{"type": "press", "output": "5/2", "button": 1}', "no button"),
        ('{"type": "release", "output": "x"}', "x"),
        ('{"type": "fault", "name": "split"}', "no value"),
        ('{"type": "fault", "name": "splitt", "value": "1"}', "did you mean split"),
        ('{"type": "fault", "name": "%s", "value": "1"}' % ("x" * 200), "no name"),
        ('{"type": "fault", "name": "swing_period", "value": "0s"}', "takes time"),
        ('{"type": "reset_fault", "name": "x"}', "no fault"),
        ('{"type": "gateway"}', "no action"),
        ('{"type": "gateway", "action": "explode"}', "action is unknown"),
    ],
)
async def test_nonsense_is_told_and_changes_nothing(asked: Asked, text: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        asked.requests.carry_out(text)
    house = asked.gateway.house
    assert not any(any(world.values()) for world in house.buses.values())
    assert (asked.gateway.faults, house.speed, asked.told) == (Faults(), 1, [])
