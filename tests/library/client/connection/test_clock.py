"""The clock of this machine."""

from __future__ import annotations

from ipcom.client.connection.clock import SystemClock


def test_the_system_clock_runs_forwards() -> None:
    clock = SystemClock()
    assert clock.monotonic() <= clock.monotonic()
    assert clock.time() > 1_700_000_000
