"""The health of an installation."""

from __future__ import annotations

import asyncio

import pytest

from ipcom.cli.check.checking import check_installation
from ipcom.cli.check.checkup import Checkup
from ipcom.cli.console.exit_codes import ExitCode
from ipcom.cli.console.password import Password
from ipcom.cli.settings import Settings
from ipcom.cli.targets import Target, find_target
from ipcom.client.client import IPComClient
from ipcom.errors import CommandSuperseded
from ipcom.model.address import OutputAddress
from ipcom.simulator.faults import Faults
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom, value

virtual = pytest.mark.virtual_time


def found(checkup: Checkup) -> dict[str, bool]:
    return {check.name: check.ok for check in checkup.checks}


def target(settings: Settings, name: str) -> Target:
    return find_target(name, settings.devices)


@virtual
async def test_a_good_installation_has_no_findings(settings: Settings, simulated: SimulatedGateway) -> None:
    checkup = await check_installation(settings, 10.0, None)
    assert checkup.healthy
    assert list(found(checkup)) == [
        "Login",
        "Firmware",
        "Loops",
        "Updates per second",
        "Round trip, median",
        "Round trip, worst",
        "Reconnects",
        "Clean shutdown",
    ]
    texts = {check.name: check.found for check in checkup.checks}
    assert texts["Updates per second"] == "2.86"
    assert texts["Firmware"] == "4.10"
    assert texts["Loops"] == "4 running"
    assert checkup.statistics is not None


@virtual
@pytest.mark.parametrize(
    ("faults", "unwell"),
    [
        (Faults(delay_s=0.3), {"Round trip, median"}),
        (Faults(delay_s=1.2), {"Updates per second", "Round trip, median", "Round trip, worst"}),
        (Faults(drop_after=20), {"Reconnects"}),
    ],
)
async def test_each_fault_of_an_installation_is_found(
    settings: Settings, simulated: SimulatedGateway, faults: Faults, unwell: set[str]
) -> None:
    asyncio.get_running_loop().call_later(0.5, setattr, simulated, "faults", faults)
    checkup = await check_installation(settings, 10.0, None)
    assert unwell <= {name for name, ok in found(checkup).items() if not ok}
    assert checkup.exit_code is ExitCode.REFUSED
    assert all(check.advice for check in checkup.checks if not check.ok)


@virtual
async def test_a_link_that_is_down_at_the_end_is_unwell(
    settings: Settings, simulated: SimulatedGateway
) -> None:
    async def vanish() -> None:
        await asyncio.sleep(5.0)
        await simulated.stop()

    vanishing = asyncio.create_task(vanish())
    checkup = await check_installation(settings, 20.0, target(settings, "kitchen"))
    await vanishing
    assert not found(checkup)["Loops"]
    assert not found(checkup)["Write test, Kitchen"]


@virtual
async def test_a_refused_login_is_all_there_is_to_tell(
    settings: Settings, simulated: SimulatedGateway
) -> None:
    checkup = await check_installation(settings._replace(secret=Password("no")), 10.0, None)
    assert list(found(checkup)) == ["Login", "Clean shutdown"]
    assert checkup.exit_code is ExitCode.CREDENTIALS
    assert checkup.record["statistics"] is None


@virtual
@pytest.mark.parametrize(
    ("name", "at", "before"), [("kitchen", "3/4", 0), ("kitchen", "3/4", 255), ("living", "6/1", 40)]
)
async def test_the_write_test_restores_what_it_found(
    settings: Settings, simulated: SimulatedGateway, name: str, at: str, before: int
) -> None:
    address = OutputAddress.parse(at)
    values = bytearray(8)
    values[address.output - 1] = before
    simulated.house.world.write(address.module, bytes(values))
    await asyncio.sleep(5.0)
    checkup = await check_installation(settings, 1.0, target(settings, name))
    assert checkup.healthy, checkup.record
    await asyncio.sleep(5.0)
    assert simulated.house.world.value(address) == before
    assert [event.value for event in simulated.house.world.history][-1] == before


@virtual
async def test_writes_that_are_ignored_are_found(settings: Settings, simulated: SimulatedGateway) -> None:
    simulated.faults = Faults(ignore_writes_percent=100)
    checkup = await check_installation(settings, 1.0, target(settings, "kitchen"))
    assert not found(checkup)["Write test, Kitchen"]


@virtual
async def test_a_press_at_the_wall_does_not_fail_the_write_test(
    settings: Settings, simulated: SimulatedGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def superseded(*_: object, **_options: object) -> None:
        raise CommandSuperseded("somebody at the wall")

    monkeypatch.setattr(IPComClient, "set_output", superseded)
    checkup = await check_installation(settings, 1.0, target(settings, "kitchen"))
    assert found(checkup)["Write test, Kitchen"]
    assert checkup.checks[-2].found == "somebody else switched it"


@virtual
async def test_what_a_person_switched_meanwhile_is_left_as_it_is(
    settings: Settings, simulated: SimulatedGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, set_output = OutputAddress(3, 4), IPComClient.set_output

    async def overtaken(client: IPComClient, at: OutputAddress, value: int) -> None:
        await set_output(client, at, value)
        simulated.press(address)
        await asyncio.sleep(1.0)
        simulated.press(address)
        raise CommandSuperseded("a wall switch")

    monkeypatch.setattr(IPComClient, "set_output", overtaken)
    checkup = await check_installation(settings, 1.0, target(settings, "kitchen"))
    assert found(checkup)["Write test, Kitchen"]
    await asyncio.sleep(5.0)
    assert simulated.house.world.value(address) == 255, "switched on by the person last"


def test_the_table_and_the_exit_code(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    ended = ipcom("check", "--seconds", "1", "--write-test", "kitchen")
    lines = ended.out.splitlines()
    assert lines[0].split() == ["Check", "Found", "Wanted"]
    assert all(len(line) <= 80 for line in lines)
    assert any(line.startswith("Write test, Kitchen") for line in lines)
    assert value(gateway, "3/4") == 0
    assert ended.code == 0, ended.out + ended.err
    assert ended.err == "All is well.\n"


def test_bad_health_as_json_and_as_a_table(
    gateway: ThreadedGateway, ipcom: Ipcom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPCOM_PASSWORD", "wrong")
    ended = ipcom("check", "--json")
    assert ended.code == 4
    assert ended.json["healthy"] is False
    assert ended.json["checks"][0]["name"] == "Login"
    assert "user name" in ended.json["checks"][0]["advice"]
    ended = ipcom("check")
    assert "NOT OK" in ended.out
    assert ended.err.endswith("Not all is well.\n")
