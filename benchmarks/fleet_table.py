"""What was measured of fleets, as rows with a column for each number of houses."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .figures import MS, percentile
from .fleet_run import Found

MB = 1e6
PROCESSES = ("bridge", "broker", "simulators", "clients")
TARGET_HOUSES = 500


@dataclass(frozen=True, slots=True)
class FleetRow:
    """One figure. `met` judges a fleet, where there is a target."""

    figure: str
    target: str
    show: Callable[[Found], str]
    met: Callable[[Found], bool] | None = None

    def cell(self, found: Found) -> str:
        missed = self.met is not None and not self.met(found)
        return f"**missed:** {self.show(found)}" if missed else self.show(found)


def rows() -> Sequence[FleetRow]:
    return (
        FleetRow("all houses told, after the start of the bridge", "", lambda f: f"{f.start_s:.1f} s"),
        FleetRow("idle: CPU of the bridge, of a core", "", lambda f: f"{f.idle_cpu['bridge']:.1%}"),
        FleetRow("idle: between two polls, p99", "below 360 ms", lambda f: _p99(f.idle_gaps)),
        *(_cpu(name) for name in PROCESSES),
        *(_memory(name) for name in PROCESSES),
        FleetRow("messages a second to one who hears all", "", lambda f: f"{f.messages_a_second:.0f}"),
        FleetRow(
            "command to its result: median, p99, worst",
            "median below 10 ms",
            lambda f: _spread(f.to_result),
            lambda f: _median(f.to_result) < 0.010,
        ),
        FleetRow("command to the relay's frame: median, p99, worst", "", lambda f: _spread(f.to_relay)),
        FleetRow(
            "commands confirmed",
            "all",
            lambda f: f"{len(f.to_result)} of {len(f.to_result) + f.not_confirmed}",
            lambda f: not f.not_confirmed,
        ),
        FleetRow(
            "press at the wall to a subscriber: median, p99, worst",
            "median below 200 ms",
            lambda f: _spread(f.to_wall),
            lambda f: _median(f.to_wall) < 0.200,
        ),
        FleetRow("presses told", "", lambda f: f"{len(f.to_wall)} of {f.presses}"),
        FleetRow("busy: between two polls, p99", "", lambda f: _p99(f.gaps)),
        FleetRow(
            "broker back: states right after a house's reconnection: median, worst",
            "2 s",
            lambda f: f"{_median(f.right_after_reconnection):.2f}, {max(f.right_after_reconnection):.2f} s",
            lambda f: max(f.right_after_reconnection) < 2.0,
        ),
        FleetRow(
            "broker back: all houses right",
            "15 s for 500",
            lambda f: f"{f.all_right_s:.1f} s",
            lambda f: f.houses > TARGET_HOUSES or f.all_right_s < 15.0,
        ),
        FleetRow("broker back: between two polls meanwhile, p99", "", lambda f: _p99(f.restart_gaps)),
        FleetRow(
            "broker back: houses that told their shutters first",
            "all",
            lambda f: f"{f.shutters_first} of {f.houses}",
            lambda f: f.shutters_first == f.houses,
        ),
        FleetRow(
            "broker back: lamps whose last state is wrong",
            "0",
            lambda f: f"{f.wrong_states} of {14 * f.houses}",
            lambda f: not f.wrong_states,
        ),
        FleetRow(
            "memory of the bridge afterwards", "", lambda f: f"{f.memory_after_restart['bridge'] / MB:.0f} MB"
        ),
        FleetRow("orderly end of the bridge", "", lambda f: f"{f.end_s:.1f} s"),
    )


def _cpu(name: str) -> FleetRow:
    if name != "bridge":
        return FleetRow(f"busy: CPU of the {name}, of a core", "", lambda f: f"{f.cpu[name]:.1%}")
    return FleetRow(
        "busy: CPU of the bridge, of a core",
        "below 50 % for 500",
        lambda f: f"{f.cpu[name]:.1%}",
        lambda f: f.houses > TARGET_HOUSES or f.cpu[name] < 0.5,
    )


def _memory(name: str) -> FleetRow:
    return FleetRow(f"memory of the {name}", "", lambda f: f"{f.memory[name] / MB:.0f} MB")


def _median(values: Sequence[float]) -> float:
    return percentile(list(values), 50) if values else math.nan


def _p99(values: Sequence[float]) -> str:
    return f"{percentile(list(values), 99) * MS:.0f} ms" if values else "none"


def _spread(values: Sequence[float]) -> str:
    if not values:
        return "none"
    ordered = list(values)
    return f"{_median(ordered) * MS:.1f}, {percentile(ordered, 99) * MS:.1f}, {max(ordered) * MS:.1f} ms"


def markdown(found: Sequence[Found], notes: Iterable[str]) -> str:
    """Return the table for docs/bridge-fleet.md."""
    head = "| | target | " + " | ".join(_houses(each) for each in found) + " |"
    lines = [head, "|---" * (2 + len(found)) + "|"]
    lines += [
        f"| {row.figure} | {row.target} | " + " | ".join(row.cell(each) for each in found) + " |"
        for row in rows()
    ]
    return "\n".join((*lines, "", *notes)) + "\n"


def _houses(found: Found) -> str:
    return "1 house" if found.houses == 1 else f"{found.houses:,} houses"
