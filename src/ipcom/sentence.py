"""What an error says, as one thing: a code for programs, values for translations, and the English text; pure.

Each room of the library has one table of its sentences, a `Sentence` class. A member's name in small letters is
the code, its value the English text with a placeholder for each value. An error is raised with the member,
called with its values: `ConnectionLost(LinkText.NO_OUTPUTS_IN_TIME(seconds=5.0))`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Self

_PLACEHOLDER = re.compile(r"\{(\w+)[^{}]*\}")


class Message(str):
    """An English text that knows its `code`, its `values` and what to do about it (`fix`)."""

    __slots__ = ("code", "fix", "values")

    code: str
    values: Mapping[str, object]
    fix: str

    def __new__(cls, text: str, code: str, values: Mapping[str, object] | None = None, fix: str = "") -> Self:
        """Join a text with what it is made of."""
        message = super().__new__(cls, text)
        message.code = code
        message.values = dict(values or {})
        message.fix = fix
        return message

    def __getnewargs__(self) -> tuple[str, str, Mapping[str, object], str]:  # type: ignore[override]
        """Let it be copied and pickled."""
        return str(self), self.code, self.values, self.fix


@dataclass(frozen=True, slots=True)
class InWords:
    """A value that English puts into words of its own: `value` is what a translation gets."""

    value: object
    words: str

    def __format__(self, spec: str) -> str:
        """Return the English words; a width or a precision means nothing to them."""
        return self.words


class Sentence(Enum):
    """The base of the tables: each member is what one error says, and perhaps what to do, with placeholders.

    A member is a text, or a text and what to do about it. A placeholder that begins with "_" is for English alone.
    No two members of all tables share a name.
    """

    text: str
    """What is wrong, with placeholders."""
    fix: str
    """What to do about it, with placeholders; empty if the text says it."""

    def __new__(cls, text: str, fix: str = "") -> Self:
        """Number the members, so that two codes may have one English text."""
        member = object.__new__(cls)
        member._value_ = len(cls.__members__)
        member.text, member.fix = text, fix
        return member

    @property
    def code(self) -> str:
        """The word for programs; it stays when the English text is improved."""
        return self.name.lower()

    @property
    def placeholders(self) -> frozenset[str]:
        """The names of the values."""
        return frozenset(name for name in self._slots if not name.startswith("_"))

    @property
    def _slots(self) -> frozenset[str]:
        return frozenset(_PLACEHOLDER.findall(self.text + self.fix))

    def __call__(self, **given: object) -> Message:
        """Return the sentence with what is `given`: exactly what its placeholders name."""
        if given.keys() != self._slots:
            raise TypeError(f"{self.code} takes {sorted(self._slots)}, not {sorted(given)}")
        values = {name: _plain(value) for name, value in given.items() if not name.startswith("_")}
        return Message(self.text.format(**given), self.code, values, self.fix.format(**given))


NOTHING = Message("", "")
"""No message where there may be one."""


def exception_name(error: BaseException | None) -> InWords:
    """Return an exception that is no error of the library, as a value: its type, in English all of it."""
    return InWords(type(error).__name__, repr(error))


def _plain(value: object) -> object:
    return value.value if isinstance(value, InWords) else value
