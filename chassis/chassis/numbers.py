"""Document numbers: per series and day, without gaps, assigned in the transaction that confirms the document (X10)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Integer, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.model.records import ChassisBase

_NUMBER = re.compile(r"([A-Z]+)(\d{8})-(\d+)")


class NumberSeries(ChassisBase):
    """The last number given in a series on a day."""

    __tablename__ = "number_series"

    series: Mapped[str] = mapped_column(String(10), primary_key=True)
    period: Mapped[str] = mapped_column(String(8), primary_key=True)
    last: Mapped[int] = mapped_column(Integer, default=0)


_NEXT = text(
    "INSERT INTO number_series (series, period, last) VALUES (:series, :period, 1) "
    "ON CONFLICT (series, period) DO UPDATE SET last = number_series.last + 1 RETURNING last"
)


def next_number(session: Session, series: str, day: date) -> str:
    """The next number, such as SO20261123-0007. The series stays locked until the transaction ends."""
    period = day.strftime("%Y%m%d")
    last = session.execute(_NEXT, {"series": series, "period": period}).scalar_one()
    return f"{series}{period}-{last:04d}"


def gaps(session: Session, series: str, numbers: Iterable[Any]) -> Iterator[str]:
    """What is wrong with the numbers in use of one series: repeated, missing or never given (I6)."""
    seen: dict[str, list[int]] = {}
    for number in numbers:
        found = _NUMBER.fullmatch(number or "")
        if found and found[1] == series:
            seen.setdefault(found[2], []).append(int(found[3]))
    given = dict(session.execute(select(NumberSeries.period, NumberSeries.last).filter_by(series=series)).all())
    for period in sorted(seen.keys() | given.keys()):
        if sorted(seen.get(period, [])) != list(range(1, given.get(period, 0) + 1)):
            yield f"series {series}{period}: numbers in use are not 1..{given.get(period, 0)}"
