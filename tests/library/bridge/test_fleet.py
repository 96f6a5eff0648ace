"""Many houses on one broker: what a late subscriber hears with the example's configuration, and that the benchmark counts rightly."""

import pytest

from benchmarks.fleet_late import USUAL_LIMIT, late
from benchmarks.fleet_run import Effort, run

KEPT = 1500
IN_FLIGHT = 20
"""What Mosquitto sends before it waits for an acknowledgement; it comes on top of what waits."""


@pytest.mark.parametrize(
    ("qos", "queued", "heard"),
    [
        pytest.param(1, USUAL_LIMIT, USUAL_LIMIT + IN_FLIGHT, id="usual limit"),
        pytest.param(1, None, KEPT, id="the example's"),
        pytest.param(0, USUAL_LIMIT, KEPT, id="usual limit, QoS 0"),
    ],
)
async def test_of_many_kept_messages_a_late_subscriber_hears(
    qos: int, queued: int | None, heard: int
) -> None:
    assert (await late(KEPT, qos, queued)).heard == heard


async def test_a_small_fleet_is_right_before_and_after_its_broker_ends() -> None:
    found = await run(3, Effort(idle_s=1.0, busy_s=8.0))
    assert (found.wrong_states, found.not_confirmed, found.shutters_first) == (0, 0, 3)
    assert found.to_result
    assert len(found.to_relay) == len(found.to_result)
    assert len(found.right_after_reconnection) == 3
    assert set(found.cpu) == {"bridge", "broker", "simulators", "clients"}
    assert all(found.memory.values())
