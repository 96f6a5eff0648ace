"""A machine that tries to make the planner hurt a motor or undo a person."""

from __future__ import annotations

import os
from math import inf

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ipcom.client.planning.pending_command import PendingCommand
from ipcom.errors import (
    CommandNotConfirmed,
    CommandSuperseded,
    ConnectionLost,
    InterlockError,
)
from ipcom.model.address import OutputAddress
from ipcom.model.motion import Motion
from ipcom.model.output_kind import OutputKind
from ipcom.model.shutter_pair import ShutterPair
from tests.library.client.planning.planner_rig import Left, Rig

FIRST = ShutterPair(up=OutputAddress(5, 2), down=OutputAddress(5, 1), max_run=30.0)
SECOND = ShutterPair(up=OutputAddress(5, 3), down=OutputAddress(5, 4), pause=0.5, max_run=30.0)
APART = ShutterPair(up=OutputAddress(5, 5), down=OutputAddress(6, 1), max_run=30.0)
PAIRS = (FIRST, SECOND, APART)
LAMPS = (OutputAddress(5, 7), OutputAddress(5, 8), OutputAddress(6, 2))
DIMMER = OutputAddress(6, 3)
RELAYS = tuple(address for pair in PAIRS for address in pair.addresses)
ENDS = (CommandNotConfirmed, CommandSuperseded, ConnectionLost, InterlockError)

pairs = st.sampled_from(PAIRS)
motions = st.sampled_from(tuple(Motion))
spans = st.sampled_from((0.0005, 0.002, 0.02, 0.1, 0.36, 0.6, 1.1, 4.0))


class WatchedRig(Rig):
    """Checks every frame as it leaves and as it acts."""

    def __init__(self) -> None:
        self.last_press: dict[OutputAddress, float] = {}
        self.touched: dict[OutputAddress, tuple[float, int]] = {}
        """The last press that no read can have shown yet, and what reads showed before it."""
        self.pressed_at: dict[OutputAddress, float] = {}
        """The last press that a read has shown: on and off again between two reads leaves nothing to see."""
        self.planned_from: dict[Left, float] = {}
        self.seen_off_since: dict[OutputAddress, float] = {}
        self.undone: set[OutputAddress] = set()
        """Switched on by a person, and off again by a frame that left before it could know: the one limit."""
        self.shown = bytes(128)
        super().__init__(kinds={DIMMER: OutputKind.DIMMER}, shutters=PAIRS)

    def on_read(self, values: bytes) -> None:
        for address, (at, before) in tuple(self.touched.items()):
            if at < self.reads[-1]:
                del self.touched[address]
                if values[address.index] != before:
                    self.pressed_at[address] = at
        self.shown = values
        for address in RELAYS:
            if values[address.index]:
                self.seen_off_since[address] = inf
            elif self.seen_off_since.get(address, inf) == inf:
                self.seen_off_since[address] = self.now

    def on_frame(self, left: Left) -> None:
        self.planned_from[left] = self.reads[-1]
        for pair in PAIRS:
            ons = [a for a in pair.addresses if a.module == left.module and left.values[a.output - 1]]
            assert len(ons) < 2, f"{pair} driven both ways"
            for address in ons:
                if not self._shown(address):
                    self._check_pause(pair, address)

    def _shown(self, address: OutputAddress) -> bool:
        return self.seen_off_since.get(address, inf) == inf

    def _check_pause(self, pair: ShutterPair, address: OutputAddress) -> None:
        other = pair.down if address == pair.up else pair.up
        assert self.now - self.seen_off_since.get(other, inf) >= pair.pause - 1e-9, f"{pair}: no pause"

    def apply(self, left: Left) -> None:
        for address in RELAYS:
            if address.module != left.module:
                continue
            on = left.values[address.output - 1] > 0
            visible = self.pressed_at.get(address, inf) < self.planned_from[left]
            moves = on and not self.value(address) and address not in self.undone
            assert not (moves and visible and not self._meant(address)), (
                f"{address} moved again after a press"
            )
            self.undone.discard(address)
            if (
                not on
                and self.value(address)
                and self.last_press.get(address, -inf) >= self.planned_from[left]
            ):
                self.undone.add(address)
        super().apply(left)

    def _meant(self, address: OutputAddress) -> bool:
        """Whether a command to move this shutter came after the press."""
        return self.asked_at.get(address, -inf) >= self.pressed_at[address]

    asked_at: dict[OutputAddress, float]


class PlannerProof(RuleBasedStateMachine):
    """Commands, presses and faults in any order."""

    def __init__(self) -> None:
        super().__init__()
        WatchedRig.asked_at = {}
        self.rig = WatchedRig()
        self.tickets: list[PendingCommand] = []
        self.seen = 0

    # -- what people and programs do ---------------------------------------

    @rule(seconds=spans)
    def time_passes(self, seconds: float) -> None:
        self._run(seconds)

    @rule(pair=pairs, motion=motions)
    def somebody_drives(self, pair: ShutterPair, motion: Motion) -> None:
        for address in pair.addresses:
            self.rig.asked_at[address] = self.rig.now
        self.tickets.append(self.rig.drive(pair, motion))
        self._run(0.0005)

    @rule(lamp=st.sampled_from(LAMPS), value=st.sampled_from((0, 255)))
    def somebody_switches(self, lamp: OutputAddress, value: int) -> None:
        self.tickets.append(self.rig.want({lamp: value}))
        self._run(0.0005)

    @rule(level=st.integers(0, 100))
    def somebody_dims(self, level: int) -> None:
        self.tickets.append(self.rig.want({DIMMER: level}))
        self._run(0.0005)

    @rule(which=st.integers(0, 5))
    def a_caller_gives_up(self, which: int) -> None:
        if which < len(self.tickets):
            ticket = self.tickets.pop(-1 - which)
            self.rig.planner.commands.withdraw(ticket)

    @rule(address=st.sampled_from(RELAYS))
    def a_wall_button_toggles_a_relay(self, address: OutputAddress) -> None:
        pair = next(pair for pair in PAIRS if address in pair.addresses)
        other = pair.down if address == pair.up else pair.up
        if not self.rig.value(address):
            self._press(other, 0)
        self._press(address, 0 if self.rig.value(address) else 255)

    @rule(pair=pairs)
    def a_broken_switch_puts_both_on(self, pair: ShutterPair) -> None:
        self._press(pair.up, 255)
        self._press(pair.down, 255)

    @rule(address=st.sampled_from((*LAMPS, DIMMER)), value=st.sampled_from((0, 251, 40, 255)))
    def a_wall_button_changes_a_light(self, address: OutputAddress, value: int) -> None:
        self.rig.press(address, value)

    def _press(self, address: OutputAddress, value: int) -> None:
        before = self.rig.touched.get(address, (0.0, self.rig.shown[address.index]))[1]
        self.rig.touched[address] = self.rig.now, before
        self.rig.last_press[address] = self.rig.now
        self.rig.undone.discard(address)
        self.rig.press(address, value)

    @rule(owing=st.booleans())
    def it_is_asked_twice_what_is_next(self, owing: bool) -> None:
        planner, now = self.rig.planner, self.rig.now
        assert planner.actions.next(now, owing=owing) == planner.actions.next(now, owing=owing)

    # -- what breaks -------------------------------------------------------

    @rule()
    def the_link_breaks(self) -> None:
        if self.rig.online:
            self.rig.disconnect()
            self.rig.seen_off_since.clear()

    @precondition(lambda self: not self.rig.online)
    @rule()
    def the_link_returns(self) -> None:
        self.rig.connect()
        self._run(0.01)

    @rule()
    def the_gateway_reboots_and_forgets(self) -> None:
        self.the_link_breaks()
        self.rig.house[:] = bytes(128)
        self.rig.boots += 1
        self.rig.undone.clear()
        self.rig.touched.clear()
        self.rig.pressed_at.clear()  # no read can show those presses any more

    @rule(pattern=st.lists(st.booleans(), min_size=1, max_size=4))
    def some_writes_are_ignored(self, pattern: list[bool]) -> None:
        left = iter(pattern)
        self.rig.link.ignores = lambda: next(left, False)

    @rule(late=st.sampled_from((0.0, 0.1, 0.3)), answers=st.booleans())
    def the_gateway_acts_otherwise(self, late: float, answers: bool) -> None:
        self.rig.link.late, self.rig.link.answers_writes = late, answers

    @rule(round_trip=st.sampled_from((0.001, 0.02, 0.2)))
    def the_network_changes(self, round_trip: float) -> None:
        self.rig.link.round_trip = round_trip

    @rule(seconds=st.sampled_from((5.0, 3600.0)))
    def the_machine_sleeps(self, seconds: float) -> None:
        self.rig.now += seconds

    @rule()
    def the_program_lets_go(self) -> None:
        self.tickets.append(self.rig.planner.commands.release_all(self.rig.now))

    # -- what must hold ----------------------------------------------------

    def _run(self, seconds: float) -> None:
        self.rig.run(seconds)

    @invariant()
    def every_end_is_a_known_one(self) -> None:
        for error in self.rig.outcomes.values():
            assert error is None or isinstance(error, ENDS)

    def teardown(self) -> None:
        """However it went: everything ends, and no motor of ours runs on."""
        self.rig.link.ignores = lambda: False
        self.rig.link.late = 0.0
        if not self.rig.online:
            self.rig.connect()
        self.rig.planner.commands.release_all(self.rig.now)
        self.rig.run(15.0)
        assert self.rig.planner.owed_shutters == ()
        for ticket in self.tickets:
            assert ticket in self.rig.outcomes, "a command was forgotten"


def test_a_press_that_a_frame_on_its_way_undid_is_shown_again_by_the_next_frame() -> None:
    """A gateway that acts late: what it took for a press back is no movement of ours."""
    proof = PlannerProof()
    proof.a_broken_switch_puts_both_on(FIRST)
    proof.the_gateway_acts_otherwise(late=0.1, answers=False)
    proof.the_link_breaks()
    proof.the_machine_sleeps(5.0)
    proof.the_link_returns()
    proof.the_link_breaks()
    proof.a_broken_switch_puts_both_on(APART)
    proof.a_wall_button_toggles_a_relay(SECOND.down)
    proof.the_link_returns()
    proof.time_passes(0.2)
    assert proof.rig.value(SECOND.down)
    proof.teardown()


EXAMPLES = int(os.environ.get("IPCOM_FUZZ_EXAMPLES", "100"))
"""More are searched as for the protocol: see protocol_strategies.py."""
PlannerProof.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestPlannerProof = PlannerProof.TestCase
