"""Checks of the arguments of the client: each raises `ConfigurationError` before anything is touched; pure."""

from __future__ import annotations

import random
from functools import partial
from math import inf
from types import NoneType

from ..model.address import OutputAddress, check_address
from ..model.arguments import (
    check_all,
    check_items,
    check_mapping,
    check_methods,
    check_number,
    check_secret,
    check_type,
    check_whole,
    checked_each,
    wrong,
)
from ..model.bus_type import BUSES, BusType
from ..model.host import Host, is_ip_address, parse_host
from ..model.motion import Motion
from ..model.output_kind import OutputKind
from ..model.shutter_pair import ShutterPair, check_pair
from ..model.timings import Timings

LONGEST_UNDECLARED_PULSE_S = 5.0
"""Seconds for which `pulse` may switch on what may be half of a motor."""
FRAME_BUSES = range(256)
"""A frame has one byte for the bus (docs/protocol.md, "Setting outputs")."""


def check_login(username: object, password: object) -> None:
    """Accept a user name and a password."""
    check_all(
        lambda: check_secret("user name", username),
        lambda: check_secret("password", password),
    )


def check_bus(bus: object, bus_type: object, frame_bus: object) -> None:
    """Accept the number and kind of a bus, and its number in frames."""
    last = FRAME_BUSES[-1]
    check_all(
        lambda: check_whole("bus", bus, BUSES[0], BUSES[-1], "use 1 or 2"),
        lambda: check_type("bus_type", bus_type, BusType, "write BusType.MINIDO or BusType.BIBUS"),
        lambda: frame_bus is None or check_whole("frame_bus", frame_bus, FRAME_BUSES[0], last),
    )


def check_known_address(address: object) -> None:
    """Accept the IP address at which the gateway was reached last; None if it is not known."""
    if address is not None and not (isinstance(address, str) and is_ip_address(address)):
        raise wrong("known_address", address, "give the IP address that worked last, or None")


def checked_second(gateway: Host, host: str | None, port: int) -> Host | None:
    """Return the second host of a gateway; None if it has none."""
    check_whole("second_port", port, 1, 65535, "use 1 to 65535, usually 5000")
    if host is None:
        return None
    second = parse_host(check_type("second_host", host, str, "give a name or an IP address, or None"), port)
    if (second.host, second.port) == (gateway.host, gateway.port):
        raise wrong("second_host", host, "give another one than the first, or None")
    return second


def check_machinery(
    timings: object, clock: object, rng: object, connector: object, name_service: object
) -> None:
    """Accept what tests put in the place of this machine's clock, random numbers and network; None stands for those."""
    check_all(
        lambda: check_type("timings", timings, (Timings, NoneType), "give Timings(...), or None"),
        lambda: check_type("rng", rng, (random.Random, NoneType), "give random.Random(seed), or None"),
    )
    if connector is not None:
        check_methods("connector", connector, ["__call__"], "give a coroutine function, or None")
    if name_service is not None:
        check_methods("name_service", name_service, ["ask"], "give an object with this method, or None")
    if clock is not None:
        check_methods("clock", clock, ["monotonic", "time"], "give an object with these two methods, or None")


def checked_kinds(kinds: object) -> dict[OutputAddress, OutputKind]:
    """Return the kind of each output, as a copy."""
    if kinds is None:
        return {}
    given = check_mapping("kinds", kinds, "write {OutputAddress(3, 4): OutputKind.RELAY}")
    addresses = checked_each(given, OutputAddress, check_address)
    kinds_of_them = checked_each(given.values(), OutputKind, checked_kind)
    return dict(zip(addresses, kinds_of_them, strict=True))


def checked_kind(kind: object) -> OutputKind:
    """Return the kind of an output."""
    if isinstance(kind, OutputKind):
        return kind
    names = ", ".join(f"OutputKind.{each.name}" for each in OutputKind)
    raise wrong("the kind of an output", kind, f"use one of {names}")


def checked_shutters(shutters: object) -> tuple[ShutterPair, ...]:
    """Return the pairs of an iterable."""
    pairs = check_items("shutters", shutters, "give a list of ShutterPair")
    return tuple(checked_each(pairs, ShutterPair, check_pair))


def checked_wanted(wanted: object) -> dict[OutputAddress, int]:
    """Return the wanted values of outputs, as a copy; the planner judges whether a kind takes its value."""
    given = check_mapping("what is wanted", wanted, "write {OutputAddress(3, 4): 255}")
    addresses = checked_each(given, OutputAddress, check_address)
    values = check_all(*(partial(checked_value, address, value) for address, value in given.items()))
    return dict(zip(addresses, values, strict=True))


def checked_value(address: object, value: object) -> int:
    """Return a wanted value of an output."""
    if type(value) is int and 0 <= value <= 255:
        return value
    raise wrong(f"the value for output {address}", value, "write 0 to 255")


def checked_motion(motion: object) -> Motion:
    """Return a direction or `Motion.OFF`."""
    if isinstance(motion, Motion):
        return motion
    raise wrong("the motion", motion, "use Motion.UP, Motion.DOWN or Motion.OFF")


def checked_direction(motion: object) -> Motion:
    """Return a direction, which is not `Motion.OFF`."""
    if not isinstance(motion, Motion) or motion is Motion.OFF:
        raise wrong("the direction", motion, "use Motion.UP or Motion.DOWN")
    return motion


def check_timeout(timeout: object) -> None:
    """Accept seconds, 0 or more, or None for no limit."""
    if timeout is not None:
        check_number("timeout", timeout, 0.0, inf, "write seconds, 0 or more, or None for no limit")
