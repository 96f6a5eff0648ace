"""Two spellings of one gateway have one key."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipcom.cli.covers.cover_store import CoverStore
from ipcom.cli.covers.likely_times import Times
from ipcom.cli.covers.stored_cover import StoredCover
from ipcom.cli.gateway_keys import canonical, gateway_files, spellings
from ipcom.cli.run_notes import RunNotes
from ipcom.cli.settings import Settings
from ipcom.model.devices import ShutterDevice
from tests.library.cli.cli_rig import TIMES


@pytest.fixture
def state(home: Path) -> Path:
    folder = home / "xdg_state_home" / "ipcom"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def named(state: Path) -> Path:
    """The name gateway.lan has led to 192.168.1.20."""
    (state / "address-gateway.lan-5000.txt").write_text("192.168.1.20\n")
    return state


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Gateway.LAN.", "gateway.lan"),
        ("192.168.1.20", "192.168.1.20"),
        ("localhost", "127.0.0.1"),
        ("LOCALHOST.", "127.0.0.1"),
        ("::1", "127.0.0.1"),
        ("0:0:0:0:0:0:0:1", "127.0.0.1"),
        ("FE80::0001", "fe80::1"),
        ("::ffff:192.168.1.20", "192.168.1.20"),
        ("fe80::1%eth0", "fe80::1%eth0"),
    ],
)
def test_a_host_has_one_spelling(typed: str, key: str) -> None:
    assert canonical(typed) == key


def test_a_name_and_the_address_to_which_it_has_led_agree(named: Path) -> None:
    for typed in ("gateway.lan", "GATEWAY.lan.", "192.168.1.20"):
        assert spellings(typed, 5000) == ("gateway.lan", "192.168.1.20")
    (named / "address-alias-5000.txt").write_text("192.168.1.20\n")
    for typed in ("gateway.lan", "alias", "192.168.1.20"):
        assert spellings(typed, 5000) == ("alias", "gateway.lan", "192.168.1.20")
    assert spellings("192.168.1.20", 5001) == ("192.168.1.20",)
    assert spellings("other.lan", 5000) == ("other.lan",)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("gateway.lan", "192.168.1.20"),
        ("192.168.1.20", "gateway.lan"),
        ("GATEWAY.LAN.", "gateway.lan"),
        ("__1", "localhost"),
        ("localhost", "::1"),
        ("127.0.0.1", "localhost"),
        ("FE80__1", "fe80:0::1"),
    ],
)
def test_what_an_earlier_version_has_stored_under_another_spelling_is_read_and_taken_over(
    named: Path, settings: Settings, left: ShutterDevice, before: str, now: str
) -> None:
    cover = StoredCover(Times(TIMES))
    old = named / f"covers-{before}-5000-bus1.json"
    CoverStore(old).write(left.pair, cover)
    store = CoverStore.of(settings._replace(host=now))
    assert store.read(left.pair) == cover
    store.write(left.pair, cover)
    assert CoverStore.of(settings._replace(host=now)).read(left.pair) == cover
    assert [path.name for path in named.glob("covers-*.json")] == [store.path.name]


@pytest.mark.parametrize("other", ["gateway.lan-5000-bus2", "gateway.lan-5001-bus1", "other.lan-5000-bus1"])
def test_another_gateway_port_or_bus_is_another(
    named: Path, settings: Settings, left: ShutterDevice, other: str
) -> None:
    CoverStore(named / f"covers-{other}.json").write(left.pair, StoredCover(Times(TIMES)))
    assert CoverStore.of(settings._replace(host="gateway.lan")).read(left.pair) == StoredCover()


def test_a_run_that_was_noted_under_another_spelling_is_found(named: Path, settings: Settings) -> None:
    old = RunNotes(named / "runs-192.168.1.20-5000-bus1")
    with old.noted("Left", [], lambda: False):
        pass
    assert [run.name for run in RunNotes.of(settings._replace(host="gateway.lan")).read()] == ["Left"]


def test_a_name_that_was_never_reached_may_have_files_under_its_address(
    state: Path, settings: Settings
) -> None:
    new = settings._replace(host="gateway.lan")
    assert gateway_files(new, "covers", ".json").complete
    (state / "covers-192.168.1.20-5000-bus1.json").write_text("{}")
    assert not gateway_files(new, "covers", ".json").complete
    (state / "address-gateway.lan-5000.txt").write_text("192.168.1.20\n")
    assert gateway_files(new, "covers", ".json").complete
