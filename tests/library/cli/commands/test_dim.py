"""`ipcom dim`: several dimmers, levels and steps."""

from __future__ import annotations

import pytest

from ipcom.model.address import OutputAddress
from ipcom.simulator.faults import Faults
from ipcom.simulator.gateway.gateway import SimulatedGateway
from ipcom.simulator.testing.threaded import ThreadedGateway
from tests.library.cli.cli_rig import Ipcom, frames, press, run_process, value


def test_several_dimmers_go_to_one_level_in_one_frame(gateway: ThreadedGateway) -> None:
    ended = run_process("dim", "living", "Bedroom", "40")
    assert (ended.code, ended.out, ended.err) == (0, "Living room: 40 %\nBedroom: 40 %\n", "")
    assert frames(gateway) == [(6, [40, 40, 0, 0, 0, 0, 0, 0])]


def test_a_step_goes_from_where_each_is(gateway: ThreadedGateway) -> None:
    run_process("dim", "living", "40")
    run_process("dim", "bedroom", "95")
    assert run_process("dim", "living", "bedroom", "+10").out == "Living room: 50 %\nBedroom: 100 %\n"
    assert run_process("dim", "living", "bedroom", "-20").out == "Living room: 30 %\nBedroom: 80 %\n"
    assert run_process("dim", "living", "-90", "--json").json["devices"][0]["brightness"] == 1


def test_a_step_down_switches_nothing_off_and_nothing_on(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    assert ipcom("dim", "living", "-10").out == "Living room: off\n"
    assert frames(gateway) == []
    assert ipcom("dim", "living", "+5").out == "Living room: 5 %\n"
    assert ipcom("dim", "living", "--", "-10").out == "Living room: 1 %\n"


def test_a_step_rests_on_what_the_wall_switch_left(gateway: ThreadedGateway, ipcom: Ipcom) -> None:
    ipcom("dim", "living", "40")
    press(gateway, "6/1")
    assert value(gateway, "6/1") == 0
    assert ipcom("dim", "living", "-10").out == "Living room: off\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("living",), '"living" is no level: write 0 to 100, or a step such as +10 or -10, last.'),
        (("40",), "Missing argument 'NAME...'"),
        (("living", "40", "bedroom"), '"bedroom" is no level'),
        (("living", "101"), '"101" is no level'),
        (("living", "-101"), '"-101" is no level'),
        (("living", "-x"), "No such option"),
        (("hall", "coffee", "40"), "Hall is only on or off"),
        (("hall", "coffee", "40"), "Coffee machine is only on or off"),
        (("livng", "bedrom", "40"), 'Did you mean "Bedroom" or'),
        (("livng", "bedrom", "40"), '"livng"'),
        (("16/7", "16/8", "40"), "output 16/7 is not declared"),
    ],
)
def test_a_mistake_is_told_and_dims_nothing(
    gateway: ThreadedGateway, ipcom: Ipcom, arguments: tuple[str, ...], said: str
) -> None:
    ended = ipcom("dim", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert frames(gateway) == []


def slow_house_with_a_press(gateway: ThreadedGateway, address: str) -> None:
    """Let answers take 0.1 s, and press a switch at the wall just after the first read was answered."""

    def prepare(it: SimulatedGateway) -> None:
        it.faults = Faults(delay_s=0.1)
        before = it.transcript.counts["outputs"]

        def listen(_: object) -> None:
            if it.transcript.counts["outputs"] > before:
                unsubscribe()
                it.press(OutputAddress.parse(address))

        unsubscribe = it.transcript.subscribe(listen)

    gateway.call(prepare)


@pytest.mark.parametrize("arguments", [("dim", "living", "+10"), ("toggle", "living")])
def test_a_press_between_its_read_and_its_frame_is_not_undone(
    gateway: ThreadedGateway, ipcom: Ipcom, arguments: tuple[str, ...]
) -> None:
    ipcom("dim", "living", "40")
    sent = len(frames(gateway))
    slow_house_with_a_press(gateway, "6/1")
    ended = ipcom(*arguments)
    assert value(gateway, "6/1") == 0
    assert len(frames(gateway)) == sent
    assert ended.out == "Living room: off\n"
    assert ended.code == (7 if "dim" in arguments else 0)
