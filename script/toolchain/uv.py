"""uv: the one on PATH, or one of the project's own."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from . import debian
from .project import CACHE, ToolError, output, run, say

_HOME = CACHE / "uv"
_OWN = _HOME / "bin" / "uv"
_SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def find_uv() -> Path:
    """Return a uv that works; fetch one into the project's cache if there is none."""
    _trust_what_the_system_trusts()
    on_path = shutil.which("uv")
    for candidate in ([Path(on_path)] if on_path else []) + [_OWN]:
        if output(candidate, "--version"):
            return candidate
    return _install()


def _trust_what_the_system_trusts() -> None:
    """A network with an authority of its own works for uv as it does for apt and pip."""
    if _SYSTEM_CERTIFICATES.exists():
        os.environ.setdefault("UV_SYSTEM_CERTS", "1")


def _install() -> Path:
    say("uv is not here: fetching it into .cache/uv")
    run(*_pip(), "install", "--quiet", "--upgrade", "--target", _HOME, "uv")
    if not output(_OWN, "--version"):
        raise ToolError("the uv that was installed does not run: install uv yourself, then try again")
    return _OWN


def _pip() -> list[str | Path]:
    """Return a command that is pip, whatever this Python was packaged with."""
    if output(sys.executable, "-m", "pip", "--version"):
        return [sys.executable, "-m", "pip"]
    if output(sys.executable, "-c", "import ensurepip, venv"):
        environment = CACHE / "pip"
        run(sys.executable, "-m", "venv", "--clear", environment)
        return [environment / "bin" / "python", "-m", "pip"]
    if debian.is_debian():
        return [sys.executable, _wheel_of_debian() / "pip"]
    raise ToolError("this Python has neither pip nor venv: install uv (or python3-venv), then try again")


def _wheel_of_debian() -> Path:
    """Return pip's wheel out of Debian's own package: pip runs from inside it."""
    folder = CACHE / "pip"
    for package in debian.fetch(["python3-pip-whl"], folder / "apt"):
        if debian.package_name(package) == "python3-pip-whl":
            debian.unpack(package, folder)
    return next((folder / "usr/share/python-wheels").glob("pip-*.whl"))
