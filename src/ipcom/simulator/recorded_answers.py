"""A recorded conversation as requests and what followed each of them; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .spoken import Spoken

SAME_REQUEST = {"read again": "read"}
"""Words for a request that is another one on the wire."""
ENDS = ("closed", "disconnect")
HINT = "plaintext hint"


class RecordedAnswer(NamedTuple):
    """Something that a gateway said, `after_s` after the request or after what it said before."""

    kind: str
    after_s: float
    plain: bytes
    firmware: str = ""
    ciphered: bool | None = None

    @property
    def accepts(self) -> bool:
        """Return whether it accepts a login."""
        return self.ciphered is not None


def ends_connection(answer: RecordedAnswer) -> bool:
    """Return whether the gateway ended the connection by it."""
    return answer.kind in ENDS


def recorded_connections(conversation: Sequence[Spoken]) -> list[dict[str, list[list[RecordedAnswer]]]]:
    """Return for each connection what followed each of its requests, by the kind of the request, in order.

    One that only told that the gateway does not encipher is left out.
    """
    hints = {each.connection for each in conversation if each.kind == HINT}
    numbers = list(dict.fromkeys(each.connection for each in conversation if each.connection not in hints))
    return [_exchanges([each for each in conversation if each.connection == number]) for number in numbers]


def _exchanges(messages: Sequence[Spoken]) -> dict[str, list[list[RecordedAnswer]]]:
    answers: dict[str, list[list[RecordedAnswer]]] = {}
    following: list[RecordedAnswer] | None = None
    before = messages[0].at
    for each in messages:
        if each.by_client:
            kind = SAME_REQUEST.get(each.kind, each.kind)
            following = []
            answers.setdefault(kind, []).append(following)
        elif following is not None:
            wait = max(each.at - before, 0.0)
            following.append(RecordedAnswer(each.kind, wait, each.plain, each.firmware, each.ciphered))
        before = each.at
    return answers
