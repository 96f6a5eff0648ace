"""How long motors have run, by what each read shows."""

from ipcom.bridge.metrics.motor_times import MotorTimes
from ipcom.model.address import OUTPUTS, OutputAddress
from ipcom.model.snapshot import StateSnapshot

UP, DOWN, OTHER = OutputAddress(1, 1), OutputAddress(1, 2), OutputAddress(1, 3)
NOTHING_ON = bytes(OUTPUTS)


def read(at: float, *on: OutputAddress) -> StateSnapshot:
    snapshot = StateSnapshot(NOTHING_ON, timestamp=at, asked_at=at, received_at=at)
    return snapshot.replace_values(dict.fromkeys(on, 255))


def times() -> MotorTimes:
    return MotorTimes({"left": (UP, DOWN), "right": (OTHER,)})


def test_a_run_counts_from_the_read_that_shows_it_to_the_one_that_does_not() -> None:
    motors = times()
    for each in (read(1.0), read(2.0, UP), read(4.0, UP), read(7.0, DOWN), read(8.0), read(9.0)):
        motors.observe(each)
    assert motors.seconds(9.0) == {"left": 6.0, "right": 0.0}
    assert motors.running(9.0) == ()


def test_what_runs_counts_up_to_the_last_read() -> None:
    motors = times()
    motors.observe(read(2.0, UP))
    motors.observe(read(4.0, UP, OTHER))
    assert motors.seconds(5.0) == {"left": 3.0, "right": 1.0}
    assert motors.running(5.0) == (3.0, 1.0)


def test_a_lost_link_ends_all_runs_at_the_last_read() -> None:
    motors = times()
    motors.observe(read(2.0, UP))
    motors.link_lost(5.0)
    assert motors.running(50.0) == ()
    motors.observe(read(60.0, UP))
    motors.observe(read(61.0))
    assert motors.seconds(61.0)["left"] == 4.0
