"""What passes at a gateway is remembered, and told to those who listen."""

from __future__ import annotations

from ipcom.protocol.events import OutputsRequest
from ipcom.simulator.gateway.transcript import SeenWrite, Transcript, TranscriptEntry


def test_listeners_are_told_in_order_until_they_leave() -> None:
    transcript = Transcript()
    heard: list[TranscriptEntry | SeenWrite] = []
    unsubscribe = transcript.subscribe(heard.append)
    transcript.add_request(1.0, 1, OutputsRequest())
    transcript.add_write(SeenWrite(2.0, 1, 1, 3, bytes(8)))
    transcript.add_reply(3.0, 1, "outputs", bytes(130))
    unsubscribe()
    transcript.add_request(4.0, 1, OutputsRequest())
    assert [each.time for each in heard] == [1.0, 2.0, 3.0]
    assert len(transcript) == 3
    assert transcript.writes[0].module == 3
    assert transcript.counts == {"OutputsRequest": 2, "outputs": 1}


def test_a_listener_may_leave_while_it_is_told() -> None:
    transcript = Transcript()
    heard: list[object] = []

    def once(seen: TranscriptEntry | SeenWrite) -> None:
        heard.append(seen)
        unsubscribe()

    unsubscribe = transcript.subscribe(once)
    transcript.subscribe(heard.append)
    transcript.add_request(1.0, 1, OutputsRequest())
    transcript.add_request(2.0, 1, OutputsRequest())
    assert len(heard) == 3
