"""`python -m pictures [SCENE...]`: take all pictures, or those of some scenes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from playwright.sync_api import Error

from . import scenes
from .browser import LoggedIn, logged_in
from .errors import PictureError
from .kinds import kinds
from .programs import demo, second_gateway

Scene = Callable[[LoggedIn], None]


def set_up(visitor: LoggedIn) -> None:
    with second_gateway() as gateway:
        scenes.set_up(visitor, gateway)


SCENES: dict[str, Scene] = {
    "dashboard": scenes.dashboard,
    "integration": scenes.integration,
    "set-up": set_up,
    "shutter": scenes.shutter_moving,
    "calibration": scenes.calibration,
    "by-hand": scenes.by_hand,
    "kinds": kinds,
    "french": scenes.in_french,
}


def main(names: list[str]) -> int:
    unknown = set(names) - set(SCENES)
    if unknown:
        print(f"script/screenshots: no such scene: {', '.join(unknown)}; there are {', '.join(SCENES)}")
        return 2
    try:
        with demo() as address, logged_in(address) as visitor:
            for name in names or SCENES:
                SCENES[name](visitor)
    except (PictureError, Error, subprocess.TimeoutExpired) as error:
        print(f"script/screenshots: {error}", file=sys.stderr)
        return 1
    return 0


sys.exit(main(sys.argv[1:]))
