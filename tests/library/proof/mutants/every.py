"""All mutants, and which themes of the proof try what they break."""

from __future__ import annotations

from tests.library.proof.mutants.mutant import Mutant
from tests.library.proof.mutants.of_exchanges import OF_EXCHANGES
from tests.library.proof.mutants.of_frames import OF_FRAMES
from tests.library.proof.mutants.of_late_clocks import OF_LATE_CLOCKS
from tests.library.proof.mutants.of_motors import OF_MOTORS
from tests.library.proof.mutants.of_reconnects import OF_RECONNECTS
from tests.library.proof.mutants.of_shutters import OF_SHUTTERS
from tests.library.proof.themes.commands import COMMANDS
from tests.library.proof.themes.every import THEMES, Pattern
from tests.library.proof.themes.link import LINK
from tests.library.proof.themes.motors import MOTORS
from tests.library.proof.themes.moves import MOVES
from tests.library.proof.themes.positions import POSITIONS

MUTANTS = (*OF_EXCHANGES, *OF_LATE_CLOCKS, *OF_RECONNECTS, *OF_FRAMES, *OF_MOTORS, *OF_SHUTTERS)

_THEMES: tuple[tuple[tuple[Mutant, ...], tuple[tuple[Pattern, ...], ...]], ...] = (
    (OF_EXCHANGES, (LINK,)),
    (OF_LATE_CLOCKS, (LINK,)),
    (OF_RECONNECTS, (COMMANDS, LINK)),
    (OF_FRAMES, (COMMANDS, LINK, MOTORS)),
    (OF_MOTORS, (MOTORS, COMMANDS, LINK)),
    (OF_SHUTTERS, (POSITIONS, MOVES)),
)


def themes_of(mutant: Mutant) -> list[int]:
    """The numbers of the themes that try what this mutant breaks."""
    return [THEMES.index(theme) for group, themes in _THEMES if mutant in group for theme in themes]
