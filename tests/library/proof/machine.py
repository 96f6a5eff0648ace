"""People, programs and accidents in any order, and what must hold whatever they do."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from ipcom.simulator.faults import Faults, WriteReply
from tests.library.proof.draws import durations, short, spans
from tests.library.proof.people import People


class ShutterProof(People):
    """One program in a house with people, and everything that can go wrong."""

    # -- the link ----------------------------------------------------------

    @precondition(lambda self: self.calm)
    @rule(hard=st.booleans(), then=short)
    def the_link_breaks(self, hard: bool, then: float) -> None:
        if hard:
            for connection in list(self.site.gateway._connections.values()):
                connection.abort()
        else:
            self.site.gateway.drop_connections()
        self._accident("the link breaks", then)

    @precondition(lambda self: self.calm)
    @rule(lasts=st.integers(0, 4), then=spans)
    def the_network_is_unplugged(self, lasts: int, then: float) -> None:
        self.site.unplugged = True
        self._accident("unplugged", then, lasts)

    @precondition(lambda self: self.calm)
    @rule(latency_s=st.sampled_from((0.001, 0.02, 0.2)), lasts=durations, then=short)
    def the_network_changes(self, latency_s: float, lasts: int, then: float) -> None:
        self.site.latency_s = latency_s
        self._accident(f"latency {latency_s}", then, lasts)

    @precondition(lambda self: self.calm)
    @rule(keep=st.booleans(), down_s=st.sampled_from((0.0, 0.5, 4.0)), then=spans)
    def the_gateway_reboots(self, keep: bool, down_s: float, then: float) -> None:
        self.site.reboot(keep_outputs=keep, down_s=down_s)
        self._accident(f"reboot keep={keep} {down_s}", then)

    @precondition(lambda self: self.calm)
    @rule(
        ignore=st.sampled_from((0.0, 0.0, 40.0, 100.0)),
        late_s=st.sampled_from((0.0, 0.0, 0.1, 0.3)),
        delay_s=st.sampled_from((0.0, 0.0, 0.02, 0.2)),
        reply=st.sampled_from((WriteReply.FRAME, WriteReply.OUTPUTS, WriteReply.NONE)),
        reply_s=st.sampled_from((0.0, 0.0, 0.3)),
        silent=st.sampled_from((None, None, None, 0)),
        seed=st.integers(0, 7),
        lasts=durations,
        then=short,
    )
    def the_gateway_acts_otherwise(
        self,
        ignore: float,
        late_s: float,
        delay_s: float,
        reply: WriteReply,
        reply_s: float,
        silent: int | None,
        seed: int,
        lasts: int,
        then: float,
    ) -> None:
        self.site.gateway.faults = Faults(
            ignore_writes_percent=ignore,
            late_writes_s=late_s,
            delay_s=delay_s,
            write_reply=reply,
            write_reply_s=reply_s,
            silent_after=silent,
            seed=seed,
        )
        self._accident(str(self.site.gateway.faults), then, lasts)

    # -- clocks ------------------------------------------------------------

    @precondition(lambda self: self.calm)
    @rule(seconds=st.sampled_from((0.05, 0.7, 5.0, 3600.0)), then=short)
    def our_machine_stands_still(self, seconds: float, then: float) -> None:
        self.site.freeze(seconds)
        self._accident(f"frozen for {seconds}", then)

    @precondition(lambda self: self.calm)
    @rule(seconds=st.sampled_from((0.7, 5.0, 3600.0)), then=short)
    def our_machine_is_suspended(self, seconds: float, then: float) -> None:
        self.site.suspend(seconds)
        self._accident(f"suspended for {seconds}", then)

    @precondition(lambda self: self.calm)
    @rule(seconds=st.sampled_from((-7200.0, -1.0, 1.0, 86_400.0)), then=short)
    def the_wall_clock_is_set(self, seconds: float, then: float) -> None:
        self.site.clock.offset_s += seconds
        self._accident(f"wall clock {seconds:+}", then)

    # -- our program -------------------------------------------------------

    @precondition(lambda self: self.calm and not self.program.dead)
    @rule(then=short)
    def the_program_is_killed_and_starts_again(self, then: float) -> None:
        self.program.kill()
        self._run(then)
        self.program = self._start()
        self._accident("killed and started again", then)

    @precondition(lambda self: self.calm and self.program.ready)
    @rule(then=spans)
    def the_program_ends(self, then: float) -> None:
        self.program.close()
        self._accident("closing", then)

    @precondition(lambda self: self.program.dead)
    @rule(then=short)
    def the_program_starts_again(self, then: float) -> None:
        assert not self.program.tasks, f"left behind: {self.program.tasks}"
        self.program = self._start()
        self._accident("started", then)

    # -- peace -------------------------------------------------------------

    @precondition(lambda self: self.calm)
    @rule(then=short)
    def a_quiet_evening_comes(self, then: float) -> None:
        """What we switched on goes off without anybody's doing."""
        self.referee.tell("a quiet evening")
        self._rest()
        self._accident("it is over", then)
