"""What a read says of a desired state."""

from __future__ import annotations

from ipcom.client.planning.desired_state import DesiredState
from ipcom.client.planning.life import Life
from ipcom.client.planning.line_timings import LineTimings
from ipcom.client.planning.seen_values import CONFIRMED, SeenValues
from ipcom.errors import CommandNotConfirmed, CommandSuperseded
from ipcom.model.address import OUTPUTS, OutputAddress
from ipcom.model.output_kind import OutputKind
from ipcom.model.round_trips import RoundTrips
from ipcom.model.snapshot import StateSnapshot
from ipcom.model.timings import Timings

LAMP, NEIGHBOUR = OutputAddress(1, 1), OutputAddress(1, 2)
NOBODY: set[OutputAddress] = set()


def seen_values() -> SeenValues:
    return SeenValues(Timings(), LineTimings(Timings(), RoundTrips()))


def desired(value: int = 255, kind: OutputKind = OutputKind.RELAY) -> DesiredState:
    return DesiredState(LAMP, kind, value, Life(10.0, 20.0, []))


def sent(value: int = 255, kind: OutputKind = OutputKind.RELAY) -> DesiredState:
    made = desired(value, kind)
    made.before, made.frame, made.nearest = bytes(8), bytes([value, *bytes(7)]), value
    made.life.left(11.0, 1.5, 0.5)
    return made


def read(at: float, **values: int) -> StateSnapshot:
    shown = bytearray(OUTPUTS)
    shown[LAMP.index], shown[NEIGHBOUR.index] = values.get("lamp", 0), values.get("neighbour", 0)
    return StateSnapshot(bytes(shown), timestamp=at, asked_at=at, received_at=at)


def test_a_read_asked_before_the_command_says_nothing() -> None:
    assert seen_values().verdict(desired(), read(9.0, lamp=255), NOBODY, 10.0, ()) is None


def test_what_shows_already_is_confirmed_unless_its_gateway_starts_up() -> None:
    assert seen_values().verdict(desired(), read(10.5, lamp=255), NOBODY, 10.5, ()) is CONFIRMED
    assert seen_values().verdict(desired(), read(10.5, lamp=255), NOBODY, 10.5, {1}) is None


def test_a_person_after_the_command_wins_over_what_has_not_left() -> None:
    waiting = desired()
    assert seen_values().verdict(waiting, read(10.5), {LAMP}, 10.5, ()) is None
    verdict = seen_values().verdict(waiting, read(10.6), {LAMP}, 10.6, ())
    assert verdict is not None
    assert isinstance(verdict.error, CommandSuperseded)


def test_a_read_asked_before_the_frame_left_says_nothing() -> None:
    assert seen_values().verdict(sent(), read(10.9, lamp=255), NOBODY, 11.1, ()) is None


def test_a_read_asked_after_it_confirms_or_is_counted() -> None:
    waiting = sent()
    assert seen_values().verdict(waiting, read(11.1), NOBODY, 11.1, ()) is None
    assert waiting.life.step == 1
    assert seen_values().verdict(waiting, read(11.2, lamp=255), NOBODY, 11.2, ()) is CONFIRMED


def test_a_dimmer_is_confirmed_where_it_rests_near_its_target() -> None:
    dimmer, near = sent(50, OutputKind.DIMMER), seen_values()
    assert near.verdict(dimmer, read(11.1, lamp=49), NOBODY, 11.1, ()) is None
    assert near.verdict(dimmer, read(11.5, lamp=49), NOBODY, 11.5, ()) is CONFIRMED


def test_a_dimmer_that_is_held_at_the_wall_is_given_up() -> None:
    verdict = seen_values().verdict(sent(50, OutputKind.DIMMER), read(11.1, lamp=251), NOBODY, 11.1, ())
    assert verdict is not None
    assert isinstance(verdict.error, CommandSuperseded)


def test_after_a_break_it_is_written_once_more_only_if_its_module_is_as_before() -> None:
    lost, changed = sent(), sent()
    for each in (lost, changed):
        each.life.link_down()
    assert seen_values().verdict(lost, read(12.0), NOBODY, 12.0, ()) is None
    assert lost.again
    assert not lost.life.lost
    verdict = seen_values().verdict(changed, read(12.0, neighbour=255), NOBODY, 12.0, ())
    assert verdict is not None
    assert isinstance(verdict.error, CommandNotConfirmed)
