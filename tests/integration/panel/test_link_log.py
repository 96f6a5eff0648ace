"""What happens to a link, as messages."""

from typing import Any

import pytest

from custom_components.ipcom.library import (
    CausedChange,
    ConnectionState,
    ConnectionStatus,
    Message,
    OutputAddress,
    ShutterPair,
    StateChange,
    StateSnapshot,
)
from custom_components.ipcom.panel.history import Severity
from custom_components.ipcom.panel.link_log import LinkLog

ONLINE = ConnectionStatus(ConnectionState.ONLINE, 0.0)
PAIR = ShutterPair(OutputAddress(5, 2), OutputAddress(5, 1))


class Told:
    """What was told."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.values: list[dict[str, str]] = []
        self.reasons: list[Any] = []

    def __call__(self, key: str, severity: Severity, values: dict[str, str], reason: Any) -> None:
        self.keys.append(key.removeprefix("now.messages."))
        self.values.append(values)
        self.reasons.append(reason and reason["key"])


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def log(told: Told) -> LinkLog:
    """A log of a link that has come."""
    log = LinkLog(told, lambda _: "Living left")
    log.link_changed(ONLINE, 0.0)
    return log


def offline(code: str) -> ConnectionStatus:
    return ConnectionStatus(ConnectionState.OFFLINE, 0.0, Message(code, code))


def snapshot(*on: int) -> StateSnapshot:
    values = bytes(255 if index in on else 0 for index in range(128))
    return StateSnapshot(values, timestamp=0.0, asked_at=0.0, received_at=0.0)


def shown(*on: int, before: tuple[int, ...] = (), **fields: Any) -> StateChange:
    seen = snapshot(*on)
    changes = tuple(
        CausedChange(OutputAddress.from_index(index), 255, 0, own=False)
        for index in before
        if index not in on
    )
    return StateChange(
        **{"snapshot": seen, "observed": seen, "previous": None, "observed_changes": changes, **fields}
    )


def test_a_link_that_goes_and_comes_back_is_told_with_its_reason(log: LinkLog, told: Told) -> None:
    log.link_changed(offline("outputs_stopped"), 10.0)
    log.link_changed(ONLINE, 12.5)
    log.link_changed(ConnectionStatus(ConnectionState.CLOSED, 0.0), 20.0)
    assert told.keys == ["link_lost", "link_came"]
    assert told.values[1] == {"seconds": "2.5"}
    assert told.reasons == ["outputs_stopped.message", None]


def test_attempts_before_the_first_link_are_told_by_the_set_up(told: Told) -> None:
    log = LinkLog(told, lambda _: "")
    log.link_changed(offline("connect_refused"), 1.0)
    log.link_changed(ONLINE, 2.0)
    assert not told.keys


def test_each_reason_of_an_outage_is_told_once(log: LinkLog, told: Told) -> None:
    for code in ("a", "b", "a", "b", "c"):
        log.link_changed(offline(code), 1.0)
    assert told.keys == ["link_lost", "link_still_lost", "link_still_lost"]
    log.link_changed(ONLINE, 2.0)
    log.link_changed(offline("a"), 3.0)
    assert told.keys[-1] == "link_lost"


def test_outputs_that_are_all_forgotten_over_an_outage_are_a_restart(log: LinkLog, told: Told) -> None:
    log.link_changed(offline("a"), 1.0)
    log.outputs_changed(shown(before=(1, 2)), 2.0)
    log.link_changed(ONLINE, 2.0)
    assert told.keys == ["link_lost", "link_came", "gateway_restarted"]


@pytest.mark.parametrize("change", [shown(before=(1,)), shown(3, before=(1, 2)), shown()])
def test_what_a_person_may_have_done_meanwhile_is_no_restart(
    log: LinkLog, told: Told, change: StateChange
) -> None:
    log.link_changed(offline("a"), 1.0)
    log.outputs_changed(change, 2.0)
    log.link_changed(ONLINE, 2.0)
    assert "gateway_restarted" not in told.keys


def test_switching_everything_off_is_no_restart(log: LinkLog, told: Told) -> None:
    log.outputs_changed(shown(before=(1, 2), previous=snapshot(1, 2)), 2.0)
    log.link_changed(ONLINE, 2.0)
    assert not told.keys


def test_both_directions_are_told_once_a_minute_by_name(log: LinkLog, told: Told) -> None:
    for at in (0.0, 0.4, 59.0, 60.0):
        log.outputs_changed(shown(both_on=(PAIR,)), at)
    assert told.keys == ["both_directions_on", "both_directions_on"]
    assert told.values[0] == {"name": "Living left"}


def test_a_sleep_is_told(log: LinkLog, told: Told) -> None:
    log.outputs_changed(shown(slept=61.4), 1.0)
    assert (told.keys, told.values) == (["slept"], [{"seconds": "61"}])
