"""Values of outputs in words and percent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model.devices import OutputDevice

FULL = 100
_EIGHTHS = " \u258f\u258e\u258d\u258c\u258b\u258a\u2589\u2588"


def brightness(value: int) -> int:
    """A dimmer's value in percent: more than 100 means on at an unknown level (docs/protocol.md, "Output values")."""
    return min(value, FULL)


def state_text(value: int, device: OutputDevice | None) -> str:
    """`on`, `off`, or a dimmer's percentage."""
    if value and device is not None and device.supports_brightness:
        return f"{brightness(value)} %"
    return "on" if value else "off"


def bar(percent: float, width: int) -> str:
    """A bar of `width` characters, filled to `percent`."""
    eighths = round(min(max(percent, 0.0), FULL) / FULL * width * 8)
    whole, rest = divmod(eighths, 8)
    return ("\u2588" * whole + (_EIGHTHS[rest] if rest else "")).ljust(width)
