"""Column types: exact amounts as scaled integers, instants in UTC, JSON documents."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB

_BIGGEST = 2**63
_MOST_DIGITS = 18


class Scaled(TypeDecorator[Decimal]):
    """A Decimal with a fixed number of places, kept as an integer, so that sums are exact in every database."""

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int):
        super().__init__()
        self.places = places

    def __repr__(self) -> str:
        return f"Scaled({self.places})"  # as migrations write it

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if isinstance(value, float):
            raise TypeError("an amount is never a float")
        number = Decimal(value)
        if not number.is_finite() or number.adjusted() > _MOST_DIGITS:
            raise ValueError(f"{value} is too large for a column")
        scaled = number.scaleb(self.places)
        if abs(scaled) >= _BIGGEST:
            raise ValueError(f"{value} is too large for a column")
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {self.places} decimal places")
        return int(scaled)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(int(value)).scaleb(-self.places)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: kept in UTC, always aware in Python."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Money = Scaled(2)
Quantity = Scaled(4)
UnitPrice = Scaled(4)
Rate = Scaled(4)
Document = JSON().with_variant(JSONB(), "postgresql")
