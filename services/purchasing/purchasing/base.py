"""The tables of this service, and what all its refusals share."""

from decimal import Decimal
from typing import Any

from marshmallow import validate
from sqlalchemy import MetaData, select
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session

from chassis.model import NAMING, RuleError


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


NOT_BLANK = validate.Length(min=1, error="Must not be blank.")
"""For texts that may be left out of a change, but not emptied."""


class CodeTaken(RuleError):
    code = "code_taken"
    zh = "编码“{value}”已被使用"
    en = "The code '{value}' is taken"


def refuse_taken_code(session: Session, column: InstrumentedAttribute[Any], value: str) -> None:
    """Raises CodeTaken naming the field; the database's unique constraint stands behind it."""
    if session.scalar(select(column).where(column == value)) is not None:
        raise CodeTaken(field="code", value=value)


def plain(amount: Decimal) -> str:
    """A number as people write it in a sentence: 3 rather than 3.0000."""
    return f"{amount.normalize():f}"
