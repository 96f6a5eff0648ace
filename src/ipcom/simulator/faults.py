"""What can go wrong with a gateway: knobs that may be turned in any combination, while it runs.

    gateway.faults = Faults(split=1, ignore_writes_percent=20, seed=7)

As text ("split", "ignore_writes=20") they are read by `parse_faults`, in fault_text.py.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from enum import StrEnum

from ..errors import ConfigurationError
from ..protocol.session import RefusalStyle


class WriteReply(StrEnum):
    """What a write is answered by; what every firmware does is unknown (docs/protocol.md, "Replies to a frame")."""

    FRAME = "frame"
    """ID 4 and a bus frame."""
    BUS_FRAME = "bus_frame"
    """ID 4 and a bus frame that begins with the bus number."""
    OUTPUTS = "outputs"
    """ID 5: a snapshot."""
    NONE = "none"
    """Nothing at all."""


@dataclass(frozen=True, slots=True)
class Faults:
    """How a gateway misbehaves; by default not at all.

    `..._s` are seconds, `..._percent` the share of messages concerned (0..100), drawn from `seed`.
    `..._after` count the replies on one connection, the login's included: 0 is before the first.
    The percentages spare the login's reply.
    """

    split: int = 0
    """Replies leave in pieces of so many bytes; 0: whole."""
    join_s: float = 0.0
    """A reply waits so long for the next one, and leaves together with it."""
    delay_s: float = 0.0
    """Every reply is late by this."""
    jitter_s: float = 0.0
    """Every reply is late by up to this, each by another time; none overtakes another."""
    request_delay_s: float = 0.0
    """Every request takes so long to arrive; what has left arrives even if the client has gone meanwhile."""
    request_jitter_s: float = 0.0
    """Every request takes up to this longer; none overtakes another."""
    swing_s: float = 0.0
    """Either direction takes up to this longer: none at first, most after half of `swing_period_s`."""
    swing_period_s: float = 60.0
    connect_delay_s: float = 0.0
    """A connection in memory takes so long to be made."""
    late_percent: float = 0.0
    """These replies come `late_s` later, overtaken by others."""
    late_s: float = 3.0
    drop_after: int | None = None
    """The connection is closed after so many replies."""
    reset_after: int | None = None
    """The connection is reset after so many replies."""
    silent_after: int | None = None
    """Requests are taken and obeyed, but not answered any more."""
    half_open_after: int | None = None
    """Nothing is read or sent any more, and the client's going is not noticed."""
    truncate_percent: float = 0.0
    """These replies lose their second half."""
    garbage_percent: float = 0.0
    """These replies are random bytes."""
    wrong_kind_percent: float = 0.0
    """These replies are of a kind that nobody asked for (ID 6)."""
    duplicate_percent: float = 0.0
    """These replies come twice."""
    duplicate_s: float = 0.0
    """How long after the first the second one comes."""
    extra_snapshot_percent: float = 0.0
    """These replies are followed by a snapshot that nobody asked for."""
    write_reply: WriteReply = WriteReply.FRAME
    write_reply_s: float = 0.0
    """Answers to writes are late by this."""
    ignore_writes_percent: float = 0.0
    """These writes are answered but not done."""
    late_writes_s: float = 0.0
    """Writes are done so long after they were answered."""
    keep_alive_bytes: int = 2
    """How long the answer to a keep-alive is; 0: there is none."""
    refuse_login: bool = False
    """Every login is refused, in the style of `refusal`."""
    refuse_second: bool = False
    """A login is refused while another one to the same bus stands or lingers."""
    linger_s: float = 0.0
    """How long a login stands after its connection has gone."""
    refusal: RefusalStyle = RefusalStyle.STATUS
    reboot_after: int | None = None
    """The gateway restarts, once, when a connection has had so many replies."""
    reboot_s: float = 1.0
    """How long a restart takes."""
    reboot_loses_outputs: bool = False
    """Everything is off after a restart."""
    seed: int = 0

    def over_line(self, round_trip_s: float, *, there: float = 0.5) -> Faults:
        """Return these faults over a line of so long a round trip; requests take the share `there` (0..1) of it."""
        return replace(
            self,
            request_delay_s=round_trip_s * there,
            delay_s=round_trip_s * (1 - there),
            connect_delay_s=round_trip_s,
        )

    def request_takes_s(self, at: float, rng: random.Random) -> float:
        """Return how long a request sent `at` is under way."""
        return self.request_delay_s + self._swing_s(at) + _up_to(self.request_jitter_s, rng)

    def reply_takes_s(self, at: float, rng: random.Random) -> float:
        """Return how long a reply given `at` is under way."""
        return self.delay_s + self._swing_s(at) + _up_to(self.jitter_s, rng)

    def _swing_s(self, at: float) -> float:
        if not self.swing_s:
            return 0.0
        return self.swing_s * (1 - math.cos(math.tau * at / self.swing_period_s)) / 2

    def __post_init__(self) -> None:
        for name in self.__slots__:
            _check(name, getattr(self, name))


def _up_to(most_s: float, rng: random.Random) -> float:
    return rng.uniform(0, most_s) if most_s else 0.0


def _check(name: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or name == "seed":
        return
    if value < 0:
        raise ConfigurationError(f"Fault {name}: {value} is negative: use 0 or more.")
    if name.endswith("_percent") and value > 100:
        raise ConfigurationError(f"Fault {name}: {value} is more than all: use 0 to 100.")
    if name.endswith("_period_s") and not value:
        raise ConfigurationError(f"Fault {name}: a wave takes time: use more than 0.")
