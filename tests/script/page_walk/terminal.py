"""A shell in a terminal of its own."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from pathlib import Path
from typing import Self

COLUMNS, LINES = 400, 40
"""Wide enough that nothing is broken: where that would be depends on the paths of this machine."""
PATIENCE_S = 60.0
"""How long a command may take on a machine that is busy with other things."""

_PROMPT = "\x02READY\x03"
_SET_PROMPT = r'''"PS1=$'\x02READY\x03'"'''
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[()].|[=>78])")
_RETURNED = re.compile(r"[^\n]*\r(?!\n)")


class Terminal:
    """Bash, which reads nothing that its user did not write; `say` types one command."""

    def __init__(self, folder: Path, variables: dict[str, str]) -> None:
        self._process, self._descriptor = pty.fork()
        if self._process == 0:
            os.chdir(folder)
            os.execve("/bin/bash", ["bash", "--noprofile", "--norc", "--noediting"], variables)
        size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, size)
        self._said = ""

    def __enter__(self) -> Self:
        """Give the shell its prompt, and let it repeat nothing that is typed."""
        self.type(f"stty -echo; PS2=; PROMPT_COMMAND={_SET_PROMPT}\n")
        self.wait()
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self._process, signal.SIGKILL)
        os.close(self._descriptor)
        os.waitpid(self._process, 0)

    def begin(self, command: str) -> None:
        """Type a command; what was said before is forgotten."""
        self._said = ""
        self.type(f"{command}\n")

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._descriptor, keys.encode())

    @property
    def ended(self) -> bool:
        """Whether the shell waits for the next command."""
        return self._said.endswith(_PROMPT)

    @property
    def shown(self) -> str:
        """What the terminal shows of the command by now, without colours; a line that was drawn anew as it is last."""
        text = _ESCAPES.sub("", self._said.removesuffix(_PROMPT)).replace("\r\n", "\n")
        return _RETURNED.sub("", text)

    def read(self, seconds: float = 0.05) -> None:
        """Take what is said within `seconds`, if anything is."""
        ready, _, _ = select.select([self._descriptor], [], [], seconds)
        if ready:
            self._said += os.read(self._descriptor, 65536).decode(errors="replace")

    def wait(self) -> None:
        """Wait until the shell is ready again."""
        end = time.monotonic() + PATIENCE_S
        while not self.ended:
            if time.monotonic() > end:
                raise TimeoutError(self.shown)
            self.read()
