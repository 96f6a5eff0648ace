"""A login holds its bus until it is left, and for a while after that."""

from __future__ import annotations

import pytest

from ipcom.simulator.gateway.logins import Logins


@pytest.fixture
def logins() -> Logins:
    made = Logins()
    made.enter(connection=7, bus=1)
    return made


def test_an_open_login_holds_its_own_bus_only(logins: Logins) -> None:
    assert logins.taken(1, now=1e9)
    assert not logins.taken(2, now=0.0)


def test_a_login_that_was_left_lingers_until_its_end(logins: Logins) -> None:
    logins.leave(7, until=10.0)
    assert logins.taken(1, now=9.9)
    assert not logins.taken(1, now=10.0)


def test_leaving_without_a_login_does_nothing(logins: Logins) -> None:
    logins.leave(8, until=10.0)
    assert logins.taken(1, now=20.0)


def test_a_restart_ends_all_logins(logins: Logins) -> None:
    logins.forget()
    assert not logins.taken(1, now=0.0)
