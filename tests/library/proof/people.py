"""What people do: by command, and at the wall."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from ipcom.client.actions import Motion
from ipcom.model.address import OutputAddress
from ipcom.model.shutter_pair import ShutterPair
from ipcom.shutter.shutter import Shutter
from tests.library.proof.draws import lamps, lights, pairs, percents, positioned, relays, short, spans
from tests.library.proof.proof_house import BLIND, DIMMER, LAMPS, RELAYS, SHUTTERS, role
from tests.library.proof.stage import Stage


class People(Stage):
    """Somebody wants something of every kind of output."""

    # -- commands ----------------------------------------------------------

    @rule(then=spans)
    def time_passes(self, then: float) -> None:
        self._step(then)

    @rule(pair=pairs, then=spans)
    def somebody_opens(self, pair: str, then: float) -> None:
        self._command(self._pair(pair), "open_fully")
        self._step(then)

    @rule(pair=pairs, then=spans)
    def somebody_closes(self, pair: str, then: float) -> None:
        self._command(self._pair(pair), "close_fully")
        self._step(then)

    @rule(pair=pairs, motion=st.sampled_from(tuple(Motion)), then=spans)
    def somebody_drives_without_a_position(self, pair: str, motion: Motion, then: float) -> None:
        """As a program does that uses the client alone: the longest run is all that ends it."""
        if self.program.ready:
            self.referee.commanded(self._pair(pair))
            self.referee.tell(f"drive {pair} {motion}")
            command = self.program.client.drive(self._pair(pair), motion)
            self.ledger.give(self.program, f"drive {pair} {motion}", command)
        self._step(then)

    @rule(pair=pairs, then=short)
    def somebody_stops(self, pair: str, then: float) -> None:
        self._command(self._pair(pair), "stop")
        self._step(then)

    @rule(pair=positioned, percent=percents, then=spans)
    def somebody_sets_a_position(self, pair: str, percent: float, then: float) -> None:
        self._command(self._pair(pair), "set_position", percent)
        self._step(then)

    @rule(percent=percents, then=short)
    def somebody_tilts(self, percent: float, then: float) -> None:
        self._command(BLIND, "set_tilt", percent)
        self._step(then)

    @rule(percent=percents, then=short)
    def somebody_says_where_it_is(self, percent: float, then: float) -> None:
        if self.program.ready:
            self.program.shutters[BLIND].set_known_position(percent)
        self._step(then)

    @rule(lamp=lamps, value=st.sampled_from((0, 255)), then=short)
    def somebody_switches_a_lamp(self, lamp: str, value: int, then: float) -> None:
        self._set({OutputAddress.parse(lamp): value})
        self._step(then)

    @rule(level=st.sampled_from((0, 1, 40, 100)), then=short)
    def somebody_dims(self, level: int, then: float) -> None:
        self._set({DIMMER: level})
        self._step(then)

    @rule(value=st.sampled_from((0, 255)), level=st.sampled_from((0, 30, 100)), then=short)
    def somebody_sets_a_scene(self, value: int, level: int, then: float) -> None:
        self._set(dict.fromkeys(LAMPS, value) | {DIMMER: level})
        self._step(then)

    @rule(which=st.integers(0, 3), then=short)
    def a_caller_gives_up(self, which: int, then: float) -> None:
        self.ledger.give_up(-1 - which)
        self._step(then)

    def _pair(self, name: str) -> ShutterPair:
        self.last = SHUTTERS.get(name, self.last)
        return self.last

    def _command(self, pair: ShutterPair, verb: str, *arguments: float) -> None:
        if not self.program.ready:
            return
        self.referee.commanded(pair)
        self.referee.tell(f"command {pair} {verb} {arguments}")
        shutter = self.program.shutters[pair]
        self.ledger.give(self.program, f"{verb}{arguments} {pair}", obey(shutter, verb, arguments))

    def _set(self, values: dict[OutputAddress, int]) -> None:
        if self.program.ready:
            self.referee.tell(f"command {values}")
            command = self.program.client.set_outputs(values)
            self.ledger.give(self.program, f"set {values}", command, values)

    # -- the wall ----------------------------------------------------------

    @rule(pair=pairs, button=st.sampled_from(("up", "down", "stop", "stop")), then=short)
    def a_wall_switch_is_pressed(self, pair: str, button: str, then: float) -> None:
        self._press(self._pair(pair), button)
        self._step(then)

    @rule(relay=relays, then=short)
    def a_wall_switch_toggles(self, relay: str, then: float) -> None:
        address = OutputAddress.parse(relay)
        button = "stop" if self.site.world.is_on(address) else role(address)
        self.last = RELAYS[address]
        self._press(self.last, button)
        self._step(then)

    @rule(pair=pairs, up=st.booleans(), then=short)
    def a_wall_switch_is_tipped(self, pair: str, up: bool, then: float) -> None:
        self._press(self._pair(pair), "up" if up else "down", held=0.25)
        self._step(then)

    @precondition(lambda self: self.calm)
    @rule(pair=pairs, times=st.sampled_from((1, 1, 5)), then=short)
    def a_broken_switch_puts_both_on(self, pair: str, times: int, then: float) -> None:
        for _ in range(times):
            self.referee.breaks_switch(self._pair(pair))
            self._run(then)
        self._accident("a broken switch", then)

    @rule(light=lights, held=st.sampled_from((0.1, 0.8)), then=short)
    def a_wall_button_changes_a_light(self, light: str, held: float, then: float) -> None:
        self.site.world.press(OutputAddress.parse(light), held)
        self._step(then)


async def obey(shutter: Shutter, verb: str, arguments: tuple[float, ...]) -> None:
    """Do what somebody asks of a shutter, and wait until it has ended."""
    await getattr(shutter, verb)(*arguments)
    await shutter.wait_settled()
