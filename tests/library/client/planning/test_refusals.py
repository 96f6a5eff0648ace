"""Commands that are withdrawn, and values, frames and kinds that the planner refuses."""

from __future__ import annotations

import pytest

from ipcom.client.planning.actions import Send
from ipcom.errors import (
    ConfigurationError,
    InterlockError,
)
from ipcom.model.address import OutputAddress
from ipcom.model.output_kind import OutputKind
from ipcom.protocol.frames import BusFrame
from tests.library.client.planning.planner_house import DIMMER, LAMP, OTHER, PAIR, lit_house
from tests.library.client.planning.planner_rig import Rig

FAR_LAMP = OutputAddress(7, 1)


@pytest.fixture
def rig() -> Rig:
    return lit_house()


def test_a_withdrawn_command_that_has_not_left_is_forgotten(rig: Rig) -> None:
    rig.want({LAMP: 255})
    rig.run(0.02)
    ticket = rig.want({OTHER: 255})
    rig.planner.commands.withdraw(ticket)
    rig.run(1.0)
    assert rig.value(OTHER) == 0
    assert len(rig.frames) == 1


def test_a_withdrawn_command_shared_with_another_caller_still_leaves(rig: Rig) -> None:
    mine, theirs = rig.want({LAMP: 255}), rig.want({LAMP: 255})
    rig.planner.commands.withdraw(mine)
    rig.run(0.2)
    assert rig.outcomes == {theirs: None}


def test_distrusted_reads_are_asked_for_again(rig: Rig) -> None:
    rig.run(0.35 * 3 - 0.01 - (rig.now - rig.reads[-1]) + 0.013)
    rig.planner.distrust(rig.now - 1.0)
    before = len(rig.reads)
    rig.want({LAMP: 255})
    rig.run(0.003)
    assert len(rig.reads) > before


@pytest.mark.parametrize(
    ("address", "value"),
    [(LAMP, 1), (LAMP, 100), (LAMP, -1), (LAMP, 256), (DIMMER, 101), (DIMMER, -1), (LAMP, True)],
)
def test_a_value_that_the_output_cannot_take_is_refused(rig: Rig, address: OutputAddress, value: int) -> None:
    with pytest.raises(ConfigurationError, match=str(address)):
        rig.want({address: value})


def test_a_frame_that_was_not_planned_is_refused(rig: Rig) -> None:
    with pytest.raises(InterlockError, match="not planned"):
        rig.planner.actions.sent(Send(1, bytes(8), BusFrame(2, 1, 0, b"")), rig.now)


def test_kinds_can_be_declared_later(rig: Rig) -> None:
    level = OutputAddress(7, 1)
    rig.planner.declared.set_kind(level, OutputKind.DIMMER)
    ticket = rig.want({level: 30})
    rig.run(0.2)
    assert rig.outcomes == {ticket: None}
    rig.planner.declared.set_kind(level, None)
    with pytest.raises(ConfigurationError):
        rig.want({level: 30})


def test_a_pair_that_is_added_ends_the_commands_for_its_relays_and_no_others(rig: Rig) -> None:
    rig.disconnect()
    relay, other = rig.want({PAIR.up: 255}), rig.want({LAMP: 255})
    rig.planner.add_shutter(PAIR, rig.now)
    rig.run(0.1)
    assert isinstance(rig.outcomes[relay], InterlockError)
    assert other not in rig.outcomes
