"""Hosts as people type them."""

from typing import Any

import pytest

from ipcom.errors import ConfigurationError
from ipcom.model.host import Host, is_ip_address, parse_host

ADDRESS = Host("192.168.1.20", 5000, is_address=True)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("192.168.1.20", ADDRESS),
        ("  192.168.1.20\n", ADDRESS),
        ("http://192.168.1.20:5000", ADDRESS),
        ("http://192.168.1.20:5000/", ADDRESS),
        ("HTTPS://192.168.1.20", ADDRESS),
        ("tcp://192.168.1.20", ADDRESS),
        ("192.168.1.20:5001", Host("192.168.1.20", 5001, is_address=True)),
        ("::1", Host("::1", 5000, is_address=True)),
        ("[::1]", Host("::1", 5000, is_address=True)),
        ("[::1]:5001", Host("::1", 5001, is_address=True)),
        ("http://[::1]:5001/", Host("::1", 5001, is_address=True)),
        ("fe80::1%eth0", Host("fe80::1%eth0", 5000, is_address=True)),
        ("gateway", Host("gateway", 5000, is_address=False)),
        ("Gateway.lan", Host("Gateway.lan", 5000, is_address=False)),
        ("gateway.lan.", Host("gateway.lan.", 5000, is_address=False)),
        ("gateway.lan:5001", Host("gateway.lan", 5001, is_address=False)),
        ("my_gateway-2", Host("my_gateway-2", 5000, is_address=False)),
        ("büro.example", Host("büro.example", 5000, is_address=False)),
        ("1.2.3.4.in-addr.arpa", Host("1.2.3.4.in-addr.arpa", 5000, is_address=False)),
    ],
)
def test_a_host_with_a_plain_meaning_is_accepted(typed: str, meant: Host) -> None:
    assert parse_host(typed) == meant


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "empty"),
        ("   ", "empty"),
        (None, "None"),
        (b"192.168.1.20", "192.168.1.20"),
        (5000, "5000"),
        ("192.168.1", "four numbers"),
        ("192.168.1.300", "four numbers"),
        ("192.168.1.020", "four numbers"),
        ("192,168,1,20", "no host name"),
        ("192.168.1.20.", "four numbers"),
        ("192.168.1.20 5000", "no host name"),
        ("my gateway", "no host name"),
        ("-gateway", "no host name"),
        ("gate..way", "no host name"),
        ("g" * 64, "no host name"),
        (".".join(["gateway"] * 40), "no host name"),
        ("".join(chr(0x4E00 + 37 * number) for number in range(50)), "no host name"),
        (".", "has no name"),
        ("http://", "has no name"),
        (":5000", "has no name"),
        ("gateway:", "no port"),
        ("gateway:port", "no port"),
        ("gateway:٣", "no port"),
        ("gateway:0", "port is 0"),
        ("gateway:70000", "port is 70000"),
        ("ftp://gateway", "plain TCP"),
        ("http://gateway/login", "path"),
        ("192.168.1.20/24", "path"),
        ("[gateway]", "no IPv6 address"),
        ("[192.168.1.20]", "no IPv6 address"),
        ("[::1", "no IPv6 address"),
        ("[::1]5000", "no IPv6 address"),
        ("[::1]:", "no port"),
        ("://gateway", "plain TCP"),
        ("fe80::1::2", "no IPv6 address"),
    ],
)
def test_any_other_host_is_refused_with_what_to_write(typed: Any, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told) as caught:
        parse_host(typed)
    (problem,) = caught.value.problems
    assert problem.fix


def test_a_password_in_the_host_is_not_repeated() -> None:
    with pytest.raises(ConfigurationError, match="apart from the host") as caught:
        parse_host("http://me:secret@gateway")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("port", [5000, 5001])
def test_a_port_in_the_host_goes_before_the_usual_one_and_may_be_said_twice(port: int) -> None:
    assert parse_host("gateway:5001", port).port == 5001


def test_two_different_ports_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="port 5001, but the port is given as 6000"):
        parse_host("gateway:5001", 6000)


def test_a_port_in_the_host_is_accepted() -> None:
    assert parse_host("gateway", 6000).port == 6000


@pytest.mark.parametrize("port", [0, 70000, "5000", None, True])
def test_a_wrong_port_is_refused(port: Any) -> None:
    with pytest.raises(ConfigurationError, match="port"):
        parse_host("gateway", port)


@pytest.mark.parametrize(
    ("host", "shown"), [("::1", "[::1]:5000"), ("192.168.1.20", "192.168.1.20:5000"), ("gw", "gw:5000")]
)
def test_a_host_is_shown_as_it_may_be_typed(host: str, shown: str) -> None:
    assert str(parse_host(host)) == shown
    assert parse_host(shown) == parse_host(host)


def test_an_address_is_told_from_a_name() -> None:
    assert is_ip_address("10.0.0.1")
    assert is_ip_address("::")
    assert not is_ip_address("gateway")
