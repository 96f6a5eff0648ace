"""The commands of one thing: the newest wins, a stop waits for nothing, and what is too old does not leave."""

import asyncio
from math import inf

import pytest

from ipcom.bridge.commands.command_results import CONFIRMED, CommandEnd, CommandResult, new_decision
from ipcom.bridge.commands.command_slots import DISCARDED, GONE, REPLACED, WaitingCommand
from ipcom.bridge.commands.thing_worker import ENDED, PACE_S, ThingWorker
from ipcom.bridge.commands.wishes import GoTo, HaltMotor, Wish
from ipcom.errors import CommandSuperseded, ConnectionLost

pytestmark = pytest.mark.virtual_time


class Motor:
    """What carries out wishes, each in two seconds."""

    def __init__(self) -> None:
        self.began: list[tuple[float, Wish]] = []
        self.error: Exception | None = None

    async def carry_out(self, wish: Wish) -> None:
        self.began.append((asyncio.get_running_loop().time(), wish))
        if self.error is not None:
            raise self.error
        await asyncio.sleep(0.0 if isinstance(wish, HaltMotor) else 2.0)


def put(worker: ThingWorker, wish: Wish, age: float = inf) -> list[CommandResult]:
    told: list[CommandResult] = []
    deadline = asyncio.get_running_loop().time() + age
    worker.put(WaitingCommand(wish, new_decision(told.append), deadline, age))
    return told


async def test_one_command_is_carried_out_and_told() -> None:
    motor = Motor()
    worker = ThingWorker(motor.carry_out)
    told = put(worker, GoTo(1.0))
    await asyncio.sleep(3.0)
    assert told == [CONFIRMED]
    told = put(worker, GoTo(2.0))
    await asyncio.sleep(3.0)
    assert told == [CONFIRMED]
    await worker.close()


async def test_a_newer_one_takes_over_after_the_pace_and_those_between_are_told() -> None:
    motor = Motor()
    worker = ThingWorker(motor.carry_out)
    begun = asyncio.get_running_loop().time()
    told = [put(worker, GoTo(float(number))) for number in range(50)]
    await asyncio.sleep(0.01)
    more = [put(worker, GoTo(float(number))) for number in range(50, 100)]
    await asyncio.sleep(5.0)
    assert [wish for _, wish in motor.began] == [GoTo(49.0), GoTo(99.0)]
    assert motor.began[1][0] - begun == pytest.approx(PACE_S)
    assert [each for each in told[:-1] + more[:-1] if each != [REPLACED]] == []
    await worker.close()


async def test_a_stop_waits_for_nothing_and_what_came_before_it_is_discarded() -> None:
    motor = Motor()
    worker = ThingWorker(motor.carry_out)
    put(worker, GoTo(1.0))
    await asyncio.sleep(0.01)
    waiting = put(worker, GoTo(2.0))
    now = asyncio.get_running_loop().time()
    put(worker, HaltMotor())
    after = put(worker, GoTo(3.0))
    await asyncio.sleep(3.0)
    assert [wish for _, wish in motor.began] == [GoTo(1.0), HaltMotor(), GoTo(3.0)]
    assert motor.began[1][0] == pytest.approx(now)
    assert waiting == [DISCARDED]
    assert after == [CONFIRMED]
    await worker.close()


async def test_what_is_too_old_is_not_carried_out_and_what_grows_too_old_is_withdrawn() -> None:
    motor = Motor()
    worker = ThingWorker(motor.carry_out)
    old = put(worker, GoTo(1.0), age=-0.1)
    await asyncio.sleep(0.2)
    assert (old[0].code, motor.began) == ("command_expired", [])
    late = put(worker, GoTo(2.0), age=0.5)
    await asyncio.sleep(0.6)
    assert late[0].code == "command_expired"
    await worker.close()


@pytest.mark.parametrize(
    ("error", "end"),
    [(CommandSuperseded("the wall"), CommandEnd.SUPERSEDED), (ConnectionLost("no link"), CommandEnd.FAILED)],
)
async def test_why_it_was_not_done(error: Exception, end: CommandEnd) -> None:
    motor = Motor()
    motor.error = error
    worker = ThingWorker(motor.carry_out)
    (result,) = [told := put(worker, GoTo(1.0))]
    await asyncio.sleep(0.2)
    assert (told[0].end, told[0].text) == (end, str(error))
    assert result is told
    await worker.close()


async def test_the_end_is_told_and_a_lost_connection_too() -> None:
    motor = Motor()
    worker = ThingWorker(motor.carry_out)
    running = put(worker, GoTo(1.0))
    await asyncio.sleep(0.01)
    waiting = put(worker, GoTo(2.0))
    worker.drop_waiting()
    assert waiting == [GONE]
    await worker.close()
    assert running == [ENDED]


async def test_not_more_than_a_few_are_carried_out_at_once() -> None:
    motor = Motor()
    worker = ThingWorker(motor.carry_out)
    for number in range(30):
        put(worker, GoTo(float(number)))
        await asyncio.sleep(PACE_S)
    starts = [at for at, _ in motor.began]
    assert all(later - first >= 1.9 for first, later in zip(starts, starts[4:], strict=False))
    await worker.close()
