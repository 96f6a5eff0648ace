"""Values of outputs as text, as percentages and as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model.devices import OutputDevice

FULL = 100
_EIGHTHS = " \u258f\u258e\u258d\u258c\u258b\u258a\u2589\u2588"


def brightness(value: int) -> int:
    """Return a dimmer's value in percent. More than 100 is on at an unknown level (docs/protocol.md, "Output values")."""
    return min(value, FULL)


def state_text(value: int, device: OutputDevice | None) -> str:
    """Return `on`, `off`, or the percentage of a dimmer."""
    if value and device is not None and device.supports_brightness:
        return f"{brightness(value)} %"
    return "on" if value else "off"


def bar(percent: float, width: int) -> str:
    """Return a bar of `width` characters that is filled to `percent`."""
    eighths = round(min(max(percent, 0.0), FULL) / FULL * width * 8)
    whole, rest = divmod(eighths, 8)
    return ("\u2588" * whole + (_EIGHTHS[rest] if rest else "")).ljust(width)
