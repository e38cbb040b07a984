"""Tasks: who is to do what by when (F65)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Audited, Identified, Owned, Transitions, UtcDateTime, Versioned, next_state
from office.base import Base

STATES = ("open", "done", "cancelled")
TRANSITIONS: Transitions = {
    ("open", "finish"): "done",
    ("open", "cancel"): "cancelled",
    ("done", "reopen"): "open",
}


class Task(Identified, Owned, Versioned, Audited, Base):
    """Owned by its assignee, so that superiors see their team's tasks."""

    __tablename__ = "task"
    __shown_by__ = "office.task.read"

    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(Text, default="")
    assigner_id: Mapped[UUID] = mapped_column(Uuid)
    due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(10), default="open", index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def move(self, action: str, at: datetime) -> None:
        """Go to the next state; raises IllegalTransition."""
        self.state = next_state(TRANSITIONS, self.state, action)
        self.closed_at = None if self.state == "open" else at
