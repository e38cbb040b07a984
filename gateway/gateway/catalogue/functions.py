"""What roles can grant, as the services say themselves: a new function is here when its service has answered."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from chassis.operations import Context
from chassis.operations.openapi import describe_operation
from chassis.service import Host
from chassis.system import FUNCTIONS
from gateway.catalogue.model import DescribedService
from gateway.per_host import PerHost

Names = dict[str, str]
"""{"code", "zh", "en"}."""


@dataclass(frozen=True)
class Known:
    """Functions, marks and areas by their codes; `allows` holds the titles of the operations that need a function."""

    functions: dict[str, dict[str, Any]] = field(default_factory=dict)
    marks: dict[str, Names] = field(default_factory=dict)
    allows: dict[str, list[Names]] = field(default_factory=dict)

    @property
    def areas(self) -> dict[str, Names]:
        return {each["area"]["code"]: each["area"] for each in self.functions.values()}

    def name(self, function: str) -> Names:
        """Its names; of a function or family that nobody has told of, the code itself."""
        return self.functions.get(function) or {"code": function, "zh": function, "en": function}

    def mark(self, code: str) -> Names:
        return self.marks.get(code) or {"code": code, "zh": code, "en": code}

    def scoped(self, function: str) -> bool:
        """Whether the data scope counts; of what is not known it is said rather than left out."""
        return bool(self.functions.get(function, {"scoped": True})["scoped"])


@dataclass
class _Remembered:
    """What was read from the descriptions, until one of them is newer."""

    seen: dict[str, datetime] = field(default_factory=dict)
    told: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    known: Known = field(default_factory=Known)
    lock: threading.Lock = field(default_factory=threading.Lock)


_remembered: PerHost[_Remembered] = PerHost(lambda host: _Remembered())


def known_functions(ctx: Context) -> Known:
    """All that was heard of; the descriptions are large, so each is read once."""
    remembered = _remembered.of(ctx.host)
    seen = dict(ctx.session.execute(select(DescribedService.service, DescribedService.seen_at)).tuples().all())
    with remembered.lock:
        newer = [service for service, at in seen.items() if remembered.seen.get(service) != at]
        if newer or not remembered.told:
            rows = ctx.session.scalars(select(DescribedService).where(DescribedService.service.in_(newer)))
            remembered.told |= {row.service: row.description for row in rows}
            remembered.told[ctx.host.name] = _own(ctx.host)
            remembered.seen = seen
            remembered.known = _gathered(remembered.told.values())
        return remembered.known


def _own(host: Host) -> dict[str, Any]:
    service = host.service
    return {
        "functions": [each.described() for each in (*service.functions, *FUNCTIONS)],
        "marks": [each.described() for each in service.marks],
        "operations": [describe_operation(each) for each in host.operations],
    }


def _gathered(descriptions: Iterable[Mapping[str, Any]]) -> Known:
    known = Known()
    for told in descriptions:
        known.functions.update({each["code"]: each for each in told.get("functions", ())})
        known.marks.update({each["code"]: each for each in told.get("marks", ())})
        for operation in told["operations"]:
            title = dict(zip(("zh", "en"), operation["title"], strict=True))
            titles = known.allows.setdefault(operation["scope"] or "", [])
            if title not in titles:
                titles.append(title)
    return known
