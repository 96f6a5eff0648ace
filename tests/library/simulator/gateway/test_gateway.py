"""The gateway's manners when nothing is wrong: logins, buses, keys, writes, and coming back."""

from __future__ import annotations

import asyncio
import random

import pytest

from ipcom.model.bus_type import BusType
from ipcom.protocol.events import FrameReply, KeepAliveReply, LoginAccepted, LoginRefused, PlaintextHint
from ipcom.protocol.frames import BusFrame
from ipcom.simulator import Faults, House, SimulatedGateway, WallButton
from ipcom.simulator.gateway.memory_transport import connect_in_memory
from tests.library.simulator.simulator_rig import DIMMER, LEFT, LIGHT, WireClient, wire

pytestmark = pytest.mark.virtual_time

BOTH = {1: BusType.MINIDO, 2: BusType.BIBUS}


def quiet(**options: object) -> SimulatedGateway:
    """A gateway without a port, that accidents cannot hit twice the same way."""
    return SimulatedGateway(listen=False, rng=random.Random(1), **options)  # type: ignore[arg-type]


async def test_a_client_logs_in_reads_writes_and_keeps_alive() -> None:
    async with quiet() as gateway, wire(gateway, login=False) as client:
        assert await client.login() == LoginAccepted("4.10", ciphered=True)
        assert await client.outputs() == bytes(128)
        client.light()
        reply = await client.event()
        assert isinstance(reply, FrameReply)
        assert gateway.house.world.value(LIGHT) == 255
        assert (await client.outputs())[LIGHT.index] == 255
        client.send(client.session.keep_alive())
        assert await client.event() == KeepAliveReply()


async def test_a_wall_switch_shows_at_the_next_read() -> None:
    async with quiet() as gateway, wire(gateway) as client:
        gateway.press(LIGHT)
        assert (await client.outputs())[LIGHT.index] == 255
        gateway.press_shutter(LEFT, WallButton.UP)
        assert (await client.outputs())[LEFT.up.index] == 255


async def test_a_dimmer_takes_levels() -> None:
    async with quiet() as gateway, wire(gateway) as client:
        client.write(6, bytes([40, 0, 0, 0, 0, 0, 0, 0]))
        await client.event()
        assert (await client.outputs())[DIMMER.index] == 40


@pytest.mark.parametrize(("password", "bus"), [("wrong", 1), ("demo", 2)])
async def test_wrong_credentials_and_buses_that_are_not_there_are_refused(password: str, bus: int) -> None:
    async with quiet() as gateway, wire(gateway, login=False) as client:
        assert isinstance(await client.login(password, bus), LoginRefused)
        assert await client.ended()


async def test_two_buses_are_two_worlds_of_their_own_type() -> None:
    async with quiet(house=House.demo(BOTH)) as gateway, wire(gateway, login=False) as garden:
        await garden.login(bus=2)
        garden.write(3, bytes([255, 0, 0, 0, 0, 0, 0, 0]), frame_bus=2, kind=BusType.BIBUS)
        await garden.event()
        assert (await garden.outputs())[16] == 255
        assert gateway.house.buses[1].values() == bytes(128)
        assert [write.bus for write in gateway.transcript.writes] == [2]


@pytest.mark.parametrize(("frame_bus", "done"), [(2, True), (1, False)])
async def test_a_frame_must_carry_the_number_of_its_bus(frame_bus: int, done: bool) -> None:
    async with quiet() as gateway, wire(gateway) as client:
        client.write(3, b"\xff" * 8, frame_bus=frame_bus)
        assert isinstance(await client.event(), FrameReply)
        assert gateway.house.world.is_on(LIGHT) is done


async def test_a_frame_that_sets_nothing_is_answered_all_the_same() -> None:
    async with quiet() as gateway, wire(gateway) as client:
        client.send(client.session.write(BusFrame(2, 0x3C, 0, b"\x49")))
        assert isinstance(await client.event(), FrameReply)
        assert not gateway.transcript.writes


async def test_every_login_gets_another_key_unless_it_is_fixed() -> None:
    async with quiet() as gateway:
        assert gateway.next_key() != gateway.next_key()
    fixed = bytes(range(128))
    async with quiet(key=fixed) as gateway, wire(gateway) as first, wire(gateway) as second:
        first.send(first.session.read_outputs())
        second.send(second.session.read_outputs())
        await first.event()
        await second.event()
        assert first.chunks == second.chunks


async def test_a_short_login_has_no_cipher() -> None:
    async with quiet(short_login=True) as gateway, wire(gateway, login=False) as client:
        client.send(client.session.login("demo", "demo", 1))
        assert len(await client.reader.readexactly(3)) == 3
        client.send(b"\x05\x01")
        assert await client.reader.readexactly(130) == b"\x05\x01" + bytes(128)


async def test_plaintext_firmware_hints_and_then_talks_plain() -> None:
    async with quiet(ciphered=False) as gateway:
        async with wire(gateway, login=False) as client:
            assert await client.login() == PlaintextHint()
            assert await client.ended()
        plain = WireClient(*await gateway.connect(), plaintext=True)
        assert await plain.login() == LoginAccepted("4.10", ciphered=False)
        assert await plain.outputs() == bytes(128)
        await plain.close()


async def test_other_bytes_before_the_login_close_the_connection() -> None:
    async with quiet() as gateway, wire(gateway, login=False) as client:
        client.send(b"GET / HTTP/1.1\r\n\r\n")
        assert await client.reader.read() == b""


async def test_a_login_that_no_client_sends_closes_the_connection() -> None:
    async with quiet(ciphered=False) as gateway, wire(gateway, login=False) as client:
        client.send(b"\x01\x02" + bytes(54))
        assert await client.reader.read() == b""


async def test_unknown_requests_are_passed_over() -> None:
    async with quiet() as gateway, wire(gateway) as client:
        client.send(b"\xff" * 30)
        assert await client.says_nothing()
        assert await client.outputs() == bytes(128)


async def test_a_disconnect_ends_the_connection() -> None:
    async with quiet() as gateway, wire(gateway) as client:
        client.send(client.session.disconnect())
        assert await client.ended()
        assert gateway.connections == 0


async def test_several_clients_see_the_same_house() -> None:
    async with quiet() as gateway, wire(gateway) as one, wire(gateway) as other:
        one.light()
        await one.event()
        assert (await other.outputs())[LIGHT.index] == 255
        assert gateway.connections == 2


async def test_stopped_it_refuses_and_started_again_it_remembers_the_house() -> None:
    async with quiet() as gateway:
        async with wire(gateway) as client:
            client.light()
            await client.event()
            await gateway.stop()
            assert await client.ended()
        with pytest.raises(ConnectionRefusedError):
            await gateway.connect()
        await gateway.stop()
        await gateway.start()
        await gateway.start()
        async with wire(gateway) as client:
            assert (await client.outputs())[LIGHT.index] == 255


@pytest.mark.parametrize("keep_outputs", [True, False])
async def test_a_reboot_keeps_the_outputs_or_not(keep_outputs: bool) -> None:
    async with quiet() as gateway:
        gateway.press(LIGHT)
        async with wire(gateway) as client:
            await gateway.reboot(keep_outputs=keep_outputs, down_s=5.0)
            assert await client.ended()
        async with wire(gateway) as client:
            assert bool((await client.outputs())[LIGHT.index]) is keep_outputs


async def test_connections_may_be_dropped_while_it_runs() -> None:
    async with quiet() as gateway, wire(gateway) as client:
        gateway.drop_connections()
        assert await client.ended()
        assert gateway.running


async def test_the_transcript_tells_who_said_what_and_is_bounded() -> None:
    async with quiet() as gateway, wire(gateway) as client:
        for _ in range(600):
            await client.outputs()
        client.light()
        await client.event()
        assert len(gateway.transcript) == 1000
        assert gateway.transcript.counts["OutputsRequest"] == 600
        assert [str(entry.direction) for entry in gateway.transcript][-2:] == ["in", "out"]
        write = gateway.transcript.writes[0]
        assert (write.module, write.values[3], write.ignored) == (3, 255, False)
        assert "demo" not in repr(gateway.transcript[0])


async def test_the_gateway_speeds_up_its_house_and_brings_its_faults() -> None:
    house = House.demo()
    house.faults = Faults(split=3)
    async with quiet(house=house, speed=4.0) as gateway:
        assert house.speed == 4.0
        assert gateway.faults.split == 3


async def test_a_connection_that_arrives_too_late_is_broken_at_once() -> None:
    gateway = quiet()
    async with gateway:
        late = gateway._accept()
        stopping = asyncio.create_task(gateway.stop())
        await asyncio.sleep(0)
        reader, _ = connect_in_memory(late)
        with pytest.raises(ConnectionResetError):
            await reader.read()
        await stopping
        assert gateway.connections == 0
