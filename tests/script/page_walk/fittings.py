"""The empty environment of the reader: a home, the wheel beside it, and a Python."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from toolchain.project import ROOT
from toolchain.uv import find_uv

CONSTRAINTS = ROOT / "requirements/dev.lock"
EXTRAS = "cli,page,portal"
_PIP = """\
#!/bin/sh
# pip is uv's, and takes from its cache what it has fetched before.
[ "$1" = install ] || exit 64
shift
exec "{uv}" pip install --quiet --offline --no-config --python "{python}" --constraint "{constraints}" "$@"
"""
_PYTHON = """\
#!/bin/sh
# python3 -m venv FOLDER is uv's.
[ "$1 $2" = "-m venv" ] || exit 64
"{uv}" venv --quiet --offline --no-project --python "{base}" "$3" || exit
cp "{pip}" "$3/bin/pip"
sed -i "s|FOLDER|$(cd "$3" && pwd)|" "$3/bin/pip"
"""


def fit_out(folder: Path) -> dict[str, str]:
    """Put a home with the wheel into `folder`, and fetch what the wheel needs. Return the variables of the reader."""
    home, tools = folder / "home", folder / "tools"
    home.mkdir()
    tools.mkdir()
    wheel = _build_wheel(home)
    uv = find_uv()
    _fetch(uv, wheel, folder / "fetched")
    pip = _PIP.format(uv=uv, python="FOLDER/bin/python", constraints=CONSTRAINTS)
    _program(tools / "pip-of-an-environment", pip)
    _program(
        tools / "python3", _PYTHON.format(uv=uv, base=sys.executable, pip=tools / "pip-of-an-environment")
    )
    return {
        "HOME": str(home),
        "PATH": f"{tools}:/usr/local/bin:/usr/bin:/bin",
        "TERM": "xterm",
        "LANG": "C.UTF-8",
        "UV_CACHE_DIR": _output(uv, "cache", "dir"),
    }


def _build_wheel(folder: Path) -> Path:
    _output(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


def _fetch(uv: Path, wheel: Path, folder: Path) -> None:
    """Install all once where the network is, so that uv has it without."""
    _output(uv, "venv", "--quiet", "--no-project", "--python", sys.executable, folder)
    options = ("--quiet", "--no-config", "--python", folder / "bin/python", "--constraint", CONSTRAINTS)
    _output(uv, "pip", "install", *options, f"{wheel}[{EXTRAS}]")


def _program(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def _output(*command: str | Path) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return done.stdout.strip()
