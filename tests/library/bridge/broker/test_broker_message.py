"""A message says of itself what is not usual."""

from ipcom.bridge.broker.broker_message import Incoming, Publication


def test_an_ordinary_message_is_neither_kept_nor_waited_for() -> None:
    message = Publication("a", b"1")
    assert (message.qos, message.retain, message.asked, message.correlation) == (0, False, False, None)
    assert Incoming("a", b"1") == Incoming("a", b"1", retained=False, expiry=None)
