"""What each output is said to be."""

from __future__ import annotations

from ipcom.client.planning.declared_outputs import DeclaredOutputs
from ipcom.client.planning.line_timings import LineTimings
from ipcom.client.planning.pair_registry import PairRegistry
from ipcom.model.address import OutputAddress
from ipcom.model.output_kind import OutputKind
from ipcom.model.round_trips import RoundTrips
from ipcom.model.shutter_pair import ShutterPair
from ipcom.model.timings import Timings

LAMP, DIMMER, UP, DOWN = (OutputAddress(1, output) for output in (1, 2, 3, 4))


def declared() -> DeclaredOutputs:
    pairs = PairRegistry(Timings(), LineTimings(Timings(), RoundTrips()))
    pairs.add(ShutterPair(UP, DOWN))
    return DeclaredOutputs({DIMMER: OutputKind.DIMMER}, pairs)


def test_an_output_is_a_relay_unless_told_otherwise() -> None:
    outputs = declared()
    assert (outputs.kind_of(LAMP), outputs.kind_of(DIMMER)) == (OutputKind.RELAY, OutputKind.DIMMER)
    assert (outputs.is_dimmer(LAMP), outputs.is_dimmer(DIMMER)) == (False, True)


def test_a_kind_and_a_pair_declare_an_output() -> None:
    assert [declared().has(address) for address in (LAMP, DIMMER, UP, DOWN)] == [False, True, True, True]


def test_a_kind_may_be_set_and_forgotten() -> None:
    outputs = declared()
    outputs.set_kind(LAMP, OutputKind.MOMENTARY)
    assert outputs.kind_of(LAMP) is OutputKind.MOMENTARY
    outputs.set_kind(LAMP, None)
    outputs.set_kind(LAMP, None)
    assert not outputs.has(LAMP)
