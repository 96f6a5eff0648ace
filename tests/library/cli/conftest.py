"""A simulated house, and the command line as its people use it."""

from __future__ import annotations

import functools
import gc
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from ipcom.cli import connecting, simulating
from ipcom.cli.app import run
from ipcom.cli.console import output
from ipcom.cli.console.password import Password
from ipcom.cli.covers.cover_store import CoverStore
from ipcom.cli.covers.likely_times import Times
from ipcom.cli.covers.stored_cover import StoredCover
from ipcom.cli.settings import Settings
from ipcom.client.client import IPComClient
from ipcom.model.bus_type import BusType
from ipcom.model.devices import ShutterDevice
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.house.house import House
from ipcom.simulator.house.motor import Motor
from ipcom.simulator.testing.threaded import ThreadedGateway
from ipcom.simulator.testing.virtual_time import LoopClock
from tests.library.cli.cli_rig import TIMES, Ended, Ipcom

COTTAGE = """\
[gateways.cottage]
host = "{host}"
port = {port}
username = "demo"
password_file = "cottage.password"
devices = "cottage.yaml"

[gateways.holiday-home]
host = "gateway.invalid"
username = "somebody"
timeout = 20
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home without any settings, and a directory without any devices.yaml."""
    for name in [name for name in os.environ if name.startswith("IPCOM_")]:
        monkeypatch.delenv(name)
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(output.form, "as_json", False)
    yield tmp_path
    gc.enable()


@pytest.fixture
def ipcom(capsys: pytest.CaptureFixture[str]) -> Ipcom:
    """Run a command line in this process."""

    def command(*arguments: str) -> Ended:
        capsys.readouterr()
        code = run(arguments)
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return command


@pytest.fixture
def house_file(home: Path) -> Path:
    """The devices.yaml of the demo house."""
    path = home / "house.yaml"
    path.write_text(House.demo().devices_yaml(), "utf-8")
    return path


@pytest.fixture
def gateway(house_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadedGateway]:
    """The demo house, reached by the environment as users do."""
    with ThreadedGateway(SimulatedGateway()) as gateway:
        monkeypatch.setenv("IPCOM_HOST", gateway.host)
        monkeypatch.setenv("IPCOM_PORT", str(gateway.port))
        monkeypatch.setenv("IPCOM_USERNAME", "demo")
        monkeypatch.setenv("IPCOM_PASSWORD", "demo")
        monkeypatch.setenv("IPCOM_DEVICES", str(house_file))
        yield gateway


@pytest.fixture
def config_file(home: Path) -> Path:
    """Where the user's configuration file lies; it is not there yet."""
    path = home / "xdg_config_home" / "ipcom" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture
def cottage(
    config_file: Path, gateway: ThreadedGateway, house_file: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> ThreadedGateway:
    """The demo house is a profile called cottage, and everything else speaks of another gateway."""
    config_file.write_text(COTTAGE.format(host=gateway.host, port=gateway.port))
    (config_file.parent / "cottage.password").write_text("demo\n")
    (config_file.parent / "cottage.yaml").write_text(house_file.read_text("utf-8"), "utf-8")
    for name in ("HOST", "USERNAME", "PASSWORD", "PASSWORD_FILE", "DEVICES"):
        monkeypatch.setenv(f"IPCOM_{name}", f"elsewhere-{name.lower()}")
    for name, value in (("PORT", "1"), ("BUS", "2"), ("BUS_TYPE", "bibus"), ("TIMEOUT", "0.1")):
        monkeypatch.setenv(f"IPCOM_{name}", value)
    (home / "devices.yaml").write_text("lights: {kitchen: {module: 16, output: 8, type: light}}\n")
    return gateway


@pytest.fixture
def settings() -> Settings:
    """The demo house, for what runs in a loop whose clock jumps; see `simulated`."""
    return Settings(
        host="house",
        port=5000,
        username="demo",
        secret=Password("demo"),
        bus=1,
        bus_type=BusType.MINIDO,
        devices=House.demo().devices,
        timeout=10.0,
        json=False,
    )


@pytest.fixture
async def simulated(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SimulatedGateway]:
    """A gateway in memory, in the loop of the test; every client of the command line reaches it."""
    async with SimulatedGateway() as gateway:
        client = functools.partial(IPComClient, connector=gateway.connector, clock=LoopClock())
        monkeypatch.setattr(connecting, "IPComClient", client)
        yield gateway


@pytest.fixture
def left(settings: Settings) -> ShutterDevice:
    return settings.devices.shutters[0]


@pytest.fixture
def motor(simulated: SimulatedGateway, left: ShutterDevice) -> Motor:
    """The real thing: 21 s up, 19.5 s down, now open."""
    return simulated.house.world.shutters[left.pair]


@pytest.fixture
def calibrated(settings: Settings, left: ShutterDevice) -> CoverStore:
    store = CoverStore.of(settings)
    store.write(left.pair, StoredCover(Times(TIMES)))
    return store


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[SimulatedGateway]:
    """The gateways that were made."""
    gateways: list[SimulatedGateway] = []

    class Kept(SimulatedGateway):
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)  # type: ignore[arg-type]
            gateways.append(self)

    monkeypatch.setattr(simulating, "SimulatedGateway", Kept)
    return gateways


@pytest.fixture
def rooms(gateway: ThreadedGateway, house_file: Path) -> ThreadedGateway:
    """The demo house with the rooms in its devices.yaml, as `ipcom simulate --write-devices` writes them."""
    house_file.unlink()
    assert run(["simulate", "--port", "0", "--seconds", "0.1", "--write-devices", str(house_file)]) == 0
    return gateway
