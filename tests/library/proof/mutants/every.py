"""All mutants."""

from __future__ import annotations

from tests.library.proof.mutants.of_exchanges import OF_EXCHANGES
from tests.library.proof.mutants.of_frames import OF_FRAMES
from tests.library.proof.mutants.of_late_clocks import OF_LATE_CLOCKS
from tests.library.proof.mutants.of_motors import OF_MOTORS
from tests.library.proof.mutants.of_reconnects import OF_RECONNECTS
from tests.library.proof.mutants.of_shutters import OF_SHUTTERS

MUTANTS = (*OF_EXCHANGES, *OF_LATE_CLOCKS, *OF_RECONNECTS, *OF_FRAMES, *OF_MOTORS, *OF_SHUTTERS)
