"""One command of the command line, counted: `python -m benchmarks.hops_process PORT COMMAND...` prints what it crossed."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from dataclasses import asdict

from .hops_counter import HopsCounter


def main() -> None:
    counter = HopsCounter(int(sys.argv[1]))
    sys.argv = ["ipcom", *sys.argv[2:]]
    from ipcom.cli import main as ipcom

    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit), counter.counting():
        ipcom()
    print(json.dumps(asdict(counter.everything())))


if __name__ == "__main__":
    main()
