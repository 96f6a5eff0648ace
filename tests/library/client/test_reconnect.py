"""The link heals itself."""

import asyncio
import itertools
import logging
from typing import Any

import pytest

from ipcom.client.status import ConnectionState
from ipcom.errors import AuthenticationFailed, CannotConnect, ConnectionLost
from ipcom.model.motion import Motion
from ipcom.model.timings import Timings
from ipcom.protocol.events import FrameRequest
from ipcom.protocol.gateway_session import RefusalStyle
from tests.library.client.link_rig import (
    KEY,
    LAMP,
    OTHER_LAMP,
    PAIR,
    Script,
    go_away,
    make_client,
    now,
    outcome,
    refused,
    silent,
    until,
)

pytestmark = pytest.mark.virtual_time


async def hangs() -> None:
    await asyncio.sleep(60)


@pytest.mark.parametrize("how", [refused, hangs])
async def test_attempts_start_half_a_second_to_one_and_a_fifth_apart(how: Any) -> None:
    script = Script()
    async with make_client(script):
        await asyncio.sleep(5.0)
        script.attempts.clear()
        go_away(script, how)
        await asyncio.sleep(300.0)
        gaps = [b - a for a, b in itertools.pairwise(script.attempts)]
        assert min(gaps) >= 0.5
        assert max(gaps) <= 1.2 + 1e-9
        assert len({round(gap, 6) for gap in gaps}) > 50


async def test_after_ten_minutes_attempts_slow_down_to_the_fallback_interval_for_ever() -> None:
    script = Script()
    async with make_client(script, timings=Timings(fallback_interval=20.0)) as client:
        go_away(script)
        await asyncio.sleep(7200.0)
        script.attempts.clear()
        await asyncio.sleep(3600.0)
        gaps = [b - a for a, b in itertools.pairwise(script.attempts)]
        assert max(gaps) <= 20.0
        assert sum(gaps) / len(gaps) > 10.0
        script.connect = None
        await until(lambda: client.connection.online, within=21.0)


async def test_a_link_that_has_stood_is_replaced_at_once() -> None:
    script = Script()
    async with make_client(script) as client:
        await asyncio.sleep(5.0)
        script.peer.transport.abort()
        assert await until(lambda: len(script.peers) == 2 and client.connection.online) < 0.05


async def test_a_gateway_that_hangs_up_after_every_login_is_not_hammered() -> None:
    script = Script()
    async with make_client(script):
        script.reads = lambda peer: peer.transport.abort()
        script.peer.transport.abort()
        script.attempts.clear()
        await asyncio.sleep(30.0)
        assert len(script.attempts) <= 61


async def test_subscribers_hear_of_the_loss_and_of_the_return_with_the_outage_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, logger="ipcom")
    script = Script()
    async with make_client(script) as client:
        states = []
        client.subscribe_connection(lambda status: states.append(status.state))
        went_at = client.clock.time()
        go_away(script)
        await asyncio.sleep(10.0)
        assert client.connection.since == pytest.approx(went_at, abs=0.01)
        script.connect = None
        await asyncio.sleep(2.0)
        assert states[0] is ConnectionState.OFFLINE
        assert states[-1] is ConnectionState.ONLINE
        assert client.statistics.reconnects == 1
    messages = [record.getMessage() for record in caplog.records]
    assert len(messages) == 2
    assert "the link is lost" in messages[0]
    assert "reset" in messages[0]
    assert "the link is back after 1" in messages[1]
    assert {record.levelno for record in caplog.records} == {logging.INFO}


async def test_the_status_says_why_it_is_offline_and_keeps_its_since() -> None:
    script = Script()
    async with make_client(script) as client:
        go_away(script)
        await asyncio.sleep(1.0)
        since = client.connection.since
        assert "nobody listens" in client.connection.reason
        assert isinstance(client.connection.error, CannotConnect)
        script.connect = hangs
        await asyncio.sleep(5.0)
        assert "no answer within 1 s" in client.connection.reason
        assert client.connection.since == since
        assert client.connection.state is ConnectionState.OFFLINE


def refuse(peer: Any) -> None:
    peer.say(peer.session.refuse_login(RefusalStyle.STATUS))
    peer.transport.close()


async def test_a_refusal_with_credentials_that_worked_is_retried_at_the_normal_pace() -> None:
    """A session of ours that lingers at the gateway looks exactly like this."""
    script = Script()
    async with make_client(script) as client:
        await asyncio.sleep(5.0)
        accept, script.logins = script.logins, refuse
        script.attempts.clear()
        script.peer.transport.abort()
        await asyncio.sleep(55.0)
        assert client.connection.reason.startswith("refused, retrying")
        assert not isinstance(client.connection.error, AuthenticationFailed)
        assert len(script.attempts) > 35
        script.logins = accept
        assert await until(lambda: client.connection.online) < 2.0


async def test_after_a_minute_of_refusals_it_is_wrong_credentials_at_the_slowest_pace(
    caplog: pytest.LogCaptureFixture,
) -> None:
    script = Script()
    async with make_client(script) as client:
        accept, script.logins = script.logins, refuse
        script.peer.transport.abort()
        await asyncio.sleep(70.0)
        assert isinstance(client.connection.error, AuthenticationFailed)
        script.attempts.clear()
        await asyncio.sleep(100.0)
        assert 9 <= len(script.attempts) <= 14
        script.logins = accept
        await until(lambda: client.connection.online, within=11.0)
    [warning] = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert "the gateway refused the login; check the user name" in warning


async def test_nothing_is_written_before_a_fresh_read_after_a_login() -> None:
    script = Script()
    async with make_client(script) as client:
        go_away(script)
        await asyncio.sleep(0.5)
        script.set(OTHER_LAMP, 255)
        command = asyncio.create_task(client.set_output(LAMP, 255))
        script.connect = None
        await command
        assert script.peer.kinds()[:3] == ["Login", "Outputs", "Frame"]
        assert script.values[OTHER_LAMP.index] == 255


async def test_a_command_made_offline_waits_a_second_and_a_half_and_fails_as_connection_lost() -> None:
    script = Script()
    async with make_client(script) as client:
        go_away(script)
        await asyncio.sleep(5.0)
        begin = now()
        with pytest.raises(ConnectionLost):
            await client.set_output(LAMP, 255)
        assert now() - begin == pytest.approx(1.5, abs=0.01)


async def test_after_a_long_outage_writes_wait_for_two_equal_snapshots_but_a_stop_does_not() -> None:
    script = Script()
    async with make_client(script, shutters=[PAIR]) as client:
        await asyncio.sleep(2.0)
        await client.drive(PAIR, Motion.UP)
        go_away(script)
        await asyncio.sleep(6.0)
        script.connect = None
        await until(lambda: client.connection.online)
        begin = now()
        lamp = asyncio.create_task(outcome(client.set_output(LAMP, 255)))
        stop = asyncio.create_task(client.drive(PAIR, Motion.OFF))
        await stop
        assert now() - begin < 0.1
        assert await lamp is None
        lamp_at = [at for at in script.peer.times(FrameRequest) if at > begin + 0.1]
        assert 0.9 <= lamp_at[0] - begin <= 1.5


async def test_a_link_that_breaks_before_the_first_snapshot_is_a_failed_attempt() -> None:
    script = Script(reads=lambda peer: peer.transport.close())
    with pytest.raises(CannotConnect, match="right after the login"):
        await make_client(script).start()


async def test_a_gateway_that_goes_silent_is_noticed_within_three_seconds_and_back_within_two() -> None:
    script = Script()
    async with make_client(script) as client:
        await asyncio.sleep(3.0)
        answers, script.reads = script.reads, silent
        script.logins = silent
        assert await until(lambda: not client.connection.online) < 3.0
        await asyncio.sleep(7.3)
        script.reads = answers
        script.logins = lambda peer: peer.say(peer.session.accept_login("4.10", KEY))
        assert await until(lambda: client.connection.online) < 2.05


async def test_bytes_sent_on_a_dead_connection_are_dropped() -> None:
    script = Script()
    async with make_client(script, timings=Timings(poll_interval=5.0)) as client:
        await asyncio.sleep(1.0)
        connection = client._engine._link.connection
        assert connection is not None
        heard = len(script.peer.heard)
        connection.fail(ConnectionLost("a test"))
        connection.send(connection.session.read_outputs(), "read")
        await asyncio.sleep(0)
        assert len(script.peers[0].heard) == heard
