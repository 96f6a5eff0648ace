"""How often each rule and each fault was met; none of them may be met never. Pure."""

from __future__ import annotations

from collections import Counter

from tests.library.proof.draw import COMMAND_KINDS, FAULT_KINDS, PRESS_KINDS, Draw
from tests.library.proof.names import Naming
from tests.library.proof.plan import Group
from tests.library.proof.position_file import Damage
from tests.library.proof.rules import Rule
from tests.library.proof.stage import HOUSE
from tests.library.proof.stalls import Trigger


def expected() -> list[str]:
    """Everything that must be met."""
    draw = Draw(0)
    kinds = {
        f"{group}: {kind(draw)[0]}"
        for group, table in (
            (Group.COMMAND, COMMAND_KINDS),
            (Group.PRESS, PRESS_KINDS),
            (Group.FAULT, FAULT_KINDS),
        )
        for kind in table
    }
    kinds.add("fault: blank gateway")
    stalls = [f"stall: {trigger}" for trigger in Trigger]
    names = [f"names: {naming}" for naming in Naming]
    files = [f"file: {damage}" for damage in Damage]
    return [*sorted(kinds), *stalls, *names, *files, *HOUSE, *(rule.name for rule in Rule)]


def never_met(met: Counter[str]) -> list[str]:
    """What should have been met and was not."""
    return [name for name in expected() if not met[name]]


def table(met: Counter[str]) -> str:
    """All of it, a line each."""
    texts = {rule.name: rule.value for rule in Rule}
    lines = [f"{met[name]:9} {texts.get(name, name)}" for name in dict.fromkeys([*expected(), *met])]
    return "\n".join([*lines, ""])
