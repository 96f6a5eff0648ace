"""The names of the metrics, by Prometheus's conventions, and the page that lists them."""

import re
from pathlib import Path

from ipcom.bridge.metrics.house_metrics import COMMAND_BOUNDS_S
from ipcom.bridge.metrics.metric_table import BUILD_INFO, METRICS, THING_METRICS, MetricKind, MetricRow
from ipcom.client.connection.counters import TRIP_BOUNDS_S
from tests.library.bridge.scraped import LAMP_FIGURES, figures

PAGE = Path(__file__).parents[4] / "docs/bridge-metrics.md"
ROW = re.compile(r"^\| `(ipcom_\w+)` \| (\w+) \| ([^|]*) \| (.*) \|$", re.MULTILINE)
ALL = (*METRICS, *THING_METRICS)


def told(row: MetricRow) -> tuple[str, str, str, str]:
    return row.name, row.kind.value, ", ".join(f"`{label}`" for label in row.labels), row.says


def test_names_follow_the_conventions() -> None:
    for row in ALL:
        assert re.fullmatch(r"ipcom_[a-z_]+", row.name)
        assert row.name.endswith("_total") is (row.kind is MetricKind.COUNTER)
        if row.kind is MetricKind.HISTOGRAM:
            assert row.name.endswith("_seconds")
    assert len({row.name for row in ALL}) == len(ALL)


def test_only_a_house_an_outcome_and_by_option_a_thing_are_labels() -> None:
    assert {label for row in METRICS for label in row.labels} == {"house", "outcome"}
    assert {label for row in THING_METRICS for label in row.labels} == {"house", "outcome", "thing"}


def test_a_histogram_has_eight_buckets_at_most() -> None:
    assert all(len(bounds) + 1 <= 8 for bounds in (TRIP_BOUNDS_S, COMMAND_BOUNDS_S))


def test_every_row_reads_as_many_labels_as_it_names() -> None:
    house = figures(by_thing={"lamp": LAMP_FIGURES})
    for row in ALL:
        for labels, _ in row.read(house):
            assert len(labels) + 1 == len(row.labels)


def test_the_page_lists_them_all_and_no_others() -> None:
    listed = ROW.findall(PAGE.read_text("utf-8"))
    assert [each for each in listed if each[0] != BUILD_INFO] == [told(row) for row in ALL]
    assert BUILD_INFO in {name for name, *_ in listed}
