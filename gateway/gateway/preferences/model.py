"""What somebody likes to look at: cards, columns, views, kept for the person on every screen (F79)."""

from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Document, RuleError
from gateway.base import Base

MOST_PREFERENCES = 100
"""Of one person: enough for every list and page, too few to be a store of something else."""
MOST_CHARACTERS = 4000
"""Of one preference, written as JSON."""


class TooManyPreferences(RuleError):
    code = "too_many_preferences"
    zh = "个人设置最多 {most} 项"
    en = "At most {most} preferences are kept for one person"


class Preference(Base):
    """Words under names, such as `{"hidden": ["stock"], "order": ["money", "contacts"]}` of the workbench."""

    __tablename__ = "preference"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    words: Mapped[dict[str, list[str]]] = mapped_column(Document)
