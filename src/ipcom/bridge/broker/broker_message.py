"""Messages to and from a broker. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as it came, with what MQTT 5 says of it."""

    topic: str
    payload: bytes
    retained: bool = False
    expiry: float | None = None
    """Seconds for which it is still valid."""
    arrived: float | None = None
    """Seconds of the loop's clock: the earliest at which it may have come, while the program stood still."""
    response_topic: str | None = None
    correlation: bytes | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """A message to publish."""

    topic: str
    payload: bytes
    qos: int = 0
    retain: bool = False
    correlation: bytes | None = None
    """What an answer carries so that its asker knows it again; MQTT 5 only."""
    asked: bool = False
    """Whether it is the result of a command with an id, for which its sender waits."""
    tries: int = 0
    """How often the connection ended before the broker had it."""


@dataclass(frozen=True, slots=True)
class Will:
    """What the broker publishes, retained, for a bridge that is gone without a word."""

    topic: str
    payload: bytes
    qos: int = 1
