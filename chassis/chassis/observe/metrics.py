"""What operations watch: requests, errors and durations per operation; heads, lag and parked events; jobs."""

from prometheus_client import Counter, Gauge, Histogram, generate_latest

_BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

REQUESTS = Counter("zhanggui_requests", "Requests answered", ["service", "operation", "status"])
DURATIONS = Histogram("zhanggui_request_seconds", "Time to answer", ["service", "operation"], buckets=_BUCKETS)
EVENTS_RECORDED = Counter("zhanggui_events_recorded", "Events written to the log", ["service", "type"])
EVENTS_APPLIED = Counter("zhanggui_events_applied", "Events applied by a consumer", ["service", "producer"])
EVENT_DELAY = Histogram(
    "zhanggui_event_delay_seconds", "From the commit of an event to its effect", ["service"], buckets=_BUCKETS
)
PARKED = Gauge("zhanggui_events_parked", "Events that wait for an operator", ["service", "producer"])
RELAYED = Gauge("zhanggui_relay_position", "Position handed to the broker", ["service"])
HEAD = Gauge("zhanggui_event_log_head", "Position of the newest event", ["service"])
JOBS = Counter("zhanggui_jobs", "Jobs ended", ["service", "kind", "state"])


def exposition() -> bytes:
    """All metrics of this process in Prometheus' text format."""
    return generate_latest()
