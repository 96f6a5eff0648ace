"""The command line: `ipcom status`, `ipcom on kitchen`, `ipcom watch` and the rest; see docs/command-line.md."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and exit with its exit code."""
    gc.disable()  # imports make no garbage, and collecting takes a tenth of a short command's time
    try:
        from .app import run
    except ModuleNotFoundError as error:
        if error.name not in {"click", "rich"}:
            raise
        sys.stderr.write(f"Error: the command line needs {error.name}. Try: pip install 'ipcom[cli]'\n")
        sys.exit(2)
    sys.exit(run(sys.argv[1:]))
