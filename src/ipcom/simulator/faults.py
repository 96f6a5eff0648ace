"""What can go wrong with a gateway. Any combination is allowed, and may change while the gateway runs. Pure.

    gateway.faults = Faults(split=1, ignore_writes_percent=20, seed=7)

`parse_faults` in fault_text.py reads them from text such as "split" or "ignore_writes=20".
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from enum import StrEnum

from ..errors import ConfigurationError
from ..protocol.gateway_session import RefusalStyle
from .simulator_text import FaultMistake


class WriteReply(StrEnum):
    """The reply to a write. What each firmware does is unknown (docs/protocol.md, "Replies to a frame")."""

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
    """How a gateway misbehaves. The defaults are a gateway without faults.

    `..._s` are seconds. `..._percent` is the share of the messages concerned (0..100), drawn from `seed`; the reply to
    a login is never among them. `..._after` counts the replies on one connection, including the reply to the login:
    0 is before the first one.
    """

    split: int = 0
    """Replies leave in pieces of this many bytes. 0 sends them whole."""
    join_s: float = 0.0
    """A reply waits this long for the next one and leaves together with it."""
    delay_s: float = 0.0
    """Every reply is late by this."""
    jitter_s: float = 0.0
    """Every reply is late by a random time up to this. No reply overtakes another."""
    request_delay_s: float = 0.0
    """Every request takes this long to arrive. It arrives even if the client disconnects meanwhile."""
    request_jitter_s: float = 0.0
    """Every request takes a random time up to this longer. No request overtakes another."""
    swing_s: float = 0.0
    """Both directions slow down and recover in a wave: by nothing at first, by this after half of `swing_period_s`."""
    swing_period_s: float = 60.0
    connect_delay_s: float = 0.0
    """Making a connection in memory takes this long."""
    late_percent: float = 0.0
    """The share of replies that leave `late_s` later. Other replies overtake them."""
    late_s: float = 3.0
    drop_after: int | None = None
    """The connection is closed after this many replies."""
    reset_after: int | None = None
    """The connection is reset after this many replies."""
    silent_after: int | None = None
    """Requests are carried out but not answered any more."""
    half_open_after: int | None = None
    """Nothing is read or sent any more, and the gateway does not notice that the client disconnects."""
    truncate_percent: float = 0.0
    """The share of replies that lose their second half."""
    garbage_percent: float = 0.0
    """The share of replies that are replaced by random bytes."""
    wrong_kind_percent: float = 0.0
    """The share of replies that are replaced by a kind that no request asks for (ID 6)."""
    duplicate_percent: float = 0.0
    """The share of replies that come twice."""
    duplicate_s: float = 0.0
    """The second one comes this long after the first."""
    extra_snapshot_percent: float = 0.0
    """The share of replies that are followed by a snapshot without a request."""
    write_reply: WriteReply = WriteReply.FRAME
    write_reply_s: float = 0.0
    """Replies to writes are late by this."""
    ignore_writes_percent: float = 0.0
    """The share of writes that are answered but not carried out."""
    late_writes_s: float = 0.0
    """Writes are carried out this long after the reply."""
    keep_alive_bytes: int = 2
    """The length of the reply to a keep-alive. 0 sends no reply."""
    refuse_login: bool = False
    """Every login is refused, in the way that `refusal` says."""
    refuse_second: bool = False
    """A login is refused while the same bus has another login, open or lingering."""
    linger_s: float = 0.0
    """A login stays this long after its connection has ended."""
    refusal: RefusalStyle = RefusalStyle.STATUS
    reboot_after: int | None = None
    """The gateway restarts once, when a connection has had this many replies."""
    reboot_s: float = 1.0
    """A restart takes this long."""
    reboot_loses_outputs: bool = False
    """All outputs are off after a restart."""
    seed: int = 0

    def over_line(self, round_trip_s: float, *, there: float = 0.5) -> Faults:
        """Return these faults over a line with this round trip. Requests take the share `there` (0..1) of it."""
        return replace(
            self,
            request_delay_s=round_trip_s * there,
            delay_s=round_trip_s * (1 - there),
            connect_delay_s=round_trip_s,
        )

    def request_takes_s(self, at: float, rng: random.Random) -> float:
        """Return how long a request that is sent `at` takes to arrive."""
        return self.request_delay_s + self._swing_s(at) + _up_to(self.request_jitter_s, rng)

    def reply_takes_s(self, at: float, rng: random.Random) -> float:
        """Return how long a reply that is sent `at` takes to arrive."""
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
        raise ConfigurationError(FaultMistake.FAULT_NEGATIVE(fault=name, value=value))
    if name.endswith("_percent") and value > 100:
        raise ConfigurationError(FaultMistake.FAULT_MORE_THAN_ALL(fault=name, value=value))
    if name.endswith("_period_s") and not value:
        raise ConfigurationError(FaultMistake.FAULT_WAVE_TOO_SHORT(fault=name))
