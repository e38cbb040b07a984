"""Reminders: what somebody has to see to, by when, and what became of it (F70-F77)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Document, Identified, Money, Owned, RuleError, Transitions, UtcDateTime, Versioned, next_state
from notification.base import Base
from notification.reminders.kinds import KINDS
from notification.reminders.stages import stage_of

NOBODY = UUID(int=0)
"""Owns what no single person is to see to yet: the low stock of a product that nobody has bought."""
STATES = ("open", "cleared", "dismissed")
TRANSITIONS: Transitions = {
    ("open", "clear"): "cleared",
    ("open", "dismiss"): "dismissed",
    ("cleared", "open"): "open",
    ("dismissed", "open"): "open",
    ("dismissed", "clear"): "cleared",
}


class NotDismissible(RuleError):
    code = "reminder_not_dismissible"
    zh = "此类提醒只能由实际办理消除，不能忽略"
    en = "This reminder goes away when the thing is done; it cannot be dismissed"


class Reminder(Identified, Owned, Versioned, Base):
    """One per kind and source, for ever: kept by events, moved by the clock.

    Not audited: it repeats what its source says, whose service keeps the trail; a dismissal keeps who and why here.
    `details` fill the title; `raised_stage` is the last stage that was announced for this due day.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("kind", "source_id"),
        Index("ix_reminder_state_side_due", "state", "side", "due_on"),
    )

    kind: Mapped[str] = mapped_column(String(20))
    side: Mapped[str] = mapped_column(String(12))
    source_id: Mapped[UUID] = mapped_column(Uuid)
    source_version: Mapped[int] = mapped_column(default=0)
    party_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    party_name: Mapped[str] = mapped_column(String(200), default="")
    details: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    due_on: Mapped[date]
    amount: Mapped[Decimal | None] = mapped_column(Money)
    state: Mapped[str] = mapped_column(String(10), default="open")
    reason: Mapped[str | None] = mapped_column(String(200))
    raised_stage: Mapped[str | None] = mapped_column(String(10))
    dismissed_by: Mapped[UUID | None] = mapped_column(Uuid)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def raise_on(self, today: date) -> str | None:
        """The stage to announce today; None when nothing is due, or that was announced already."""
        stage = stage_of(self.due_on, today)
        if self.state != "open" or stage not in ("today", "overdue") or stage == self.raised_stage:
            return None
        self.raised_stage = stage
        return stage

    def follow(self, due_on: date) -> bool:
        """Take over what the source says now; True when an announced reminder was moved to another day.

        What was dismissed stays so until its source names another day (F77).
        """
        moved = due_on != self.due_on
        announced = self.state == "open" and self.raised_stage is not None
        if self.state == "cleared" or (self.state == "dismissed" and moved):
            self.state = next_state(TRANSITIONS, self.state, "open")
            self.reason = self.dismissed_by = self.closed_at = self.raised_stage = None
        if moved:
            self.due_on, self.raised_stage = due_on, None
        return moved and announced

    def clear(self, reason: str, at: datetime) -> None:
        """The thing is done, or there is nothing to do any more."""
        self.state = next_state(TRANSITIONS, self.state, "clear")
        self.reason, self.closed_at = reason, at

    def dismiss(self, reason: str, by: UUID, at: datetime) -> None:
        """A person says no; raises NotDismissible, IllegalTransition."""
        if not KINDS[self.kind].dismissible:
            raise NotDismissible
        self.state = next_state(TRANSITIONS, self.state, "dismiss")
        self.reason, self.dismissed_by, self.closed_at = reason, by, at

    def title(self, language: int) -> str:
        """The sentence for a person: language 0 is Chinese, 1 English."""
        return KINDS[self.kind].title[language].format(party=self.party_name, **self.details)
