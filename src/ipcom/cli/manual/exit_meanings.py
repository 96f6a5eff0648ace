"""What each exit code means, and which a command can end with."""

from __future__ import annotations

from ..console.exit_codes import ExitCode

_WORDS = (
    "done",
    "refused, or not confirmed",
    "usage or configuration",
    "unreachable",
    "credentials",
    "timeout",
    "protocol: no IPCom gateway, or it garbles",
    "superseded by a wall switch or a newer command",
    "interrupted",
)
MEANINGS: dict[ExitCode, str] = dict(zip(ExitCode, _WORDS, strict=True))
"""In the order of their numbers."""

_OFFLINE = (ExitCode.DONE, ExitCode.REFUSED, ExitCode.USAGE, ExitCode.INTERRUPTED)
_NOT_WRITTEN = {ExitCode.REFUSED: "the output cannot be written"}
_UNHEALTHY = {ExitCode.REFUSED: "not all is well"}
_BY_COMMAND: dict[str, tuple[tuple[ExitCode, ...], dict[ExitCode, str]]] = {
    "ipcom list": (_OFFLINE, _NOT_WRITTEN),
    "ipcom devices schema": (_OFFLINE, _NOT_WRITTEN),
    "ipcom cover status": (tuple(MEANINGS), _NOT_WRITTEN),
    "ipcom devices validate": (_OFFLINE, _NOT_WRITTEN),
    "ipcom gateways": (_OFFLINE, _NOT_WRITTEN),
    "ipcom completion": (_OFFLINE, _NOT_WRITTEN),
    "ipcom man": (_OFFLINE, _NOT_WRITTEN),
    "ipcom simulate": (_OFFLINE, _NOT_WRITTEN),
    "ipcom demo": (_OFFLINE, _UNHEALTHY),
    "ipcom check": (tuple(MEANINGS), _UNHEALTHY),
    "ipcom status": (tuple(MEANINGS), _NOT_WRITTEN),
}


def exit_meanings(path: str) -> dict[ExitCode, str]:
    """Return what the command at `path` can end with, and what that means."""
    codes, own = _BY_COMMAND.get(path, (tuple(MEANINGS), {}))
    return {code: own.get(code, MEANINGS[code]) for code in codes}
