"""Completion pressed with the Tab key in real shells, each in a terminal of its own."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from toolchain.project import ROOT, ToolError
from toolchain.shells import Shell, find_shell

READY = "READY> "
PATIENCE_S = 30.0
QUIET_S = 0.3
"""A shell that has said nothing for so long has drawn its line."""

HOUSE = """\
lights:
  kit: {module: 1, output: 1, type: light, display_name: Kitchen}
  a: {module: 1, output: 2, type: light, display_name: "Lamp: hall"}
  b: {module: 1, output: 3, type: light, display_name: 'The "big" lamp'}
  c: {module: 1, output: 4, type: light, display_name: "Salon d'été"}
  d: {module: 1, output: 5, type: light, display_name: "Cost $5 `x` \\\\ y"}
  e: {module: 6, output: 1, type: dimmer, display_name: "Living room"}
shutters:
  left_d: {module: 5, output: 1, type: switch, display_name: "Left", relay_role: down, paired_device: left_u}
  left_u: {module: 5, output: 2, type: switch, display_name: "Left", relay_role: up, paired_device: left_d}
"""
TYPED = {
    "ipcom on Kit": ["on", "Kitchen"],
    "ipcom on kitc": ["on", "Kitchen"],
    "ipcom on Lam": ["on", "Lamp: hall"],
    'ipcom on "Lam': ["on", "Lamp: hall"],
    "ipcom on Lamp:": ["on", "Lamp: hall"],
    r"ipcom on Lamp\:\ h": ["on", "Lamp: hall"],
    "ipcom on 'The": ["on", 'The "big" lamp'],
    "ipcom on Sal": ["on", "Salon d'été"],
    "ipcom on Cost": ["on", "Cost $5 `x` \\ y"],
    "ipcom on Kitchen Sal": ["on", "Kitchen", "Salon d'été"],
    "ipcom dim Liv": ["dim", "Living room"],
    "ipcom cover open Le": ["cover", "open", "Left"],
    "ipcom cov": ["cover"],
    "ipcom --bus-type bib": ["--bus-type", "bibus"],
    "ipcom devices validate hou": ["devices", "validate", "house.yaml"],
    "ipcom on nothing-like-it": ["on", "nothing-like-it"],
}
SHIM = """\
#!/bin/sh
if [ -n "$_IPCOM_COMPLETE" ]; then exec "{python}" -m ipcom.cli "$@"; fi
exec "{python}" -c 'import json, sys; open("{argv}", "w").write(json.dumps(sys.argv[1:]))' "$@"
"""


@pytest.fixture(params=["bash", "zsh", "fish"])
def shell(request: pytest.FixtureRequest) -> tuple[str, Shell]:
    try:
        return request.param, find_shell(request.param)
    except ToolError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"NOT TRIED: {error}")


class Terminal:
    """A shell in a terminal. What it says is read until it is quiet."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.said = ""

    def type(self, keys: str) -> None:
        os.write(self._descriptor, keys.encode())

    def settle(self, pattern: str = "") -> None:
        """Wait until `pattern` was said, and then nothing more."""
        began, end = len(self.said), time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if self._read(QUIET_S):
                continue
            if re.search(pattern, self.said[began:]):
                return
        raise AssertionError(f"never said {pattern!r}: {self.said[-2000:]!r}")

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._descriptor], [], [], seconds)
        if not ready:
            return False
        try:
            self.said += os.read(self._descriptor, 65536).decode(errors="replace")
        except OSError:
            return False
        return True


@contextmanager
def terminal(shell: Shell, folder: Path) -> Iterator[Terminal]:
    environment = {
        "PATH": f"{folder / 'bin'}:/usr/bin:/bin",
        "HOME": str(folder),
        "TERM": "xterm",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT / "src"),
        "IPCOM_DEVICES": str(folder / "house.yaml"),
        **shell.environment,
    }
    process, descriptor = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execve(shell.command[0], shell.command, environment)
    try:
        yield Terminal(descriptor)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(descriptor)


def prepare(folder: Path) -> Path:
    argv = folder / "argv.json"
    (folder / "house.yaml").write_text(HOUSE, encoding="utf-8")
    (folder / "bin").mkdir()
    program = folder / "bin/ipcom"
    program.write_text(SHIM.format(python=sys.executable, argv=argv))
    program.chmod(0o755)
    return argv


SETUP = {
    "bash": 'eval "$({completion} bash)"; PS1="READY> "\n',
    "zsh": 'eval "$({completion} zsh)"; PS1="READY> "\n',
    "fish": "{completion} fish | source; function fish_prompt; echo -n 'READY> '; end\n",
}


@pytest.mark.timeout(300)
def test_what_is_begun_is_completed(shell: tuple[str, Shell], tmp_path: Path) -> None:
    name, program = shell
    argv = prepare(tmp_path)
    got: dict[str, object] = {}
    with terminal(program, tmp_path) as at:
        at.settle(r"[$%#>] ?")
        completion = f"{sys.executable} -m ipcom.cli completion"
        at.type(program.before + SETUP[name].format(completion=completion))
        at.settle(READY)
        for line in TYPED:
            argv.unlink(missing_ok=True)
            at.type(line)
            at.settle()
            at.type("\t")
            time.sleep(0.7)  # the answer is not always seen: where there is none, nothing is drawn
            at.settle()
            at.type("\r")
            at.settle(READY)
            got[line] = json.loads(argv.read_text()) if argv.exists() else at.said[-300:]
    assert got == TYPED
