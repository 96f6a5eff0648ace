"""Whether another bridge is online for the house."""

import json
import time

import pytest

from ipcom.bridge.broker_settings import BrokerSettings
from ipcom.bridge.rival import KEPT_WITHIN_S, has_rival, link_state
from tests.library.bridge.bridge_rig import listener
from tests.library.bridge.broker_process import BrokerProcess, free_port


@pytest.mark.parametrize(
    ("payload", "read"),
    [
        (b'{"state": "online", "session": "a"}', ("online", "a")),
        (b'{"state": "lost"}', ("lost", "")),
        (b"[]", ("", "")),
        (b"\xff", ("", "")),
        (b"", ("", "")),
    ],
)
def test_what_a_link_tells(payload: bytes, read: tuple[str, str]) -> None:
    assert link_state(payload) == read


@pytest.mark.parametrize(
    ("kept", "rival"),
    [
        ({"state": "online", "session": "theirs"}, True),
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
        assert await has_rival(settings, "127.0.0.1", topic, {"ours"}) is rival
        assert time.monotonic() - began >= (0.0 if rival else KEPT_WITHIN_S)


async def test_a_broker_that_is_away_has_none() -> None:
    settings = BrokerSettings("127.0.0.1", free_port())
    assert not await has_rival(settings, "127.0.0.1", "a/$link", ())
