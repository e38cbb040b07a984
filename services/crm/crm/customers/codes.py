"""Customer codes: C00001, C00002… for those that were not given one (F1)."""

import re

from sqlalchemy import String, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm.base import Base

_PATTERN = re.compile(r"C(\d{5,9})")


class CodeCounter(Base):
    """The highest code given so far. Its row is the lock under which customers are named, one after the other."""

    __tablename__ = "customer_code_counter"

    series: Mapped[str] = mapped_column(String(1), primary_key=True)
    last: Mapped[int]


_ADVANCE = text(
    "INSERT INTO customer_code_counter (series, last) VALUES ('C', :least) ON CONFLICT (series) DO UPDATE SET last = "
    "CASE WHEN customer_code_counter.last + :step > :least THEN customer_code_counter.last + :step ELSE :least END "
    "RETURNING last"
)


def next_code(session: Session) -> str:
    """The next free code of the company's own series."""
    return f"C{session.execute(_ADVANCE, {'least': 1, 'step': 1}).scalar_one():05d}"


def hold_names(session: Session, code: str = "") -> None:
    """Until the transaction ends nobody else names a customer: two people cannot both find a name free.

    A code of our own pattern that somebody chose is passed over by the counter.
    """
    given = _PATTERN.fullmatch(code)
    session.execute(_ADVANCE, {"least": int(given[1]) if given else 0, "step": 0})
