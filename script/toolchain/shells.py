"""The shells in which completion is tried: bash is everywhere, zsh and fish come from this system or from Debian."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from .debian_unpacking import unpacked_from_debian

_PACKAGES = ["zsh", "zsh-common", "fish", "fish-common", "libpcre2-32-0"]


@dataclass(frozen=True)
class Shell:
    """How a shell is started, and what it must be told first."""

    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    before: str = ""


def find_shell(name: str) -> Shell:
    """Return a shell without the settings of any person. Raises `ToolError` where it cannot be had."""
    if found := shutil.which(name):
        return _SHELLS[name](Path(found), None)
    prefix = unpacked_from_debian("shells", _PACKAGES, install="zsh and fish")
    return _SHELLS[name](prefix / ("bin/zsh" if name == "zsh" else "usr/bin/fish"), prefix)


def _bash(program: Path, _: Path | None) -> Shell:
    return Shell((str(program), "--norc", "--noprofile", "-i"))


def _zsh(program: Path, prefix: Path | None) -> Shell:
    begin = "autoload -U compinit; compinit -u -D; "
    if prefix is None:
        return Shell((str(program), "-f", "-i"), before=begin)
    functions = prefix / "usr/share/zsh/functions"
    folders = [functions, *(path for path in functions.rglob("*") if path.is_dir())]
    (modules,) = prefix.glob("usr/lib/*/zsh/*")
    paths = {"FPATH": os.pathsep.join(map(str, folders))}
    return Shell((str(program), "-f", "-i"), paths, f"module_path=({modules}); {begin}")


def _fish(program: Path, prefix: Path | None) -> Shell:
    command = (str(program), "--private")
    if prefix is None:
        return Shell(command)
    (library,) = prefix.glob("usr/lib/*/libpcre2-32.so.0")
    functions = prefix / "usr/share/fish/functions"
    return Shell(
        command, {"LD_LIBRARY_PATH": str(library.parent)}, f"set -p fish_function_path {functions}; "
    )


_SHELLS = {"bash": _bash, "zsh": _zsh, "fish": _fish}
