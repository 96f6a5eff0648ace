"""Noticing that the machine slept, by its two clocks."""

from ipcom.client.connection.machine_sleep import MachineSleep


class Clocks:
    """A machine's two clocks, set by hand."""

    def __init__(self) -> None:
        self.monotonic_s = 50.0
        self.ahead_s = 1_000_000.0
        self.waits_s = 0.0
        """How long other programs run after the wall clock was read."""

    def monotonic(self) -> float:
        return self.monotonic_s

    def time(self) -> float:
        now = self.monotonic_s + self.ahead_s
        self.monotonic_s += self.waits_s
        return now


def test_a_machine_that_runs_does_not_sleep() -> None:
    clocks = Clocks()
    sleep = MachineSleep(clocks)
    for _ in range(100):
        clocks.monotonic_s += 3600.0
        clocks.ahead_s += 0.5  # somebody corrects the clock, a little at a time
        assert sleep.look() == 0


def test_a_wall_clock_that_ran_ahead_by_more_than_a_second_means_that_the_machine_slept() -> None:
    clocks = Clocks()
    sleep = MachineSleep(clocks)
    told: list[float] = []
    sleep.on_slept = told.append
    clocks.ahead_s += 20.0
    assert sleep.look() == 1
    assert sleep.look() == 1
    assert told == [20.0]
    clocks.ahead_s += 2.0
    assert sleep.look() == 2


def test_a_wall_clock_that_is_set_back_means_nothing() -> None:
    clocks = Clocks()
    sleep = MachineSleep(clocks)
    clocks.ahead_s -= 3600.0
    assert sleep.look() == 0
    clocks.ahead_s += 5.0
    assert sleep.look() == 1


def test_a_program_that_had_to_wait_between_its_two_clocks_did_not_sleep() -> None:
    clocks = Clocks()
    sleep = MachineSleep(clocks)
    for waits_s in (0.0, 3.0, 0.0, 0.0, 5.0, 1.5, 0.0, 0.0):
        clocks.waits_s = waits_s
        assert sleep.look() == 0
    clocks.ahead_s += 20.0
    assert sleep.look() == 1


def test_a_client_that_had_to_wait_when_it_began_did_not_sleep() -> None:
    clocks = Clocks()
    clocks.waits_s = 3.0
    sleep = MachineSleep(clocks)
    clocks.waits_s = 0.0
    assert sleep.look() == sleep.look() == 0
