"""What a page is shown on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Screen:
    """A window; `scale` is device pixels for each CSS pixel, `touch` a phone's."""

    width: int
    height: int
    dark: bool = False
    scale: float = 1.0
    touch: bool = False


DESK = Screen(1280, 900)
DARK = Screen(1280, 900, dark=True)
PHONE = Screen(390, 844, scale=2.0, touch=True)
DARK_PHONE = Screen(390, 844, dark=True, scale=2.0, touch=True)
