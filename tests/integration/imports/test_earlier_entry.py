"""The data, options and title of an entry that an earlier integration left behind, whatever is in it."""

from datetime import timedelta
from typing import Any

import pytest

from custom_components.ipcom.imports.earlier_entry import entry_data, entry_options, entry_title, is_ours

LOCAL = {"local_host": "192.168.1.20", "local_port": 5000}
REMOTE = {"remote_host": "home.example", "remote_port": 5001}


def addresses(earlier: dict[str, Any], unique_id: str | None = None) -> tuple[Any, ...]:
    data = entry_data(earlier, unique_id)
    return tuple(data[key] for key in ("host", "port", "second_host", "second_port") if key in data)


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        pytest.param({"host": "a", "port": 1}, ("a", 1), id="one address"),
        pytest.param({"host": " HTTP://A:1/ ", "port": 5000}, ("a", 1), id="as people type it"),
        pytest.param(
            {"connection_type": "both", "host": "192.168.1.20", "port": 5000, **LOCAL, **REMOTE},
            ("192.168.1.20", 5000, "home.example", 5001),
            id="both",
        ),
        pytest.param(
            {"connection_type": "both", "host": "home.example", "port": 5001, **LOCAL, **REMOTE},
            ("192.168.1.20", 5000, "home.example", 5001),
            id="both, the remote one in use: the local one comes first",
        ),
        pytest.param(
            {"connection_type": "both", "host": "a", **REMOTE},
            ("a", 5000, "home.example", 5001),
            id="both, without a local one of its own",
        ),
        pytest.param(
            {"connection_type": "both", **REMOTE}, ("home.example", 5001), id="both, only one known"
        ),
        pytest.param(
            {"connection_type": "both", **LOCAL, "remote_host": "192.168.1.20", "remote_port": 5000},
            ("192.168.1.20", 5000),
            id="both the same",
        ),
        pytest.param(
            {"connection_type": "both", **LOCAL, "remote_host": "http://x/y/z"},
            ("192.168.1.20", 5000),
            id="a second one that is none",
        ),
        pytest.param(
            {"connection_type": "local", "host": "192.168.1.20", **LOCAL, **REMOTE},
            ("192.168.1.20", 5000),
            id="local: nothing goes over the internet that did not before",
        ),
        pytest.param(
            {"connection_type": "remote", "host": "home.example", "port": 5001, **LOCAL, **REMOTE},
            ("home.example", 5001),
            id="remote",
        ),
        pytest.param({"connection_type": "remote", "host": "a", "port": 1}, ("a", 1), id="remote, not known"),
        pytest.param({"connection_type": 7, **LOCAL}, ("192.168.1.20", 5000), id="something else"),
        pytest.param({"host": None, "port": None}, ("", 5000), id="none at all"),
        pytest.param({"host": 7, "port": [1]}, ("", 5000), id="no address"),
        pytest.param({"host": "a", "port": "5001"}, ("a", 5001), id="a port in quotes"),
        pytest.param({"host": "a", "port": "many"}, ("a", 5000), id="no port"),
        pytest.param({"host": "a", "port": 70000}, ("a", 5000), id="a port that is none"),
        pytest.param({"host": "a", "port": float("inf")}, ("a", 5000), id="an endless port"),
    ],
)
def test_addresses(earlier: dict[str, Any], expected: tuple[Any, ...]) -> None:
    assert addresses(earlier) == expected


def test_an_address_that_is_gone_is_that_of_the_unique_id() -> None:
    assert addresses({}, "gateway.local:5001") == ("gateway.local", 5001)
    assert addresses({}, "nothing") == ("", 5000)


@pytest.mark.parametrize(
    ("stored", "text"), [(None, ""), ("demo", "demo"), (1234, "1234"), ({"a": 1}, ""), ([], "")]
)
def test_credentials_are_texts(stored: Any, text: str) -> None:
    data = entry_data({"host": "a", "username": stored, "password": stored})
    assert (data["username"], data["password"]) == (text, text)


def test_a_block_of_yaml_is_known_by_the_address_that_was_used() -> None:
    data = entry_data({"connection_type": "both", "host": "home.example", "port": 5001, **LOCAL, **REMOTE})
    assert data["yaml_source"] == "home.example:5001"
    assert entry_data({"connection_type": "both", **LOCAL})["yaml_source"] == "192.168.1.20:5000"


@pytest.mark.parametrize(
    ("interval", "options"),
    [
        (None, {}),
        (10, {"fallback_interval_s": 10}),
        ("30", {"fallback_interval_s": 30}),
        (timedelta(minutes=1), {"fallback_interval_s": 60}),
        (10_000, {"fallback_interval_s": 600}),
        (0.5, {"fallback_interval_s": 2}),
        ("often", {}),
        ([], {}),
        ({"seconds": 10}, {}),
        (0, {}),
    ],
)
def test_the_earlier_interval(interval: Any, options: dict[str, Any]) -> None:
    assert entry_options({"scan_interval": interval}) == options


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("IPCom (192.168.1.20:5000)", "IPCom 192.168.1.20"),
        ("IPCom (home.example:5001)", "IPCom 192.168.1.20"),
        ("IPCom - Villa", "IPCom 192.168.1.20"),
        ("IPCom", "IPCom 192.168.1.20"),
        ("IPCom - Our house", "IPCom - Our house"),
        ("Our house", "Our house"),
    ],
)
def test_a_title_that_a_person_chose_stays(title: str, expected: str) -> None:
    earlier = {"host": "192.168.1.20", "port": 5000, "site_name": "Villa", **REMOTE}
    assert entry_title(title, earlier, entry_data(earlier)) == expected


def test_a_title_with_an_address_that_is_gone_is_known_by_the_unique_id() -> None:
    data = entry_data({}, "a:1")
    assert entry_title("IPCom (a:1)", {}, data, "a:1") == "IPCom a"
    assert entry_title("IPCom - Villa", {"site_name": "Villa"}, entry_data({})) == "IPCom"


def test_only_our_entries_of_version_2_know_a_bus() -> None:
    assert is_ours({"host": "a", "bus": 2})
    assert not is_ours({"host": "a", "devices": None, "connection_type": "local"})
