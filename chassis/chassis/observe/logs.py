"""Structured logs: one JSON object a line, each with its trace."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from chassis.observe.trace import _current, trace_id


def _with_trace(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if trace := _current.get():
        entry["trace"] = trace_id(trace)
    return entry


def configure_logs(level: str = "INFO", *, stream: Any = None) -> None:
    """Send the logs of the product, as JSON, to a stream (standard error by default)."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _with_trace,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.WriteLoggerFactory(file=stream or sys.stderr),
        cache_logger_on_first_use=False,
    )


def logger(name: str) -> Any:
    """A logger that names its part of the system."""
    # Bound when first used: modules name their loggers before anybody has configured the logs.
    return structlog.get_logger(part=name)
