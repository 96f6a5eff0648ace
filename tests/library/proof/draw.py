"""Draws a plan from a seed. Things come together: most happen around a few moments, on a few outputs."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from ipcom.model.motion import Motion
from ipcom.simulator.faults import WriteReply
from tests.library.proof.names import Naming
from tests.library.proof.patterns import draw_patterns
from tests.library.proof.plan import Group, Item, Plan
from tests.library.proof.position_file import Damage
from tests.library.proof.proof_house import DIMMERS, LAMPS, LIGHTS, RELAYS, SHUTTERS, TRAVEL, UNDECLARED
from tests.library.proof.stalls import Stall, Trigger
from tests.library.proof.themes.every import Pattern, draw_theme, theme_of

SECONDS = 60.0
COMMANDS = (10, 15)
PRESSES = (5, 9)
FAULTS = (2, 5)
MOMENTS = 7
NEIGHBOURS = 10
"""One run in so many has a second program on the same gateway."""
FIRST_S, LAST_S = 1.0, 50.0
APART_S = (0.0, 0.001, 0.005, 0.02, 0.04, 0.06, 0.1, 0.2, 0.36, 0.4, 0.6, 0.7, 1.0, 1.1, 1.6, 3.0)
NEAR_S = (-0.3, -0.05, -0.01, -0.003, 0.0, 0.001, 0.003, 0.005, 0.007, 0.02, 0.05, 0.15, 0.4)
PERCENTS = (0.0, 3.0, 10.0, 50.0, 55.0, 90.0, 100.0)
LEVELS = (0, 0, 1, 30, 40, 41, 100)
ROUND_TRIPS_S = (0.0, 0.001, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0)
FLAPS_S = (0.3, 0.6, 1.0, 1.5, 3.0, 5.0)
SLEEPS_S = (1.2, 1.5, 5.0, 60.0, 3600.0)
WALL_CLOCKS_S = (-7200.0, -1.0, 0.5, 86_400.0)


class Draw:
    """Draws for one run."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(f"plan {seed}")
        self.moments = [self.rng.uniform(FIRST_S, LAST_S) for _ in range(MOMENTS)]
        self.pair = self.rng.choice(tuple(SHUTTERS))
        self.light = self.rng.choice(LIGHTS)

    def time(self) -> float:
        """A moment at which things come together, or a little later."""
        return round(self.rng.choice(self.moments) + self.rng.choice(APART_S), 4)

    def time_near(self, commands: list[float]) -> float:
        """Often just before or after a command, while its read or its frame is under way."""
        if commands and self.rng.random() < 0.5:
            return round(max(0.0, self.rng.choice(commands) + self.rng.choice(NEAR_S)), 4)
        return self.time()

    def some_pair(self) -> str:
        return self.pair if self.rng.random() < 0.6 else self.rng.choice(tuple(SHUTTERS))

    def some_light(self) -> Any:
        return self.light if self.rng.random() < 0.4 else self.rng.choice(LIGHTS)

    def value(self, address: Any) -> int:
        return self.rng.choice(LEVELS if address in DIMMERS else (0, 255))

    def of(self, table: dict[Callable[[Draw], tuple[Any, ...]], int]) -> tuple[Any, ...]:
        (what,) = self.rng.choices(tuple(table), tuple(table.values()))
        return what(self)


def draw_plan(seed: int, seconds: float = SECONDS) -> Plan:
    """The plan of this seed."""
    theme = theme_of(seed)
    if theme:
        return _draw_about(seed, theme, seconds)
    draw = Draw(seed)
    items: list[Item] = []
    for group, many, table in (
        (Group.COMMAND, COMMANDS, COMMAND_KINDS),
        (Group.PRESS, PRESSES, PRESS_KINDS),
        (Group.FAULT, FAULTS, FAULT_KINDS),
    ):
        commands = [item.at for item in items if item.group is Group.COMMAND]
        for _ in range(draw.rng.randint(*many)):
            kind, args, *lasts = draw.of(table)
            items.append(Item(draw.time_near(commands), group, kind, args, *lasts))
    items.extend(draw_patterns(seed))
    neighbour = seed % NEIGHBOURS == 0
    if neighbour:
        items.extend(Item(draw.time(), Group.COMMAND, "neighbour", _neighbour(draw)) for _ in range(8))
    return Plan(seed, tuple(sorted(items, key=lambda item: item.at)), seconds, neighbour)


def _draw_about(seed: int, theme: tuple[Pattern, ...], seconds: float) -> Plan:
    """A run about one theme: what else happens is little, and far from motors."""
    draw = Draw(seed)
    items = list(draw_theme(seed, theme))
    for group, many, table in (
        (Group.COMMAND, COMMANDS, CALM_COMMANDS),
        (Group.PRESS, PRESSES, CALM_PRESSES),
        (Group.FAULT, FAULTS, CALM_FAULTS),
    ):
        for _ in range(many[0] - sum(item.group is group for item in items)):
            kind, args, *lasts = draw.of(table)
            items.append(Item(draw.time(), group, kind, args, *lasts))
    return Plan(seed, tuple(sorted(items, key=lambda item: item.at)), seconds)


def _neighbour(draw: Draw) -> tuple[Any, ...]:
    verb = draw.rng.choice(("open_fully", "close_fully", "stop", "set_position"))
    if verb == "set_position":
        return _positioned(draw), verb, draw.rng.choice(PERCENTS)
    return draw.some_pair(), verb


# -- commands ------------------------------------------------------------


def _positioned(draw: Draw) -> str:
    pair = draw.some_pair()
    return pair if TRAVEL[SHUTTERS[pair]] is not None else "roller"


def _scene(draw: Draw) -> tuple[Any, ...]:
    lights = draw.rng.sample(LIGHTS, draw.rng.randint(2, len(LIGHTS)))
    return "scene", (tuple((address, draw.value(address)) for address in lights),)


def _one(draw: Draw) -> tuple[Any, ...]:
    address = draw.some_light()
    return "scene", (((address, draw.value(address)),),)


COMMAND_KINDS: dict[Callable[[Draw], tuple[Any, ...]], int] = {
    lambda d: ("open", (d.some_pair(),)): 4,
    lambda d: ("close", (d.some_pair(),)): 4,
    lambda d: ("stop", (d.some_pair(),)): 3,
    lambda d: ("position", (_positioned(d), d.rng.choice(PERCENTS))): 6,
    lambda d: ("tilt", (d.rng.choice(PERCENTS),)): 2,
    lambda d: ("known", (_positioned(d),)): 1,
    lambda d: ("drive", (d.some_pair(), d.rng.choice(tuple(Motion)))): 3,
    _one: 10,
    _scene: 3,
    lambda d: ("door", ()): 2,
    lambda d: ("stairs", (d.rng.choice((0, 255, 255)),)): 2,
    lambda d: ("pulse", (d.rng.choice(UNDECLARED), d.rng.choice((0.1, 0.5, 2.0)))): 2,
    lambda d: ("undeclared", (d.rng.choice(UNDECLARED), d.rng.choice((0, 255, 255)))): 3,
    lambda d: ("cancel", ()): 2,
}

CALM_COMMANDS: dict[Callable[[Draw], tuple[Any, ...]], int] = {_one: 1}

# -- presses -------------------------------------------------------------

PRESS_KINDS: dict[Callable[[Draw], tuple[Any, ...]], int] = {
    lambda d: (
        "press_shutter",
        (d.some_pair(), d.rng.choice(("up", "down", "stop", "stop")), d.rng.choice((None, None, 0.25))),
    ): 6,
    lambda d: ("press_relay", (d.rng.choice(tuple(RELAYS)),)): 2,
    lambda d: ("press_light", (d.some_light(), d.rng.choice((0.1, 0.1, 0.8)))): 6,
    lambda d: ("press_light", (d.rng.choice(LAMPS), 0.1)): 3,
    lambda d: ("press_light", (d.rng.choice(UNDECLARED), 0.1)): 1,
}

CALM_PRESSES: dict[Callable[[Draw], tuple[Any, ...]], int] = {
    lambda d: ("press_light", (d.rng.choice(LAMPS), 0.1)): 1,
}

# -- faults --------------------------------------------------------------


def _stall(draw: Draw) -> tuple[Any, ...]:
    rng = draw.rng
    trigger = rng.choice(tuple(Trigger))
    seconds = (
        round(10 ** rng.uniform(-2.0, 0.6), 4) if rng.random() < 0.9 else rng.choice((5.0, 12.0, 3600.0))
    )
    times = rng.choice((1, 1, 2, 5))
    return "stall", (
        Stall(trigger, seconds, rng.randint(0, 6), rng.choice((0.0, 0.0, 0.3, 0.6, 1.0)), times),
    )


def _gateway(draw: Draw) -> tuple[Any, ...]:
    rng = draw.rng
    knobs: dict[str, Any] = {
        "ignore_writes_percent": rng.choice((0.0, 0.0, 40.0, 100.0)),
        "late_writes_s": rng.choice((0.0, 0.0, 0.1, 0.3)),
        "write_reply": rng.choice(tuple(WriteReply)),
        "write_reply_s": rng.choice((0.0, 0.0, 0.3)),
        "seed": rng.randint(0, 99),
    }
    if rng.random() < 0.2:
        knobs["silent_after"] = 0
    if rng.random() < 0.3:
        knobs["keep_alive_bytes"] = rng.choice((0, 5))
    return "gateway", (tuple(knobs.items()),), rng.choice((1.0, 3.0, 8.0, 20.0))


def _garbage(draw: Draw) -> tuple[Any, ...]:
    rng = draw.rng
    knob = rng.choice(("garbage_percent", "truncate_percent", "wrong_kind_percent", "split", "join_s"))
    value = {"split": 3, "join_s": 0.02}.get(knob, 20.0)
    return "gateway", (((knob, value), ("seed", rng.randint(0, 99))),), rng.choice((1.0, 3.0, 8.0))


FAULT_KINDS: dict[Callable[[Draw], tuple[Any, ...]], int] = {
    _stall: 16,
    _gateway: 5,
    _garbage: 2,
    lambda d: ("line", (d.rng.choice(ROUND_TRIPS_S), d.rng.choice((0.5, 0.5, 0.2)), d.rng.choice((0.0, 0.0, 0.02)),
                        d.rng.randint(0, 99)), d.rng.choice((3.0, 10.0, 30.0))): 5,
    lambda d: ("flap", (d.rng.choice(FLAPS_S),)): 4,
    lambda d: ("link_break", (d.rng.random() < 0.5,)): 3,
    lambda d: ("drops", (d.rng.randint(2, 9),), d.rng.choice((3.0, 8.0, 20.0))): 2,
    lambda d: (
        "names",
        (d.rng.choice(tuple(Naming)), d.rng.random() < 0.8),
        d.rng.choice((1.0, 3.0, 8.0)),
    ): 3,
    lambda d: ("reboot", (d.rng.random() < 0.7, d.rng.choice((0.0, 0.5, 4.0, 6.0)), d.rng.random() < 0.6)): 3,
    lambda d: ("sleep", (d.rng.choice(SLEEPS_S),)): 3,
    lambda d: ("wall_clock", (d.rng.choice(WALL_CLOCKS_S),)): 1,
    lambda d: ("kill", (d.rng.choice((None, None, *Damage)), d.rng.choice((0.0, 0.5, 3.0)), d.rng.randint(0, 99))): 3,
    lambda d: ("restart", (d.rng.choice((None, None, *Damage)), d.rng.choice((0.0, 0.5, 3.0)), d.rng.randint(0, 99))): 2,
    lambda d: ("broken_switch", (d.some_pair(), d.rng.choice((1, 1, 5)))): 1,
}  # fmt: skip

CALM_FAULTS: dict[Callable[[Draw], tuple[Any, ...]], int] = {
    lambda d: ("stall", (Stall(d.rng.choice(tuple(Trigger)), d.rng.choice((0.02, 0.1, 0.3))),)): 1,
}
