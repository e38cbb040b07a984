"""Codes of records are unique, and a refusal names the code."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from chassis.model import RuleError


class CodeTaken(RuleError):
    code = "code_taken"
    zh = "编码“{value}”已被使用"
    en = "The code '{value}' is taken"


def refuse_taken_code(session: Session, column: InstrumentedAttribute[Any], value: str) -> None:
    """Raises CodeTaken naming the field; the database's unique constraint stands behind it."""
    if session.scalar(select(column).where(column == value)) is not None:
        raise CodeTaken(field="code", value=value)
