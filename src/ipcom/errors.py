"""The errors of the library: one small tree under `IPComError`.

Every message says what happened, to what, and what to try next; `code` and `values` say the same
to programs and translations. An error that a deadline caused is a `TimeoutError` too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from .sentence import Message


class Address(Protocol):
    """Where an output is, as `OutputAddress` says it; the tree of errors stands below the model."""

    @property
    def module(self) -> int:
        """1 to 16."""
        ...

    @property
    def output(self) -> int:
        """1 to 8."""
        ...


class IPComError(Exception):
    """Anything that this library reports; the base of its errors."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message if isinstance(message, Message) else Message(message, _class_code(type(self)))
        """The text with its code and values; a text without a code has that of its class."""

    @property
    def code(self) -> str:
        """Which sentence this is, as a word that stays: one for each sentence."""
        return self.message.code

    @property
    def values(self) -> Mapping[str, object]:
        """The names, numbers and words of a file that the sentence speaks of."""
        return self.message.values


class CannotConnect(IPComError):
    """The gateway could not be reached, or closed before it said anything."""


class ConnectTimedOut(CannotConnect, TimeoutError):
    """The gateway did not accept the connection, or said nothing, in time."""


class NameNotResolved(CannotConnect):
    """The name of the gateway has no address: it is not known, or it could not be looked up."""


class NameTimedOut(NameNotResolved, ConnectTimedOut):
    """The name server did not answer in time."""


class AuthenticationFailed(IPComError):
    """The gateway refused the login: user name, password or bus, or another program has its connection.

    A gateway does not tell these apart (docs/protocol.md, "Refused logins").
    """


class ConnectionLost(IPComError):
    """The link broke or was not there in time, so it is not known whether the command was done.

    Also raised for a client or a shutter that was not started, or was closed.
    """


class ReplyTimedOut(ConnectionLost, TimeoutError):
    """The gateway stopped answering; the link was dropped."""


class ProtocolError(IPComError):
    """The peer sent what no IPCom gateway sends; the link was dropped."""


class CommandError(IPComError):
    """A command that was not done as asked; `addresses` has the outputs concerned."""

    def __init__(self, message: str, addresses: Iterable[Address] = ()) -> None:
        super().__init__(message)
        self.addresses = tuple(addresses)


class CommandNotConfirmed(CommandError, TimeoutError):
    """The gateway did not show the wanted value in time; the output may or may not have changed.

    Also raised for a move of a shutter that missed its position while this machine slept or had no link.
    """


class CommandSuperseded(CommandError):
    """A newer command, or a change from outside, as by a wall switch, won over this one; no fault."""


class InterlockError(CommandError):
    """The command would endanger a shutter motor and was refused.

    Also raised when a position is told while both directions of the motor are on.
    """


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a configuration or an argument.

    `message` says what is wrong and `fix` what to write instead; `file` and `line`, counted from 1, say where.
    `code` and `values` say both to programs and translations.
    """

    message: str
    fix: str = ""
    file: str = ""
    line: int | None = None

    def __post_init__(self) -> None:
        if isinstance(self.message, Message) and not self.fix:
            object.__setattr__(self, "fix", self.message.fix)

    @property
    def code(self) -> str:
        """Which mistake this is, as a word that stays."""
        message = self.message
        return message.code if isinstance(message, Message) else _class_code(ConfigurationError)

    @property
    def values(self) -> Mapping[str, object]:
        """The names, numbers and words of a file that the mistake speaks of."""
        return self.message.values if isinstance(self.message, Message) else {}

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        text = f"{where}: {self.message}" if where else self.message
        return f"{text} ({self.fix})" if self.fix else text


class ConfigurationError(IPComError, ValueError):
    """A configuration or an argument that cannot be used. Nothing was sent; `problems` has every mistake."""

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = tuple(p if isinstance(p, Problem) else Problem(p) for p in problems)
        text = "\n".join(str(problem) for problem in self.problems)
        first = self.problems[0] if self.problems else Problem("")
        super().__init__(Message(text, first.code, first.values))


def _class_code(kind: type[IPComError]) -> str:
    """Return the code of a text that has none: `ConnectionLost` is "connection_lost", a subclass elsewhere too."""
    here = next(each for each in kind.__mro__ if each.__module__ == __name__)
    name = here.__name__.replace("IPCom", "Ipcom")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
