"""For how long a login is waited for: slow lines, replies in pieces, gateways that used to be quick."""

import asyncio
import itertools
from typing import Any

import pytest

from ipcom.errors import (
    AuthenticationFailed,
    ConnectTimedOut,
)
from ipcom.model.timings import Timings
from ipcom.protocol.gateway_session import RefusalStyle
from tests.library.client.link_rig import KEY, Script, accept, later, make_client, now, refuse, silent

pytestmark = pytest.mark.virtual_time


async def test_a_first_snapshot_has_its_own_limit() -> None:
    begin = now()
    with pytest.raises(ConnectTimedOut, match=r"no outputs within 0\.5 s"):
        await make_client(Script(reads=silent), timings=Timings(snapshot_timeout=0.5)).start()
    assert now() - begin == pytest.approx(0.5)


def in_two(cut: int, pause: float, begins: float = 0.0) -> Any:
    """A success of which the first bytes come alone."""

    def login(peer: Any) -> None:
        reply = peer.session.accept_login("4.10", KEY)
        later(begins, lambda: peer.say(reply[:cut]))
        later(begins + pause, lambda: peer.say(reply[cut:]))

    return login


@pytest.mark.parametrize("cut", [1, 2, 3, 4, 60, 134])
@pytest.mark.parametrize(("begins", "pause"), [(0.0, 1.5), (1.6, 1.2), (1.9, 1.9)])
async def test_a_reply_that_began_as_a_success_is_waited_for(cut: int, begins: float, pause: float) -> None:
    async with make_client(Script(logins=in_two(cut, pause, begins))) as client:
        assert client.connection.firmware == "4.10"


async def test_a_success_that_stops_in_the_middle_is_no_refusal() -> None:
    login = lambda peer: peer.say(peer.session.accept_login("4.10", KEY)[:60])  # noqa: E731
    begin = now()
    with pytest.raises(ConnectTimedOut, match=r"only 60 of the 135 bytes.*cable"):
        await make_client(Script(logins=login)).start()
    assert now() - begin == pytest.approx(2.0, abs=0.01)


async def test_a_success_that_trickles_in_is_given_up_in_the_end() -> None:
    def login(peer: Any) -> None:
        for number, byte in enumerate(peer.session.accept_login("4.10", KEY)):
            later(0.1 * number, lambda byte=byte: peer.say(bytes([byte])))

    begin = now()
    with pytest.raises(ConnectTimedOut, match="of the 135 bytes"):
        await make_client(Script(logins=login)).start()
    assert now() - begin == pytest.approx(8.0, abs=0.11)


async def test_a_refusal_that_comes_late_has_its_second_of_silence_too() -> None:
    def login(peer: Any) -> None:
        later(1.8, lambda: refuse(RefusalStyle.STATUS)(peer))

    begin = now()
    with pytest.raises(AuthenticationFailed):
        await make_client(Script(logins=login)).start()
    assert now() - begin == pytest.approx(2.8, abs=0.01)


@pytest.mark.parametrize("trip", [0.3, 0.6, 1.0, 1.6])
async def test_slow_lines_log_in_again_and_again(trip: float) -> None:
    script = Script()
    script.logins = lambda peer: later(trip, lambda: accept(peer))
    script.reads = lambda peer: later(trip, peer.show)
    async with make_client(script) as client:
        for _ in range(3):
            await asyncio.sleep(20.0)
            assert client.connection.online
            script.peer.transport.abort()
        script.logins = lambda peer: later(1.5 * trip + 0.2, lambda: accept(peer))
        await asyncio.sleep(20.0)
        assert client.connection.online
    assert len(script.attempts) == 4


async def test_a_gateway_that_used_to_answer_quickly_is_given_up_early_for_ten_minutes() -> None:
    script = Script()
    async with make_client(script) as client:
        await asyncio.sleep(5.0)
        accepted, script.logins = script.logins, silent
        script.peer.transport.abort()
        script.attempts.clear()
        await asyncio.sleep(500.0)
        gaps = {round(b - a, 6) for a, b in itertools.pairwise(script.attempts)}
        assert gaps == {1.2}
        await asyncio.sleep(100.0)
        script.logins = lambda peer: later(1.9, lambda: accepted(peer))
        await asyncio.sleep(30.0)
        assert client.connection.online, "a gateway that has become slow is waited for in the end"


async def test_a_slow_gateway_is_never_given_up_early() -> None:
    script = Script()
    script.logins = lambda peer: later(0.4, lambda: accept(peer))
    async with make_client(script) as client:
        await asyncio.sleep(5.0)
        script.logins = lambda peer: later(1.9, lambda: accept(peer))
        script.peer.transport.abort()
        await asyncio.sleep(5.0)
        assert client.connection.online
        assert len(script.attempts) == 2
