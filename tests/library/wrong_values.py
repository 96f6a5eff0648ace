"""Wrong values for each sort of argument, as people and programs really pass them."""

from __future__ import annotations

import math
import random
from typing import Any

from ipcom import (
    BusType,
    Motion,
    OutputAddress,
    OutputKind,
    ShutterPair,
    SystemClock,
    Timings,
)

LAMP = OutputAddress(1, 1)
DIMMER = OutputAddress(6, 1)
UNKNOWN = OutputAddress(3, 3)
PAIR = ShutterPair(up=OutputAddress(5, 1), down=OutputAddress(5, 2), pause=0.5)
OTHER_PAIR = ShutterPair(up=OutputAddress(7, 1), down=OutputAddress(7, 2))
KINDS = {LAMP: OutputKind.RELAY, DIMMER: OutputKind.DIMMER}


class Unhashable(dict[str, int]):
    """Passes as a mapping, holds nothing of use, and cannot be a key."""


class Liar:
    """Says that it is equal to everything, and cannot be printed."""

    def __eq__(self, _other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash(LAMP)

    def __repr__(self) -> str:
        raise RuntimeError("no text")


async def coroutine_function(*_arguments: object) -> None:
    """What nobody would await."""


ADDRESSES = ["3/4", b"3/4", (3, 4), [3, 4], {"module": 3}, 12, 3.4, True, None, PAIR, OutputAddress, Liar()]
PAIRS = ["5/1", LAMP, (LAMP, DIMMER), {"up": LAMP}, None, True, ShutterPair, Liar()]
MOTIONS = ["up", "off", 1, True, None, Motion, b"up"]
DIRECTIONS = [*MOTIONS, Motion.OFF]
NUMBERS = ["x", "0.5", b"1", True, math.nan, [], {}, 1j, float, Liar()]
NUMBERS_NOT_NONE = [*NUMBERS, None]
WHOLES = [*NUMBERS_NOT_NONE, 1.0, math.inf]
FLAGS: list[object] = [None, 0, 1, "yes", "", [], Liar()]
TEXTS = [None, b"text", 7, True, ["text"], Liar()]
KIND_VALUES = ["relay", "dimmer", None, 1, OutputKind, LAMP]
CALLBACKS: list[object] = [None, "print", 3, {}, coroutine_function]
VALUES = ["on", "255", True, None, 1.0, math.nan, -1, 256, 40, [], Liar()]
"""For a relay, which takes 0 and 255."""
WANTED = [
    None,
    "3/4",
    LAMP,
    [LAMP],
    [(LAMP, 255)],
    {LAMP},
    {"1/1": 255},
    {(1, 1): 255},
    {LAMP: 255, "1/2": 255},
    {LAMP: 255, None: 255},
    {LAMP: "on"},
    {LAMP: 255, DIMMER: 101},
    {LAMP: 255, DIMMER: None},
    {LAMP: 255, UNKNOWN: 255},
    {LAMP: True},
]
CONSTRUCTOR: dict[str, list[Any]] = {
    "host": [None, b"192.168.1.20", 5, "", "  ", "a b", "http://", "host:99999", ["192.168.1.20"]],
    "port": ["5000", 5000.0, 0, -1, 65536, True, None, math.nan],
    "username": [None, b"demo", 7, "x" * 100, "bad\udc80"],
    "password": [None, b"demo", 7, "x" * 100, "bad\udc80"],
    "bus": ["1", 0, 3, 1.0, True, None],
    "bus_type": ["minido", "MINIDO", None, 1, BusType],
    "kinds": [
        "relay",
        [LAMP],
        [(LAMP, OutputKind.RELAY)],
        {LAMP: "relay"},
        {LAMP: None},
        {"1/1": OutputKind.RELAY},
        {None: OutputKind.RELAY},
        7,
        True,
    ],
    "shutters": [None, PAIR, "5/1", ["5/1"], [LAMP], [None], {PAIR: 1}, [PAIR, PAIR], 7, [(LAMP, DIMMER)]],
    "frame_bus": ["2", -1, 256, 35, 1.0, True, math.nan],
    "timings": [{}, "fast", 0.35, Timings, True],
    "clock": [7, "now", SystemClock, math.pi, object()],
    "rng": [1, "seed", random.Random, random, True],
    "connector": [7, "tcp", object(), True],
    "name_service": [7, "dns", object(), True],
    "known_address": [b"192.168.1.20", 7, "gateway.local", "", True, ["192.168.1.20"]],
    "second_host": [b"192.168.1.21", 7, "", " ", True, ["192.168.1.21"], "http://a/b"],
    "second_port": [None, "5000", 0, 65536, 5000.0, True],
}

METHODS: dict[str, dict[str, list[Any]]] = {
    "start": {"timeout": [*NUMBERS, -1, -math.inf]},
    "subscribe": {"callback": CALLBACKS},
    "subscribe_connection": {"callback": CALLBACKS},
    "subscribe_failures": {"callback": CALLBACKS},
    "set_output": {"address": [*ADDRESSES, UNKNOWN], "value": VALUES, "undeclared": FLAGS},
    "set_outputs": {"wanted": WANTED, "undeclared": FLAGS, "unless_changed": FLAGS},
    "drive": {"pair": [*PAIRS, OTHER_PAIR], "motion": MOTIONS},
    "stop_at": {"pair": [*PAIRS, OTHER_PAIR], "direction": DIRECTIONS, "leave_at": NUMBERS_NOT_NONE},
    "release": {"pair": [*PAIRS, OTHER_PAIR]},
    "pulse": {"address": ADDRESSES, "seconds": [*NUMBERS_NOT_NONE, 0, -1, 5.1, math.inf]},
    "add_shutter": {
        "pair": [*PAIRS, PAIR, ShutterPair(up=PAIR.down, down=OutputAddress(8, 8))],
    },
    "add_kind": {"address": ADDRESSES, "kind": KIND_VALUES},
    "watch_presses": {"on": FLAGS},
}
"""The wrong values for each argument of each method of a client, with and without `await`."""

GOOD: dict[str, dict[str, Any]] = {
    "start": {"timeout": None},
    "subscribe": {"callback": print},
    "subscribe_connection": {"callback": print},
    "subscribe_failures": {"callback": print},
    "set_output": {"address": LAMP, "value": 255, "undeclared": False},
    "set_outputs": {"wanted": {LAMP: 255}, "undeclared": False, "unless_changed": False},
    "drive": {"pair": PAIR, "motion": Motion.UP},
    "stop_at": {"pair": PAIR, "direction": Motion.UP, "leave_at": 0.0},
    "release": {"pair": PAIR},
    "pulse": {"address": UNKNOWN, "seconds": 0.2},
    "add_shutter": {"pair": OTHER_PAIR},
    "add_kind": {"address": UNKNOWN, "kind": OutputKind.RELAY},
    "watch_presses": {"on": True},
}
"""The arguments beside the wrong one."""


def wrong_calls() -> list[tuple[str, str, dict[str, Any]]]:
    """Every call of a method with one wrong argument: the method, the argument, and all arguments."""
    return [
        (method, argument, {**GOOD[method], argument: value})
        for method, arguments in METHODS.items()
        for argument, values in arguments.items()
        for value in values
    ]
