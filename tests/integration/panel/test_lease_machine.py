"""A machine that tries to keep a lease alive that should be over, or to end one twice."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from custom_components.ipcom.panel.lease import Lease, Leases
from tests.integration.panel.test_lease import Ends, TestClock

PAGES = (object(), object())
SPANS = st.sampled_from((0.001, 0.5, 0.999, 1.0, 2.0, 2.999, 3.0, 10.0))


class _Watched:
    """One lease, and what must be true of it."""

    def __init__(self, lease: Lease, page: object, ends: Ends, now: float) -> None:
        self.lease = lease
        self.page = page
        self.ends = ends
        self.renewed_at = now
        self.ended = False


class LeaseMachine(RuleBasedStateMachine):
    """Begins, renews and ends leases in any order while time passes; timers may come late."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = TestClock()
        self.leases = Leases(self.clock)
        self.watched: list[_Watched] = []

    @rule(page=st.sampled_from(PAGES))
    def begin(self, page: object) -> None:
        ends = Ends()
        self.watched.append(_Watched(self.leases.begin(page, ends), page, ends, self.clock.now))

    @precondition(lambda self: self.watched)
    @rule(data=st.data(), page=st.sampled_from(PAGES))
    def renew(self, data: st.DataObject, page: object) -> None:
        watched = data.draw(st.sampled_from(self.watched))
        expected = watched.page is page and not watched.ended and not self._due(watched)
        assert self.leases.renew(watched.lease.id, page) is expected
        if expected:
            watched.renewed_at = self.clock.now
        elif watched.page is page:
            watched.ended = True

    @precondition(lambda self: self.watched)
    @rule(data=st.data(), page=st.sampled_from(PAGES))
    def end(self, data: st.DataObject, page: object) -> None:
        watched = data.draw(st.sampled_from(self.watched))
        self.leases.end(watched.lease.id, page)
        watched.ended = watched.ended or watched.page is page

    @rule(seconds=SPANS, late=st.booleans())
    def pass_by(self, seconds: float, late: bool) -> None:
        self.clock.late = late
        self.clock.pass_by(seconds)
        for watched in [] if late else self.watched:
            watched.ended = watched.ended or self._due(watched)

    def _due(self, watched: _Watched) -> bool:
        return self.clock.now >= watched.renewed_at + 3.0

    @invariant()
    def each_is_alive_or_has_ended_once(self) -> None:
        for watched in self.watched:
            assert watched.lease.alive is not watched.ended
            assert watched.ends.count == int(watched.ended)


LeaseMachine.TestCase.settings = settings(
    max_examples=200, stateful_step_count=30, derandomize=True, database=None, deadline=None
)
TestLeases = LeaseMachine.TestCase
