"""Wrong arguments for the recogniser of presses."""

from __future__ import annotations

from typing import Any

from ipcom import PressRecogniser, StateChange, StateSnapshot
from tests.library.wrong_call import Call
from tests.library.wrong_values import LAMP, PAIR

SNAPSHOT = StateSnapshot(bytes(128), timestamp=0.0, asked_at=0.0, received_at=0.0)
NO_PAIRS: list[Any] = [None, PAIR, "5/1", ["5/1"], [LAMP], [None], {PAIR: 1}, 7, [(LAMP, LAMP)], [PAIR, None]]
RECOGNISER = PressRecogniser()

PRESS_CALLS: dict[str, Call] = {
    "PressRecogniser": Call(PressRecogniser, {"shutters": [PAIR]}, {"shutters": NO_PAIRS}),
    "PressRecogniser.declare": Call(RECOGNISER.declare, {"shutters": [PAIR]}, {"shutters": NO_PAIRS}),
    "PressRecogniser.observe": Call(
        RECOGNISER.observe,
        {"change": StateChange(SNAPSHOT, SNAPSHOT, None), "timed": {LAMP}},
        {"change": [None, SNAPSHOT, "on", 7, StateChange], "timed": [None, 7, "1/1", b"1/1", LAMP]},
    ),
}
