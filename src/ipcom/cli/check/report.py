"""The report of `ipcom check`: one file that tells everything of an installation but whose it is."""

from __future__ import annotations

import json
import platform
import re
from collections import deque
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from ..new_file import write_new_file
from .observations import differences, observed

if TYPE_CHECKING:
    from pathlib import Path

    from ...model.address import OutputAddress
    from ...simulator.spoken import Spoken
    from ..settings import Settings
    from .checkup import Checkup

KEPT = 400
"""Messages of the conversation in the report, from the beginning; all of them are counted."""
LONGEST = 20_000
"""Messages that are counted, the last ones; two hours of polls."""
HIDDEN = "(hidden)"
SHORTEST_HIDDEN = 3
_ADDRESS = r"\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}"
"""An IP address: errors tell to which one a name led."""


class Conversation:
    """The messages of one check: the first of them to show, the last of them to count."""

    def __init__(self) -> None:
        self.first: list[Spoken] = []
        self.counted: deque[Spoken] = deque(maxlen=LONGEST)

    def take(self, spoken: Spoken) -> None:
        """Keep one message."""
        if len(self.first) < KEPT:
            self.first.append(spoken)
        self.counted.append(spoken)


def write_report(path: Path, checkup: Checkup, conversation: Conversation, settings: Settings) -> Path:
    """Write the report to a new file; return where. Raises `OSError`."""
    text = json.dumps(report_of(checkup, conversation, settings), indent=1, ensure_ascii=False)
    return write_new_file(path, text + "\n", "report")


def report_of(checkup: Checkup, conversation: Conversation, settings: Settings) -> dict[str, Any]:
    """Return the report. Names, addresses and credentials are left out; which outputs are on is not."""
    dimmers = frozenset(_dimmers(settings))
    seen = observed(tuple(conversation.counted), dimmers)
    found: dict[str, Any] = _circumstances(settings, len(dimmers)) | {
        "healthy": checkup.healthy,
        "checks": [one.record for one in checkup.checks],
        "statistics": checkup.statistics.as_dict() if checkup.statistics else None,
        "seen": seen,
        "differs": differences(seen),
    }
    hidden: dict[str, Any] = _without_person(found, settings)
    return hidden | {"conversation": [each.as_line() for each in conversation.first]}


def _circumstances(settings: Settings, dimmers: int) -> dict[str, Any]:
    return {
        "report": "ipcom check",
        "ipcom": version("ipcom"),
        "python": platform.python_version(),
        "system": platform.system(),
        "bus": settings.bus,
        "bus_type": settings.bus_type.value,
        "declared": {
            "outputs": len(settings.devices.outputs),
            "dimmers": dimmers,
            "shutters": len(settings.devices.shutters),
        },
    }


def _dimmers(settings: Settings) -> list[OutputAddress]:
    return [each.address for each in settings.devices.outputs if each.supports_brightness]


def _without_person(value: Any, settings: Settings) -> Any:  # noqa: ANN401 - any JSON
    """Return JSON without any text that belongs to the person or the house."""
    devices = settings.devices.outputs
    words = {settings.host, settings.username, settings.password}
    words |= {name for each in devices for name in (each.display_name, each.key)}
    long_ones = [word for word in sorted(words, key=len, reverse=True) if len(word) >= SHORTEST_HIDDEN]
    pattern = "|".join([*map(re.escape, long_ones), _ADDRESS])
    return _hide(value, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"))


def _hide(value: Any, pattern: re.Pattern[str]) -> Any:  # noqa: ANN401 - any JSON
    match value:
        case str():
            return pattern.sub(HIDDEN, value)
        case dict():
            return {key: _hide(each, pattern) for key, each in value.items()}
        case list() | tuple():
            return [_hide(each, pattern) for each in value]
    return value
