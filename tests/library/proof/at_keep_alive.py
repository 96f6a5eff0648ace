"""Has things happen just when a keep-alive is due, whenever the link last came back."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from ipcom.simulator.testing.virtual_time import START_TIME_S
from tests.library.proof.plan import Item

if TYPE_CHECKING:
    from tests.library.proof.stage import Stage

EVERY_S = 30.0
LEAD_S = 3.0
"""Items come so long before it at the earliest."""
LAST_S = 6.0
"""Nothing begins so shortly before the end of the run."""
LOOK_AGAIN_S = 1.0


def do_at_keep_alive(stage: Stage, items: tuple[Item, ...]) -> None:
    """Do these items when the next keep-alive of the present program is due; `at` counts from that moment."""
    site, program = stage.site, stage.program
    if site.now > START_TIME_S + stage.plan.seconds - LAST_S - LEAD_S:
        return
    link = stage.watches[program].link
    if program.dead or not program.ready or not link.up:
        site.worlds.at(site.now + LOOK_AGAIN_S, lambda: do_at_keep_alive(stage, items))
        return
    nth = ceil((link.clock + LEAD_S - link.up_at) / EVERY_S)
    wait = link.up_at + nth * EVERY_S - LEAD_S - link.clock
    if wait > 1e-3:
        site.worlds.at(site.now + wait, lambda: do_at_keep_alive(stage, items))
        return
    for item in items:
        site.worlds.at(site.now + wait + LEAD_S + item.at, lambda item=item: stage.do(item))  # type: ignore[misc]
