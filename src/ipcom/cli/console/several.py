"""Several errors of one command: all of them are told, and the worst one says the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class SeveralErrors(Exception):
    """What went wrong with several of the names of a command."""

    def __init__(self, errors: Iterable[Exception]) -> None:
        self.errors = tuple(errors)
        super().__init__("; ".join(map(str, self.errors)))


def raise_all(errors: Sequence[Exception]) -> None:
    """Raise what went wrong, if anything did: the one error, or all. Mistakes of the configuration become one error."""
    mistakes = [each for each in errors if isinstance(each, ConfigurationError)]
    found = [each for each in errors if not isinstance(each, ConfigurationError)]
    if mistakes:
        found.insert(0, ConfigurationError(*dict.fromkeys(p for each in mistakes for p in each.problems)))
    if len(found) == 1:
        raise found[0]
    if found:
        raise SeveralErrors(found)
