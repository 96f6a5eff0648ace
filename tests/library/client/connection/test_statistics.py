"""The figures of a link at one moment."""

import json

from ipcom.client.connection.counters import LOOPS, Counters


def test_the_figures_are_ready_for_json() -> None:
    figures = Counters().snapshot(0.0, LOOPS).as_dict()
    assert json.loads(json.dumps(figures))["loops_running"] == list(LOOPS)
