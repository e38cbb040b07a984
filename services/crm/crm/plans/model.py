"""The next contact with a customer, as planned (F8)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Audited, Identified, Invalid, Owned, Transitions, UtcDateTime, next_state
from crm.base import Base

STATES = ("open", "done", "dropped")
TRANSITIONS: Transitions = {
    ("open", "contact"): "done",
    ("open", "replan"): "dropped",
}
_OPEN = text("state = 'open'")


class PlanInPast(Invalid):
    code = "crm.plan_in_past"
    zh = "下次联系日期不能早于{day}"
    en = "The next contact cannot be planned before {day}"


class FollowupPlan(Identified, Owned, Audited, Base):
    """Owned by the customer's owner. A customer has one open plan at most: a record does it, a new plan drops it."""

    __tablename__ = "followup_plan"
    __shown_by__ = "crm.plan.read"
    __table_args__ = (
        Index("uq_followup_plan_open", "customer_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    customer_name: Mapped[str] = mapped_column(String(120))
    due_on: Mapped[date] = mapped_column(index=True)
    topic: Mapped[str] = mapped_column(String(500), default="")
    planned_by: Mapped[UUID] = mapped_column(Uuid)
    planned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10), default="open")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def move(self, action: str, at: datetime) -> None:
        """Go to the next state; raises IllegalTransition."""
        self.state = next_state(TRANSITIONS, self.state, action)
        self.closed_at = at
