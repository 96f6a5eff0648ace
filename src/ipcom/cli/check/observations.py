"""What a gateway was seen to do, and where that differs from docs/protocol.md, "Message kinds"; pure."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Any

from ...model.address import OutputAddress

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ...simulator.spoken import Spoken

LOGIN_REPLY, OUTPUTS_REPLY, FRAME_REPLY, KEEP_ALIVE_REPLY = 135, 130, 16, 2
"""Sizes that are expected, in bytes."""
HEADER = 2
FULL_LEVEL, ON = 100, 255
READS = ("read", "read again")
_ANSWERS = {"read": "outputs", "read again": "outputs", "write": "frame", "keep-alive": "keep-alive"}


def observed(messages: Sequence[Spoken], dimmers: Collection[OutputAddress]) -> dict[str, Any]:
    """Return the figures of a conversation."""
    accepted = [each for each in messages if each.ciphered is not None]
    return {
        "firmware": accepted[-1].firmware if accepted else None,
        "enciphered": accepted[-1].ciphered if accepted else None,
        "login_reply_size": accepted[-1].size if accepted else None,
        "messages": _counted(messages),
        "reads": _answers(messages, READS),
        "writes": _answers(messages, ("write",)),
        "keep_alives": _answers(messages, ("keep-alive",)),
        "unasked": dict(Counter(each.kind for each in _unasked(messages))),
        "relay_values": _values(messages, lambda address: address not in dimmers),
        "dimmer_values": _values(messages, lambda address: address in dimmers),
    }


def differences(seen: dict[str, Any]) -> list[str]:
    """Return a sentence for each thing that docs/protocol.md, "Message kinds" does not lead to expect, or does not know."""
    return list(_differences(seen))


def _differences(seen: dict[str, Any]) -> Iterator[str]:
    if seen["login_reply_size"] not in (None, LOGIN_REPLY):
        yield f"the login was accepted by {seen['login_reply_size']} bytes, not {LOGIN_REPLY}"
    if seen["firmware"] == "":
        yield "the gateway does not tell its firmware"
    yield from _of_answers("writes", seen["writes"], FRAME_REPLY)
    yield from _of_answers("keep-alives", seen["keep_alives"], KEEP_ALIVE_REPLY)
    for kind, count in seen["unasked"].items():
        yield f"{count} messages of the kind {kind} came without a request"
    if strange := [value for value in seen["relay_values"] if value not in (0, ON)]:
        yield f"relays, or outputs that devices.yaml does not declare as dimmers, showed {_listed(strange)}"
    if strange := [value for value in seen["dimmer_values"] if value > FULL_LEVEL]:
        yield f"dimmers showed more than {FULL_LEVEL}: {_listed(strange)}"


def _of_answers(what: str, seen: dict[str, Any], expected: int) -> Iterator[str]:
    """Yield what differs in the answers to one kind of request, whose size is `expected`."""
    if seen["sent"] and not seen["answered"]:
        yield f"{what} are not answered"
    for size in seen["sizes"]:
        if int(size) != expected:
            yield f"{what} are answered by {size} bytes, where {expected} are expected"


def _counted(messages: Sequence[Spoken]) -> list[dict[str, Any]]:
    counts = Counter((each.by_client, each.kind, each.size) for each in messages)
    return [
        {"from": "client" if by_client else "gateway", "kind": kind, "size": size, "count": count}
        for (by_client, kind, size), count in sorted(counts.items())
    ]


def _answers(messages: Sequence[Spoken], kinds: Collection[str]) -> dict[str, Any]:
    """Return how requests of these kinds were answered; times in milliseconds."""
    sizes: Counter[int] = Counter()
    took: list[float] = []
    for request, answer in _asked_and_answered(messages):
        if request.kind in kinds:
            sizes[answer.size] += 1
            took.append((answer.at - request.at) * 1000)
    return {
        "sent": sum(each.by_client and each.kind in kinds for each in messages),
        "answered": len(took),
        "sizes": {str(size): count for size, count in sorted(sizes.items())},
        "median_ms": round(median(took), 2) if took else None,
        "worst_ms": round(max(took), 2) if took else None,
    }


def _asked_and_answered(messages: Sequence[Spoken]) -> Iterator[tuple[Spoken, Spoken]]:
    """Yield each request with its answer: the next message of the kind that answers it. A write may get outputs."""
    open_requests: list[Spoken] = []
    for each in messages:
        if each.by_client:
            open_requests.append(each)
            continue
        found = next((request for request in open_requests if _ANSWERS.get(request.kind) == each.kind), None)
        if found is not None:
            open_requests.remove(found)
            yield found, each


def _unasked(messages: Sequence[Spoken]) -> Iterator[Spoken]:
    """Yield outputs and frames that no request had asked for."""
    waiting: Counter[str] = Counter()
    for each in messages:
        if each.by_client:
            waiting[_ANSWERS.get(each.kind, "")] += 1
        elif each.kind in ("outputs", "frame"):
            if waiting[each.kind] > 0:
                waiting[each.kind] -= 1
            else:
                yield each


def _values(messages: Sequence[Spoken], wanted: Any) -> list[int]:  # noqa: ANN401 - a predicate of addresses
    """Return the different values that some outputs showed."""
    seen: set[int] = set()
    for each in messages:
        if each.kind == "outputs" and len(each.plain) == OUTPUTS_REPLY:
            seen.update(
                value
                for index, value in enumerate(each.plain[HEADER:])
                if wanted(OutputAddress.from_index(index))
            )
    return sorted(seen)


def _listed(values: Sequence[int]) -> str:
    return ", ".join(map(str, values))
