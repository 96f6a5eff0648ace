"""Times after which an output went off by itself before."""

from custom_components.ipcom.devices.seen_timers import SeenTimers


def off_after(timers: SeenTimers, seconds: float, begun: float = 0.0) -> bool:
    timers.switched_on(1, begun)
    return timers.switched_off_outside(1, begun + seconds)


def dimmed_on_the_way(timers: SeenTimers, begun: float) -> bool:
    timers.switched_on(1, begun)
    timers.switched_on(1, begun + 20.0)
    return timers.switched_off_outside(1, begun + 60.0)


def test_a_time_that_was_seen_twice_is_a_timer_the_third_time() -> None:
    timers = SeenTimers()
    assert [off_after(timers, seconds) for seconds in (120.0, 120.4, 119.8, 120.7)] == [
        False,
        False,
        True,
        True,
    ]


def test_other_times_are_a_person() -> None:
    timers = SeenTimers()
    assert not any(off_after(timers, seconds) for seconds in (120.0, 60.0, 30.0, 200.0, 61.0))


def test_quick_hands_are_no_timer() -> None:
    timers = SeenTimers()
    assert not any(off_after(timers, 1.0) for _ in range(6))


def test_a_run_that_home_assistant_ended_teaches_nothing() -> None:
    timers = SeenTimers()
    for _ in range(3):
        timers.switched_on(1, 0.0)
        timers.switched_off_here(1)
    assert not off_after(timers, 60.0)


def test_a_run_through_an_outage_teaches_nothing() -> None:
    timers = SeenTimers()
    for _ in range(3):
        timers.switched_on(1, 0.0)
        timers.forget_runs()
        assert not timers.switched_off_outside(1, 60.0)
    assert not off_after(timers, 60.0)


def test_a_level_that_changes_goes_on() -> None:
    timers = SeenTimers()
    for begun in (0.0, 100.0):
        assert not dimmed_on_the_way(timers, begun)
    assert dimmed_on_the_way(timers, 200.0)


def test_the_times_of_one_output_say_nothing_of_another() -> None:
    timers = SeenTimers()
    for _ in range(3):
        off_after(timers, 60.0)
    timers.switched_on(2, 0.0)
    assert not timers.switched_off_outside(2, 60.0)
