"""Wrong arguments for shutters: their times, their position, and what moves and measures them."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

from ipcom import (
    Calibration,
    Curve,
    Motion,
    Shutter,
    ShutterPair,
    StateSnapshot,
    StoredPosition,
    TiltModel,
    TravelTimes,
)
from tests.library.wrong_call import Call
from tests.library.wrong_values import (
    CALLBACKS,
    FLAGS,
    MOTIONS,
    NUMBERS,
    NUMBERS_NOT_NONE,
    PAIR,
    PAIRS,
    TEXTS,
)

DELAYS = ("start_delay", "stop_lag", "overrun_percent", "overrun_s", "min_move")
PERCENTS = [*NUMBERS_NOT_NONE, -0.1, 100.1, math.inf]


class FakeLink:
    """What a shutter needs of a client."""

    observed = StateSnapshot(bytes(128), timestamp=0.0, asked_at=0.0, received_at=0.0)

    async def drive(self, pair: ShutterPair, motion: Motion) -> None:
        raise AssertionError("nothing is to be driven")

    def subscribe(self, callback: Any) -> Any:
        return lambda: None

    subscribe_connection = subscribe
    round_trip = 0.0
    disturbed_at = -math.inf

    async def stop_at(self, pair: ShutterPair, direction: Motion, leave_at: float) -> None:
        raise AssertionError("nothing is to be stopped")

    async def release(self, pair: ShutterPair) -> None:
        raise AssertionError("nothing is to be released")


def shutter(**options: Any) -> Shutter:
    return Shutter(FakeLink(), PAIR, travel=TravelTimes(up=20.0, down=20.0, tilt=1.0), **options)


NO_CLIENT = [None, "client", 7, FakeLink, object()]

SHUTTER_CALLS: dict[str, Call] = {
    "Curve": Call(Curve, {"half_at": 0.5}, {"half_at": [*NUMBERS_NOT_NONE, 0.2, 0.8]}),
    "Curve.height": Call(Curve(0.4).height, {"share": 0.5}, {"share": NUMBERS_NOT_NONE}),
    "Curve.share": Call(Curve(0.4).share, {"height": 0.5}, {"height": NUMBERS_NOT_NONE}),
    "TravelTimes": Call(
        TravelTimes,
        {"up": 20.0, "down": 20.0},
        {
            **{name: [*NUMBERS_NOT_NONE, 0, -1, 601, math.inf] for name in ("up", "down")},
            **{name: [*NUMBERS_NOT_NONE, -1, 700, math.inf] for name in DELAYS},
            "curve": [None, 0.5, "linear", Curve],
            "tilt": [*NUMBERS, 0, -1, 20.0, math.inf],
            "tilt_model": ["first_part", None, 1, TiltModel.CLOSED_END],
        },
    ),
    "TravelTimes.travel": Call(
        TravelTimes(up=20.0, down=20.0).travel, {"motion": Motion.UP}, {"motion": [*MOTIONS, Motion.OFF]}
    ),
    "TravelTimes.full_run": Call(
        TravelTimes(up=20.0, down=20.0).full_run, {"motion": Motion.UP}, {"motion": [*MOTIONS, Motion.OFF]}
    ),
    "StoredPosition": Call(
        StoredPosition,
        {},
        {
            "position": [*NUMBERS, -1, 101],
            "tilt": [*NUMBERS, -1, 101],
            "confidence": ["known", None, 1],
            "at": NUMBERS_NOT_NONE,
            "moving": MOTIONS,
            "ours": FLAGS,
            "tilt_motor": ["x", {}, 50.0],
        },
    ),
    # a damaged store counts as unknown, whatever it holds
    "StoredPosition.from_dict": Call(StoredPosition.from_dict, {"data": None}, {"data": []}),
    "Shutter": Call(
        Shutter,
        {
            "client": FakeLink(),
            "pair": PAIR,
            "travel": None,
            "tilt_pair": None,
            "name": "",
            "restore": None,
            "run_full_first": False,
            "untimed_run": None,
        },
        {
            "client": NO_CLIENT,
            "pair": PAIRS,
            "travel": ["20", 20.0, (20.0, 20.0), {}, TravelTimes],
            "tilt_pair": [each for each in PAIRS if each is not None],
            "name": TEXTS,
            "restore": ["x", {}, 50.0, StoredPosition],
            "run_full_first": FLAGS,
            "untimed_run": [*NUMBERS, 0.9, -1],
        },
    ),
    "Shutter.set_position": Call(shutter().set_position, {}, {"position": PERCENTS}),
    "Shutter.set_tilt": Call(shutter().set_tilt, {}, {"tilt": PERCENTS}),
    "Shutter.set_position_and_tilt": Call(
        partial(shutter().set_position_and_tilt, position=50.0, tilt=50.0),
        {},
        {"position": PERCENTS, "tilt": PERCENTS},
    ),
    "Shutter.set_known_position": Call(
        shutter().set_known_position,
        {"position": 50.0},
        {"position": PERCENTS, "tilt": [each for each in PERCENTS if each is not None]},
    ),
    "Shutter.set_travel": Call(
        shutter().set_travel,
        {"travel": None},
        {
            "travel": ["20", 20.0, (20.0, 20.0), {}, TravelTimes],
            "run_full_first": [each for each in FLAGS if each is not None],
        },
    ),
    "Shutter.calibration": Call(shutter().calibration, {}, {"max_run": [*NUMBERS, 0, -1]}),
    "Shutter.adopt": Call(shutter().adopt, {}, {"calibration": [None, "x", TravelTimes(up=20.0, down=20.0)]}),
    "Shutter.subscribe": Call(shutter().subscribe, {"callback": print}, {"callback": CALLBACKS}),
    "Calibration": Call(
        Calibration,
        {"client": FakeLink(), "pair": PAIR, "max_run": None, "name": ""},
        {"client": NO_CLIENT, "pair": PAIRS, "max_run": [*NUMBERS, 0, -1], "name": TEXTS},
    ),
    "Calibration.start": Call(Calibration(FakeLink(), PAIR).start, {}, {"motion": [*MOTIONS, Motion.OFF]}),
    "Calibration.run_to_end": Call(
        Calibration(FakeLink(), PAIR).run_to_end,
        {"motion": Motion.UP},
        {"motion": [*MOTIONS, Motion.OFF], "seconds": [*NUMBERS, 0, -1]},
    ),
    "Calibration.times": Call(
        Calibration(FakeLink(), PAIR).times, {}, {"base": ["20", 20.0, {}, TravelTimes]}
    ),
}
