"""The one door to prometheus_client: figures of houses as the text that Prometheus reads."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

from .house_figures import Durations
from .metric_table import BUILD_INFO, BUILD_INFO_SAYS, METRICS, THING_METRICS, MetricKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prometheus_client.core import Metric

    from .house_figures import HouseFigures
    from .metric_table import MetricRow

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def prometheus_text(houses: Sequence[HouseFigures], version: str) -> bytes:
    """Return the metrics of these houses. Nothing of the process is touched: it may run in any thread."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Houses(houses, version))
    return generate_latest(registry)


class _Houses(Collector):
    """What a registry asks."""

    def __init__(self, houses: Sequence[HouseFigures], version: str) -> None:
        self._houses = houses
        self._version = version

    def collect(self) -> Iterator[Metric]:
        build = GaugeMetricFamily(BUILD_INFO, BUILD_INFO_SAYS, labels=["version"])
        build.add_metric([self._version], 1)
        yield build
        rows = (*METRICS, *THING_METRICS) if any(each.by_thing for each in self._houses) else METRICS
        for row in rows:
            yield self._family(row)

    def _family(self, row: MetricRow) -> Metric:
        if row.kind is MetricKind.HISTOGRAM:
            return self._histogram(row)
        kind = GaugeMetricFamily if row.kind is MetricKind.GAUGE else CounterMetricFamily
        family = kind(row.name, row.says, labels=row.labels)
        for labels, value in self._samples(row):
            if isinstance(value, int | float):
                family.add_metric(labels, value)
        return family

    def _histogram(self, row: MetricRow) -> Metric:
        family = HistogramMetricFamily(row.name, row.says, labels=row.labels)
        for labels, value in self._samples(row):
            if isinstance(value, Durations):
                ends = (*map(repr, value.bounds), "+Inf")
                family.add_metric(labels, list(zip(ends, accumulate(value.counts), strict=True)), value.total)
        return family

    def _samples(self, row: MetricRow) -> Iterator[tuple[Sequence[str], float | Durations | None]]:
        for house in self._houses:
            for labels, value in row.read(house):
                yield (house.house, *labels), value
