"""What becomes of a scene: all its parts together. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .command_results import CONFIRMED, CommandEnd, CommandResult, new_decision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .command_results import Decision

_WORST_FIRST = (CommandEnd.REFUSED, CommandEnd.FAILED, CommandEnd.SUPERSEDED, CommandEnd.CONFIRMED)


class SceneResult:
    """Decides a scene when the last of its parts is decided."""

    def __init__(self, whole: Decision, names: Iterable[str]) -> None:
        self._whole = whole
        self._open = set(names)
        self._results: dict[str, CommandResult] = {}

    def part(self, name: str) -> Decision:
        """Return the decision about one thing."""
        return new_decision(lambda result: self._decided(name, result))

    def _decided(self, name: str, result: CommandResult) -> None:
        self._results[name] = result
        self._open.discard(name)
        if not self._open:
            self._whole.decide(self._together())

    def _together(self) -> CommandResult:
        """Return the worst of the parts, with all that are not confirmed."""
        worst = min(self._results.values(), key=lambda each: _WORST_FIRST.index(each.end))
        if worst.end is CommandEnd.CONFIRMED:
            return CONFIRMED
        parts = {name: each for name, each in self._results.items() if each.end is not CommandEnd.CONFIRMED}
        text = "; ".join(f"{name}: {each.text}" for name, each in parts.items())
        return CommandResult(worst.end, worst.code, text, parts)
