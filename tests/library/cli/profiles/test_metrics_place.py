"""Where the metrics are served, as people type it."""

import pytest

from ipcom.cli.profiles.metrics_place import read_metrics_place


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9464", "127.0.0.1:9464"),
        (" 9464 ", "127.0.0.1:9464"),
        ("localhost:9464", "127.0.0.1:9464"),
        ("0.0.0.0:1", "0.0.0.0:1"),
        ("192.168.1.30:65535", "192.168.1.30:65535"),
        ("[::1]:9464", "[::1]:9464"),
        ("[::]:9464", "[::]:9464"),
    ],
)
def test_a_port_perhaps_with_an_address(typed: str, read: str) -> None:
    assert str(read_metrics_place(typed)) == read


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "without a port"),
        ("attic", "without a port"),
        ("127.0.0.1", "without a port"),
        ("127.0.0.1:", "without a port"),
        ("-1", "without a port"),
        ("²", "without a port"),
        ("9" * 5000, "without a port"),
        ("0", "not 1 to 65535"),
        ("65536", "not 1 to 65535"),
        (":9464", "something else than an IP address"),
        ("attic:9464", "something else than an IP address"),
        ("http://127.0.0.1:9464", "something else than an IP address"),
        ("::1:9464", "without brackets"),
        ("[127.0.0.1]:9464", "without brackets"),
    ],
)
def test_anything_else_is_told_why(typed: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_metrics_place(typed)
