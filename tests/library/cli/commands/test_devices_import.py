"""`ipcom devices import`: one login, a new file, and never an old one overwritten."""

from __future__ import annotations

import asyncio
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ipcom.model.devices_yaml import load_devices
from tests.fake_portal import misbehaviours as bad
from tests.fake_portal.houses import ODD, TWO_BUSES, TWO_GATEWAYS, VILLA, Gateway, Module, Site
from tests.fake_portal.server import FakePortal
from tests.library.cli.cli_rig import Ended, Ipcom


@contextmanager
def portal_in_a_thread(*sites: Site) -> Iterator[FakePortal]:
    """Open a fake portal in a loop of its own: the command runs its own loop."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    portal = FakePortal(*sites)
    asyncio.run_coroutine_threadsafe(portal.__aenter__(), loop).result(5)
    try:
        yield portal
    finally:
        asyncio.run_coroutine_threadsafe(portal.__aexit__(None, None, None), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class Importer:
    """Runs the command against a fake portal, in a folder of its own."""

    def __init__(self, ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ipcom = ipcom
        self.environment = monkeypatch

    def __call__(self, portal: FakePortal, *arguments: str, **variables: str) -> Ended:
        username, password = portal.owner
        given = {
            "IPCOM_PORTAL_URL": portal.url,
            "IPCOM_PORTAL_USERNAME": username,
            "IPCOM_PORTAL_PASSWORD": password,
            **variables,
        }
        for name, value in given.items():
            self.environment.setenv(name, value)
        return self.ipcom("devices", "import", *arguments)


@pytest.fixture
def importer(ipcom: Ipcom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Importer:
    monkeypatch.chdir(tmp_path)
    return Importer(ipcom, monkeypatch)


def test_a_new_file_is_written_and_loads(importer: Importer, tmp_path: Path) -> None:
    with portal_in_a_thread() as portal:
        ended = importer(portal)
        assert portal.asked == ["LoginNeo", "CheckSiteVersion"]
    assert ended.code == 0, ended.err
    assert ended.out == "devices.yaml is written: 4 lights, 3 switches, 2 shutters.\n"
    assert "gateway IPCom: --host 192.168.1.20 --port 5000 --bus 1 --bus-type minido" in ended.err
    assert "scenes, which are not imported: Tout éteindre, Bonne nuit" in ended.err
    devices = load_devices(tmp_path / "devices.yaml")
    assert [each.display_name for each in devices.shutters] == ["Salon", "Chambre"]
    assert devices.find("Éclairage séjour").key == "eclairage_sejour"
    assert [path.name for path in tmp_path.iterdir()] == ["devices.yaml"]
    for secret in (*portal.owner, "gateway-secret", "installer"):
        assert secret not in (tmp_path / "devices.yaml").read_text("utf-8") + ended.err + ended.out


def test_a_file_that_is_there_stays(importer: Importer, tmp_path: Path) -> None:
    old = tmp_path / "devices.yaml"
    old.write_text("lights: {}\n")
    with portal_in_a_thread() as portal:
        first, second = importer(portal), importer(portal)
    assert old.read_text() == "lights: {}\n"
    assert "devices.yaml is there already and stays as it is" in first.err
    assert first.out.startswith("devices.portal.yaml is written")
    assert second.out.startswith("devices.portal-2.yaml is written")
    assert load_devices(tmp_path / "devices.portal-2.yaml").lights


def test_another_place_may_be_named(importer: Importer, tmp_path: Path) -> None:
    with portal_in_a_thread() as portal:
        assert importer(portal, "new/house.yaml").code == 0
    assert load_devices(tmp_path / "new" / "house.yaml").lights


def test_the_result_in_json(importer: Importer) -> None:
    with portal_in_a_thread(ODD) as portal:
        ended = importer(portal, "--json")
    assert ended.json == {
        "file": "devices.yaml",
        "kept": None,
        "site": "Odd",
        "gateway": {
            "name": "IPCom",
            "host": "192.168.1.20",
            "port": 5000,
            "bus": 1,
            "bus_type": "minido",
        },
        "lights": 3,
        "switches": 0,
        "shutters": 0,
        "scenes": ["Scene"],
        "guessed_directions": [],
        "doubtful": ["Left / Right (5/1, 5/2)"],
        "left_out": [
            {"name": "Alone (5/3)", "reason": "no_partner"},
            {"name": "Radio (ExoAudio 2)", "reason": "unknown_module"},
            {"name": "Nameless kind (? 3)", "reason": "unknown_module"},
            {"name": "Beyond (Exo8 17)", "reason": "unknown_module"},
        ],
    }
    assert ended.err == ""


def test_a_guess_is_written_beside_the_shutter(importer: Importer, tmp_path: Path) -> None:
    site = Site(gateways=(Gateway(modules=(Module(5, "ExoStore", ("Salon", "Salon")),), bus1="New"),))
    with portal_in_a_thread(site) as portal:
        ended = importer(portal)
    assert "their direction is a guess, try them carefully: salon_u" in ended.err
    assert "  # a guess: if it runs the wrong way" in (tmp_path / "devices.yaml").read_text("utf-8")
    assert load_devices(tmp_path / "devices.yaml").shutters


@pytest.mark.parametrize(
    ("arguments", "question"),
    [
        ((), 'Which site? Give --site with one of "Villa Étoile", "Ferme", "Château".'),
        (("--site", "Moulin"), "Which site?"),
        (("--site", "ferme"), 'Which bus? Give --bus with one of "1", "2".'),
        (("--site", "9"), 'Which gateway? Give --gateway with one of "Aile nord", "Aile sud".'),
        (("--site", "Château", "--gateway", "aile sud", "--bus", "2"), "Which bus?"),
    ],
)
def test_a_choice_is_asked_for(
    importer: Importer, tmp_path: Path, arguments: tuple[str, ...], question: str
) -> None:
    with portal_in_a_thread(VILLA, TWO_BUSES, TWO_GATEWAYS) as portal:
        ended = importer(portal, *arguments)
    assert ended.code == 2
    assert question in ended.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("--site", "Ferme", "--bus", "2"), "Étable"),
        (("--site", "Château", "--gateway", "Aile Sud"), "Sud"),
    ],
)
def test_a_choice_is_made(importer: Importer, tmp_path: Path, arguments: tuple[str, ...], name: str) -> None:
    with portal_in_a_thread(VILLA, TWO_BUSES, TWO_GATEWAYS) as portal:
        assert importer(portal, *arguments).code == 0
    assert [each.display_name for each in load_devices(tmp_path / "devices.yaml").outputs] == [name]


@pytest.mark.parametrize(("site", "said"), [((), "has no site"), ((Site(),), "has no gateway")])
def test_an_account_without_a_house_is_told(importer: Importer, site: tuple[Site, ...], said: str) -> None:
    with portal_in_a_thread() as portal:
        portal.sites = site
        ended = importer(portal)
    assert (ended.code, said in ended.err) == (2, True)


def test_the_exit_codes_are_those_of_every_command(importer: Importer, tmp_path: Path) -> None:
    with portal_in_a_thread() as portal:
        refused = importer(portal, IPCOM_PORTAL_PASSWORD="wrong")
        portal.misbehave = bad.BOMB
        garbled = importer(portal)
        portal.misbehave = bad.hang
        late = importer(portal, "--timeout", "0.3")
        portal.misbehave = bad.close_at_once
        gone = importer(portal)
    assert [ended.code for ended in (refused, garbled, late, gone)] == [4, 6, 5, 3]
    assert "wrong" not in refused.err
    assert not list(tmp_path.iterdir())


def test_the_password_comes_from_a_file_too(importer: Importer, tmp_path: Path) -> None:
    with portal_in_a_thread() as portal:
        (tmp_path / "secret").write_text(portal.owner[1], "utf-8")
        ended = importer(portal, "--portal-password-file", "secret", IPCOM_PORTAL_PASSWORD="wrong")
    assert ended.code == 0


def test_what_is_missing_is_asked_for(ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Which account? Give --portal-username" in ipcom("devices", "import").err
    ended = ipcom("devices", "import", "--portal-username", "me")
    assert (
        "Which password has me? Set IPCOM_PORTAL_PASSWORD, or name a file with --portal-password-file"
        in ended.err
    )
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    for name in [name for name in sys.modules if name.startswith("ipcom.portal")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setenv("IPCOM_PORTAL_PASSWORD", "x")
    ended = ipcom("devices", "import", "--portal-username", "me")
    assert (ended.code, 'pip install "ipcom[portal]"' in ended.err) == (2, True)


def test_a_new_file_can_be_read_by_others_as_any_file(importer: Importer, tmp_path: Path) -> None:
    (tmp_path / "usual").write_text("")
    with portal_in_a_thread() as portal:
        importer(portal)
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("usual", "devices.yaml")]
    assert modes[0] == modes[1]
