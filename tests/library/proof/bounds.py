"""Bounds that more than one of the proof's watchers goes by."""

EPSILON_S = 1e-6
SEEN_S = 1.5
"""A value is looked for so long after its frame, at least."""
STOPS_A_MINUTE = 3
"""So often both directions that are on are switched off, then only reported."""
QUICK_TRIP_S = 0.06
"""Up to this quiet round trip a line is quick: outputs are asked for faster while a shutter moves."""
LONG_OUTAGE_S = 3.0
"""After a longer outage a gateway may not know its outputs at first."""
STEADY_S = 10.0
"""A trouble that ended longer ago does not show in the link any more."""
OWED_S, OWED_TRIPS = 0.5, 1.5
"""So long a write, and a keep-alive, owes its reply at least; the longer of the two counts."""
STANDS_S = 1.0
"""For so much longer than the longest run a stop stays wanted."""
STOPS_APART_S = 0.05
"""Between two stops."""
