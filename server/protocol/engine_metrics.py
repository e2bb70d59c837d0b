"""The query engine's counters in the exposition format of Prometheus."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from server.engine.pool import QueryPool


class EngineCollector(Collector):
    """Reads the engine's statistics when the metrics are asked for."""

    def __init__(self, pool: QueryPool) -> None:
        self._pool = pool

    def collect(self) -> Iterable[Metric]:
        """Return the counters of this moment."""
        now = self._pool.statistics()
        outcomes = CounterMetricFamily(
            "mithaq_queries", "Queries by what became of them.", labels=("outcome",)
        )
        for outcome, count in sorted(now.outcomes.items()):
            outcomes.add_metric((outcome,), count)
        workers = GaugeMetricFamily(
            "mithaq_workers", "Query processes by what they do.", labels=("state",)
        )
        for state in ("idle", "young", "slow", "lent", "starting"):
            workers.add_metric((state,), getattr(now, state))
        ended = CounterMetricFamily(
            "mithaq_workers_ended", "Query processes that ended early.", labels=("how",)
        )
        ended.add_metric(("killed",), now.killed)
        ended.add_metric(("lost",), now.lost)
        return (
            outcomes,
            workers,
            ended,
            CounterMetricFamily(
                "mithaq_queries_direct", "Queries answered on lent connections.", now.direct
            ),
            GaugeMetricFamily("mithaq_queries_waiting", "Queries in the queue.", now.waiting),
            GaugeMetricFamily(
                "mithaq_answers_on_disk", "Answers that wait for clients.", now.transferring
            ),
            GaugeMetricFamily("mithaq_cache_bytes", "Memory of kept answers.", now.cache_bytes),
            CounterMetricFamily("mithaq_cache_hits", "Answers from memory.", now.cache_hits),
        )
