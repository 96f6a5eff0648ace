"""Several errors of one command: all of them are told, and the worst one says the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ...errors import ConfigurationError, IPComError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")


class SeveralErrors(Exception):
    """What went wrong with several of the names of a command."""

    def __init__(self, errors: Iterable[Exception]) -> None:
        self.errors = tuple(errors)
        super().__init__("; ".join(map(str, self.errors)))


class Attempts:
    """Several things that are tried one after the other, so that all that is wrong is known at the end."""

    def __init__(self) -> None:
        self.errors: list[Exception] = []

    def take(self, action: Callable[[], T]) -> T | None:
        """Return what `action` returns; None if it raises one of our errors, which is kept."""
        try:
            return action()
        except (IPComError, SeveralErrors) as error:
            self.errors += error.errors if isinstance(error, SeveralErrors) else [error]
            return None


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
