"""A Home Assistant of our own, from its start to its end."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import sys
from pathlib import Path

from .errors import DemoError
from .folder import Folder

STOP_S = 20.0
"""Home Assistant needs a second or two; what takes longer than this hangs."""

_PR_SET_PDEATHSIG = 1
_c_library = ctypes.CDLL(None) if sys.platform == "linux" else None


def _end_with_parent() -> None:
    """Have Linux end this process when the one that started it is killed."""
    if _c_library is not None:
        _c_library.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class HomeAssistantProcess:
    """Runs `hass` in a process group of its own, so that Ctrl-C reaches it only through us."""

    def __init__(self, folder: Folder, program: Path | None = None) -> None:
        """Run `program`, or the `hass` beside the Python that runs this."""
        self._folder = folder
        self._program = program or Path(sys.executable).with_name("hass")
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it; it answers some seconds later."""
        with self._folder.output.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                *self._command(),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=asyncio.subprocess.STDOUT,
                env=self._environment(),
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )

    def check(self) -> None:
        """Raise `DemoError` if it ended by itself."""
        if self._process is not None and self._process.returncode is not None:
            raise DemoError(f"Home Assistant ended with exit code {self._process.returncode}")

    async def stop(self) -> int | None:
        """End it in order, or by force when it hangs; returns its exit code."""
        process, self._process = self._process, None
        if process is None:
            return None
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(STOP_S):
                return await process.wait()
        except TimeoutError:
            os.killpg(process.pid, signal.SIGKILL)
            return await process.wait()

    def _command(self) -> list[str]:
        return [str(self._program), "--config", str(self._folder.config), "--skip-pip"]

    def _environment(self) -> dict[str, str]:
        """Return ours, but without PYTHONPATH: the integration runs on the library that ships inside it.

        Files on their way go to a folder of its own: Home Assistant uses one fixed name below it, which
        another one on this machine would clear away.
        """
        temporary = self._folder.home / "tmp"
        temporary.mkdir(exist_ok=True)
        own = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        return own | {"TMPDIR": str(temporary)}
