"""What the machines draw from; names instead of objects, so that a failure reads well."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.library.proof.proof_house import DIMMER, LAMPS, RELAYS, SHUTTERS, TRAVEL

LAST = "the last"
"""The shutter that was commanded or pressed last: there things come together."""

pairs = st.sampled_from((*SHUTTERS, LAST, LAST, LAST))
positioned = st.sampled_from(tuple(name for name, pair in SHUTTERS.items() if TRAVEL[pair]))
relays = st.sampled_from(tuple(map(str, RELAYS)))
lamps = st.sampled_from(tuple(map(str, LAMPS)))
lights = st.sampled_from(tuple(map(str, (*LAMPS, DIMMER))))
short = st.sampled_from((0.001, 0.02, 0.1, 0.4, 0.7))
spans = st.sampled_from((0.005, 0.06, 0.2, 0.36, 0.6, 1.1, 3.0))
durations = st.sampled_from((1, 3, 8, 20))
percents = st.sampled_from((0.0, 10.0, 50.0, 55.0, 90.0, 100.0))
