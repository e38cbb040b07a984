"""Declaring jobs, and schedules that the clock starts."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

Handler = TypeVar("Handler", bound=Callable[..., Any])


@dataclass(frozen=True)
class JobKind:
    """A function `(work: JobWork, **arguments) -> result dict` that may run for minutes."""

    name: str
    handler: Callable[..., Any]


@dataclass(frozen=True)
class Schedule:
    """A function `(host)` that runs every so many seconds, or daily at an hour of company time."""

    name: str
    handler: Callable[..., Any]
    every: float | None = None
    daily_at: tuple[int, int] | None = None


def job(name: str) -> Callable[[Handler], Handler]:
    """Declare a kind of job. It may be started again after a crash: it goes on from `work.progress`."""

    def declare(handler: Handler) -> Handler:
        handler.__job__ = JobKind(name, handler)  # type: ignore[attr-defined]
        return handler

    return declare


def schedule(
    name: str, *, every: float | None = None, daily_at: tuple[int, int] | None = None
) -> Callable[[Handler], Handler]:
    """Declare what the clock starts: `every` seconds, or `daily_at` (hour, minute) of company time."""
    if (every is None) == (daily_at is None):
        raise TypeError("a schedule runs either every so often or daily")

    def declare(handler: Handler) -> Handler:
        handler.__schedule__ = Schedule(name, handler, every, daily_at)  # type: ignore[attr-defined]
        return handler

    return declare


def jobs_in(*modules: ModuleType) -> tuple[JobKind, ...]:
    return tuple(
        value.__job__ for module in modules for value in vars(module).values() if _own(value, module, "__job__")
    )


def schedules_in(*modules: ModuleType) -> tuple[Schedule, ...]:
    return tuple(
        value.__schedule__
        for module in modules
        for value in vars(module).values()
        if _own(value, module, "__schedule__")
    )


def _own(value: Any, module: ModuleType, mark: str) -> bool:
    return hasattr(value, mark) and getattr(value, "__module__", None) == module.__name__
