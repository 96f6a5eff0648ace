"""The figures of one house at one moment."""

from dataclasses import fields

from ipcom.bridge.metrics.house_figures import HouseFigures
from ipcom.bridge.metrics.metric_table import METRICS, THING_METRICS
from tests.library.bridge.scraped import LAMP_FIGURES, figures


class Watched:
    """Notes which figures are looked at."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def __getattr__(self, name: str) -> object:
        self.seen.add(name)
        return getattr(figures(by_thing={"lamp": LAMP_FIGURES}), name)


def test_each_figure_is_in_a_metric() -> None:
    watched = Watched()
    for row in (*METRICS, *THING_METRICS):
        list(row.read(watched))  # type: ignore[arg-type]
    assert watched.seen | {"house"} == {field.name for field in fields(HouseFigures)}
