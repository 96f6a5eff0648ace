"""Moments that try reads, timers, sleep and the connection."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from tests.library.proof.plan import Item
from tests.library.proof.themes.link_keep_alive import KEEP_ALIVE
from tests.library.proof.themes.link_reads import READS
from tests.library.proof.themes.link_sleep import SLEEP

LINK: tuple[Callable[[random.Random, float], Iterator[Item]], ...] = (*SLEEP, *READS, *KEEP_ALIVE)
