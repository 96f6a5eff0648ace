"""A want that cannot be planned is dropped alone: stops, other commands and the end of the client do not notice."""

import asyncio
import functools
import inspect
from collections.abc import Iterator
from typing import Any

import pytest

from ipcom.client.planning import desired_states, seen_values
from ipcom.client.planning.compare import distance, equal, near
from ipcom.client.planning.desired_state import DesiredState
from ipcom.client.planning.desired_states import DesiredStates
from ipcom.client.planning.seen_values import SeenValues
from ipcom.errors import IPComError
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair
from ipcom.simulator.faults import Faults
from ipcom.simulator.gateway.gateway import SimulatedGateway
from tests.library.client.link_rig import make_client, now, outcome, tasks

pytestmark = pytest.mark.virtual_time

PAIR = ShutterPair(up=OutputAddress(5, 2), down=OutputAddress(5, 1), pause=0.5)
POISON = OutputAddress(6, 1)
NEIGHBOUR = OutputAddress(6, 2)
FAR_LAMP = OutputAddress(1, 1)
KINDS = {POISON: OutputKind.DIMMER, NEIGHBOUR: OutputKind.RELAY, FAR_LAMP: OutputKind.RELAY}
LEVEL = 77
OWNERS = (DesiredStates, SeenValues)
"""What takes the steps in the life of a desired state."""
ENDINGS = {"fail", "_drop", "guarded", "confirm"}
"""How a desired state ends; what drops a broken one needs these itself."""


def steps() -> Iterator[tuple[type, str]]:
    """Every step in the life of a desired state."""
    for owner in OWNERS:
        for name, function in inspect.getmembers(owner, inspect.isfunction):
            if "desired" in inspect.signature(function).parameters and name not in ENDINGS:
                yield owner, name


def test_there_are_steps_to_break() -> None:
    assert {"retry_at", "satisfied", "sent"} <= {name for _, name in steps()}


def broken_for_poison(original: Any) -> Any:
    @functools.wraps(original)
    def broken(*arguments: Any, **options: Any) -> Any:
        if any(isinstance(each, DesiredState) and each.address == POISON for each in arguments):
            raise KeyError("poison")
        return original(*arguments, **options)

    return broken


def broken_for_level(original: Any) -> Any:
    def broken(*arguments: Any) -> Any:
        if LEVEL in arguments:
            raise KeyError("poison")
        return original(*arguments)

    return broken


def poison_step(monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> None:
    static = isinstance(inspect.getattr_static(owner, name), staticmethod)
    broken = broken_for_poison(getattr(owner, name))
    monkeypatch.setattr(owner, name, staticmethod(broken) if static else broken)


async def live_with_poison(gateway: SimulatedGateway, client: Any) -> IPComError | None:
    """Give the poisoned command beside others, and see that they are done; returns how it ended."""
    world = gateway.house.world
    await client.drive(PAIR, Motion.UP)
    poisoned = asyncio.ensure_future(outcome(client.set_output(POISON, LEVEL)))
    begin = now()
    await asyncio.gather(client.set_output(NEIGHBOUR, 255), client.set_output(FAR_LAMP, 255))
    assert now() - begin < 3.0
    assert world.is_on(NEIGHBOUR)
    assert world.is_on(FAR_LAMP)
    begin = now()
    await client.drive(PAIR, Motion.OFF)
    assert now() - begin < 0.5
    assert not world.is_on(PAIR.up)
    ending = await poisoned
    assert now() - begin < 12.0
    await client.drive(PAIR, Motion.DOWN)
    last = asyncio.ensure_future(outcome(client.set_output(POISON, LEVEL)))
    await asyncio.sleep(0)
    await client.close()
    assert not world.is_on(PAIR.down)
    await last
    assert tasks() == []
    return ending


@pytest.mark.parametrize("faults", [Faults(), Faults(ignore_writes_percent=100)], ids=["sound", "retry"])
@pytest.mark.parametrize(("owner", "name"), list(steps()))
async def test_a_step_that_raises_for_one_desired_state_hurts_no_other(
    owner: Any, name: Any, faults: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with SimulatedGateway(listen=False) as gateway:
        client = make_client(gateway, kinds=KINDS, shutters=[PAIR])
        await client.start()
        poison_step(monkeypatch, owner, name)
        if faults.ignore_writes_percent:
            gateway.faults = faults
            error = await outcome(client.set_output(POISON, LEVEL))
            assert isinstance(error, IPComError)
            gateway.faults = Faults()
        ending = await live_with_poison(gateway, client)
    assert "the task" not in caplog.text
    mistakes = [
        record for record in caplog.records if record.exc_info and "poison" in str(record.exc_info[1])
    ]
    if ending is not None:
        assert "poison" in str(ending)
        assert mistakes


@pytest.mark.parametrize("function", [distance, equal, near])
async def test_a_comparison_that_raises_hurts_no_other(
    function: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for module in (desired_states, seen_values):
        monkeypatch.setattr(module, function.__name__, broken_for_level(function), raising=False)
    async with SimulatedGateway(listen=False) as gateway:
        client = make_client(gateway, kinds=KINDS, shutters=[PAIR])
        await client.start()
        await live_with_poison(gateway, client)
    assert "the task" not in caplog.text


def test_steps_are_found() -> None:
    """The search goes by the name of an argument: one that is renamed must not empty the table above."""
    assert {"satisfied", "sent", "retry_at", "hand_over"} <= {name for _, name in steps()}
