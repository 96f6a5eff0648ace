"""The status of the link is told when it changes, and only then."""

from __future__ import annotations

import pytest

from ipcom.client.status import ConnectionState, ConnectionStatus
from ipcom.client.status_board import StatusBoard
from ipcom.errors import ConnectionLost

OFFLINE, ONLINE = ConnectionState.OFFLINE, ConnectionState.ONLINE


class Clock:
    """A clock that a test sets."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board(clock: Clock) -> StatusBoard:
    return StatusBoard(clock)


@pytest.fixture
def told(board: StatusBoard) -> list[ConnectionStatus]:
    news: list[ConnectionStatus] = []
    board.news.add(news.append)
    return news


def test_a_board_begins_with_a_client_that_was_not_started(board: StatusBoard) -> None:
    assert board.status.state is ConnectionState.CONNECTING
    assert board.status.since == 1000.0
    assert str(board.status.reason)


def test_another_state_is_told_with_its_moment(
    board: StatusBoard, clock: Clock, told: list[ConnectionStatus]
) -> None:
    clock.now = 1005.0
    board.update(ONLINE, firmware="4.10")
    assert told == [board.status]
    assert (board.status.online, board.status.since, board.status.firmware) == (True, 1005.0, "4.10")
    assert not str(board.status.reason)


def test_the_same_state_with_another_reason_keeps_its_moment(
    board: StatusBoard, clock: Clock, told: list[ConnectionStatus]
) -> None:
    board.update(OFFLINE, error=ConnectionLost("first"))
    clock.now = 1005.0
    board.update(OFFLINE, error=ConnectionLost("second"))
    assert [str(status.reason) for status in told] == ["first", "second"]
    assert board.status.since == 1000.0


def test_the_same_again_is_not_told(board: StatusBoard, told: list[ConnectionStatus]) -> None:
    board.update(OFFLINE, error=ConnectionLost("gone"))
    board.update(OFFLINE, error=ConnectionLost("gone"))
    assert len(told) == 1


def test_the_firmware_is_kept_while_the_link_is_down(board: StatusBoard) -> None:
    board.update(ONLINE, firmware="4.10")
    board.update(OFFLINE, error=ConnectionLost("gone"))
    assert board.status.firmware == "4.10"
