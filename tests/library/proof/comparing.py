"""Whether two values of an output are the same, or near enough, to its module; pure."""

from __future__ import annotations

from ipcom.model.address import OutputAddress
from tests.library.proof.proof_house import DIMMERS

ROUNDED = 2
"""Percent by which a module may round the level of a dimmer."""


def differs(address: OutputAddress, new: int, old: int) -> bool:
    """Whether two values of an output are not the same to its module."""
    return min(new, 100) != min(old, 100) if address in DIMMERS else bool(new) is not bool(old)


def near(address: OutputAddress, seen: int, wanted: int) -> bool:
    """Whether an output shows what was wanted, as far as its module can."""
    if address not in DIMMERS:
        return bool(seen) is bool(wanted)
    seen, wanted = min(seen, 100), min(wanted, 100)
    return seen == wanted or (seen > 0 and wanted > 0 and abs(seen - wanted) <= ROUNDED)
