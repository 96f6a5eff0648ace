"""Whether another bridge is online for the house."""

import json
import time
from datetime import UTC, datetime

import pytest

from ipcom.bridge.broker.broker_settings import BrokerSettings
from ipcom.bridge.broker.rival import KEPT_WITHIN_S, LinkState, OwnSessions, has_rival, link_state
from tests.free_port import free_port
from tests.library.bridge.bridge_rig import listener
from tests.library.bridge.broker_process import BrokerProcess

OURS = OwnSessions({"ours"}, datetime(2026, 11, 26, 12, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("payload", "read"),
    [
        (b'{"state": "online", "session": "a"}', LinkState("online", "a")),
        (
            b'{"state": "online", "session": "a", "since": "1970-01-01T00:00:05+00:00"}',
            LinkState("online", "a", 5.0),
        ),
        (b'{"state": "online", "session": "a", "since": "yesterday"}', LinkState("online", "a")),
        (b'{"state": "lost"}', LinkState("lost")),
        (b"[]", LinkState()),
        (b"\xff", LinkState()),
        (b"", LinkState()),
    ],
)
def test_what_a_link_tells(payload: bytes, read: LinkState) -> None:
    assert link_state(payload) == read


@pytest.mark.parametrize(
    ("kept", "rival"),
    [
        ({"state": "online", "session": "theirs"}, True),
        ({"state": "online", "session": "theirs", "since": "2026-11-26T12:00:01+00:00"}, True),
        ({"state": "online", "session": "of yesterday", "since": "2026-11-25T12:00:00+00:00"}, False),
        ({"state": "online", "session": "ours"}, False),
        ({"state": "offline"}, False),
        (None, False),
    ],
)
async def test_the_kept_link_of_another_session_is_a_rival(
    shared_broker: BrokerProcess, kept: dict[str, str] | None, rival: bool, request: pytest.FixtureRequest
) -> None:
    topic = f"rival/{abs(hash(request.node.name))}/$link"
    settings = BrokerSettings("127.0.0.1", shared_broker.port)
    async with listener(shared_broker.port) as other:
        await other.send(topic, json.dumps(kept) if kept else "", retain=True)
        began = time.monotonic()
        assert await has_rival(settings, "127.0.0.1", topic, OURS) is rival
        assert time.monotonic() - began >= (0.0 if rival else KEPT_WITHIN_S)


async def test_a_broker_that_is_away_has_none() -> None:
    settings = BrokerSettings("127.0.0.1", free_port())
    assert not await has_rival(settings, "127.0.0.1", "a/$link", OURS)
