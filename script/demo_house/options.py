"""What the person asked of script/demo."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

HOME_ASSISTANT_PORT = 8123
PAGE_PORT = 8180
"""The first port that is tried for the page of the simulated house."""
QUIET_S = 60.0
SAMPLES = 20


@dataclass(frozen=True, slots=True)
class Options:
    """`port` and `restarts` are None unless given; `quiet_s` is how long --check lets nothing happen."""

    port: int | None = None
    check: bool = False
    restarts: int | None = None
    quiet: bool = False
    fresh: bool = False
    samples: int = SAMPLES
    quiet_s: float = QUIET_S
    folder: str = ""

    @property
    def folder_name(self) -> str:
        """The folder below .demo: what measures never touches what somebody looks at."""
        return self.folder or ("check" if self.check or self.restarts else "house")

    @property
    def begins_afresh(self) -> bool:
        """Whether an earlier run's Home Assistant is thrown away."""
        return self.fresh or self.check or self.restarts is not None


def parse(arguments: list[str]) -> Options:
    """Read the command line; explains itself and exits when it cannot."""
    return Options(**vars(_parser().parse_args(arguments)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="script/demo",
        description="A simulated house under a real Home Assistant, on this machine only.",
        epilog="script/demo --terminal shows the house in the terminal instead; it takes --check too.",
    )
    parser.add_argument("--port", type=_port, help="Home Assistant's port (8123, or the next free one)")
    parser.add_argument("--quiet", action="store_true", help="nobody lives in the house")
    parser.add_argument("--fresh", action="store_true", help="forget what an earlier demo kept")
    parser.add_argument("--check", action="store_true", help="measure instead of showing; exit code 0 or 1")
    parser.add_argument("--restarts", type=_count, metavar="N", help="kill and restart the gateway N times")
    parser.add_argument(
        "--samples", type=_count, default=SAMPLES, help="how often --check measures each (20)"
    )
    parser.add_argument(
        "--quiet-seconds",
        dest="quiet_s",
        type=float,
        default=QUIET_S,
        metavar="S",
        help="how long --check lets nothing happen (60)",
    )
    parser.add_argument("--folder", default="", help="where below .demo Home Assistant keeps its files")
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is 1 to 65535")
    return port


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return count
