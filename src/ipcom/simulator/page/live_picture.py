"""What changes in a simulated house, as the page shows it, and what of it differs from what a page knows already."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..house.house import House
    from ..house.motor import Motor
    from .gateway_controls import GatewayControls

Picture = TypeVar("Picture")


class MotorPicture(TypedDict):
    """A motor as it truly is. `running` is up, down or empty; positions are 0 (closed) to 100 (open)."""

    position: float
    running: str
    both_on: bool
    both_on_count: int
    both_on_s: float


class GatewayPicture(TypedDict):
    """The gateway. `state` is a word of `GatewayState`; `speed` is that of the house."""

    state: str
    connections: int
    speed: float


class LivePicture(TypedDict, total=False):
    """All that changes. In a difference only what differs is there.

    `values` is by bus, then by the index of the output (0 to 127), and `motors` by bus and output for up ("1:5/2").
    """

    values: dict[str, dict[str, int]]
    motors: dict[str, MotorPicture]
    gateway: GatewayPicture


def live_picture(house: House, controls: GatewayControls) -> LivePicture:
    """Return all of it, as it is now."""
    return {
        "values": {str(bus): _values(world.values()) for bus, world in house.buses.items()},
        "motors": {
            f"{bus}:{pair.up}": _motor(motor)
            for bus, world in house.buses.items()
            for pair, motor in world.shutters.items()
        },
        "gateway": {
            "state": controls.state.value,
            "connections": controls.gateway.connections,
            "speed": house.speed,
        },
    }


def difference(before: LivePicture, now: LivePicture) -> LivePicture:
    """Return what is in `now` and not in `before`. It is empty when nothing differs."""
    changed: LivePicture = {}
    values = {
        bus: found
        for bus, outputs in now["values"].items()
        if (found := _differing(before["values"].get(bus, {}), outputs))
    }
    motors = _differing(before["motors"], now["motors"])
    if values:
        changed["values"] = values
    if motors:
        changed["motors"] = motors
    if before["gateway"] != now["gateway"]:
        changed["gateway"] = now["gateway"]
    return changed


def _values(values: bytes) -> dict[str, int]:
    return {str(index): value for index, value in enumerate(values)}


def _motor(motor: Motor) -> MotorPicture:
    return {
        "position": round(motor.position, 1),
        "running": str(motor.running or ""),
        "both_on": motor.both_on,
        "both_on_count": motor.both_on_count,
        "both_on_s": round(motor.both_on_s, 1),
    }


def _differing(before: Mapping[str, Picture], now: Mapping[str, Picture]) -> dict[str, Picture]:
    return {key: value for key, value in now.items() if before.get(key) != value}
