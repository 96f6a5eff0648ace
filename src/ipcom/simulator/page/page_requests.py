"""The requests of a page: what it presses in the house, and what it sets at the gateway."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from ...errors import ConfigurationError
from ...model.address import OutputAddress
from ..fault_text import parse_faults
from ..fault_values import NO_FAULTS, reset_fault
from ..house.scaled_clock import FASTEST, SLOWEST
from ..house.world import WallButton
from ..simulator_text import PageMistake
from .gateway_controls import GatewayAction
from .held_buttons import HeldButtons

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..house.world import World
    from .gateway_controls import GatewayControls

MAX_TEXT = 100
"""The longest name or value in a request."""

Request = dict[str, object]
Choice = TypeVar("Choice", bound=StrEnum)


class PageRequests:
    """Carries out the requests of one page. `tell` is called with what it set."""

    def __init__(self, controls: GatewayControls, tell: Callable[[str], object]) -> None:
        self._controls = controls
        self._gateway = controls.gateway
        self._tell = tell
        self._held = HeldButtons()
        self._actions: dict[str, Callable[[Request], None]] = {
            "press": self._press,
            "release": self._release,
            "fault": self._fault,
            "reset_fault": self._reset_fault,
            "reset_faults": self._reset_faults,
            "speed": self._speed,
            "gateway": self._do,
        }

    def carry_out(self, text: str) -> None:
        """Carry out one request. Raises `ConfigurationError`, and then nothing has changed."""
        request = _read(text)
        action = self._actions.get(_text(request, "type"))
        if action is None:
            raise _unreadable("its type is unknown")
        action(request)

    def close(self) -> None:
        """Let go what the page holds."""
        self._held.release_all()

    def _press(self, request: Request) -> None:
        world, address, button = self._place(request)
        if button is None:
            self._held.press(world, address)
        else:
            self._held.press_shutter(world, address, button)

    def _release(self, request: Request) -> None:
        self._held.release(*self._place(request))

    def _place(self, request: Request) -> tuple[World, OutputAddress, WallButton | None]:
        bus = request.get("bus", 1)
        world = self._gateway.house.buses.get(bus) if isinstance(bus, int) else None
        if world is None:
            raise ConfigurationError(PageMistake.BUS_NOT_THERE(bus=str(bus)[:MAX_TEXT]))
        button = _choice(WallButton, request) if "button" in request else None
        return world, OutputAddress.parse(_text(request, "output")), button

    def _fault(self, request: Request) -> None:
        name, value = _text(request, "name"), _text(request, "value")
        self._gateway.faults = parse_faults([f"{name}={value}"], self._gateway.faults)
        self._tell(f"fault {name}: {value}")

    def _reset_fault(self, request: Request) -> None:
        name = _text(request, "name")
        self._gateway.faults = reset_fault(self._gateway.faults, name)
        self._tell(f"fault {name}: as usual")

    def _reset_faults(self, _: Request) -> None:
        self._gateway.faults = NO_FAULTS
        self._tell("no faults any more")

    def _speed(self, request: Request) -> None:
        times = request.get("times")
        if isinstance(times, bool) or not isinstance(times, int | float) or not SLOWEST <= times <= FASTEST:
            raise ConfigurationError(
                PageMistake.SPEED_OUT_OF_RANGE(speed=str(times)[:MAX_TEXT], low=SLOWEST, high=FASTEST)
            )
        self._gateway.house.speed = float(times)
        self._tell(f"time passes {times:g} times as fast")

    def _do(self, request: Request) -> None:
        self._controls.do(_choice(GatewayAction, request, "action"))


def _read(text: str) -> Request:
    try:
        request = json.loads(text)
    except (ValueError, RecursionError):
        raise _unreadable("it is no JSON") from None
    if not isinstance(request, dict):
        raise _unreadable("it is no object")
    return request


def _text(request: Request, name: str) -> str:
    value = request.get(name)
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise _unreadable(f"it has no {name}")
    return value


def _unreadable(what: str) -> ConfigurationError:
    return ConfigurationError(PageMistake.REQUEST_UNREADABLE(_what=what))


def _choice(kind: type[Choice], request: Request, name: str = "button") -> Choice:
    text = _text(request, name)
    try:
        return kind(text)
    except ValueError:
        raise _unreadable(f"its {name} is unknown") from None
