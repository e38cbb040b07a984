"""Logs, traces and metrics."""

from chassis.observe.logs import configure_logs, logger
from chassis.observe.trace import current_trace, new_trace, trace_id, tracing

__all__ = ["configure_logs", "current_trace", "logger", "new_trace", "trace_id", "tracing"]
