"""The customer archive (F1, F3, F4, F6)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import AlreadyExists, Audited, Forbidden, Identified, Invalid, Money, Owned, UtcDateTime, Versioned
from crm.base import Base
from crm.collisions.names import normalise

SOURCES = ("card", "fair", "advert", "referral", "web", "visit", "other")
"""名片 | 展会 | 广告 | 转介绍 | 网络 | 上门 | 其他 (F4)."""
GRADES = ("A", "B", "C")
"""短期内可成交的准客户 | 需要中长期跟进 | 暂时意向不明 (F6)."""
CORE_LENGTH = 200


class CodeTaken(AlreadyExists):
    code = "crm.code_taken"
    zh = "客户编码已被使用"
    en = "This customer code is in use already"


class OwnerUnknown(Invalid):
    code = "crm.owner_unknown"
    zh = "找不到该业务员，或其已停用"
    en = "There is no such salesperson, or the person has left"


class MayNotAssign(Forbidden):
    code = "crm.may_not_assign"
    zh = "没有将客户指定给他人的权限"
    en = "You may not give customers to this person"


class Customer(Identified, Owned, Versioned, Audited, Base):
    """Owned by the salesperson who looks after it. `core` is the name by which two spellings are equal (F9).

    `last_contact_at` and `next_contact_on` follow the contact records and plans; they do not count as changes of the
    archive, so that whoever edits it is not refused because a colleague made a telephone call meanwhile.
    """

    __tablename__ = "customer"
    __shown_by__ = "crm.customer.read"
    __audit_ignore__: ClassVar[frozenset[str]] = frozenset({"version", "core", "updated_at"})

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120), index=True)
    core: Mapped[str] = mapped_column(String(CORE_LENGTH), index=True)
    type: Mapped[str] = mapped_column(String(40), default="")
    source: Mapped[str] = mapped_column(String(10))
    grade: Mapped[str | None] = mapped_column(String(1))
    industry: Mapped[str] = mapped_column(String(60), default="")
    area: Mapped[str] = mapped_column(String(60), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    phone: Mapped[str] = mapped_column(String(40), default="", info={"hide": "contact_phone"})
    credit_limit: Mapped[Decimal | None] = mapped_column(Money)
    credit_days: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    last_contact_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_contact_on: Mapped[date | None] = mapped_column(index=True)

    def differing(self, values: dict[str, Any]) -> dict[str, Any]:
        """Those of the values that are not so yet."""
        return {name: value for name, value in values.items() if getattr(self, name) != value}

    def change(self, values: dict[str, Any], at: datetime) -> None:
        """Take new values; the date by which freshness is judged moves (F3)."""
        for name, value in values.items():
            setattr(self, name, value)
        self.core = core_of(self.name)
        self.updated_at = at

    def give_to(self, owner_id: UUID, org_path: str) -> None:
        """From now on another person looks after the customer."""
        self.owner_id, self.org_path = owner_id, org_path

    def state(self) -> dict[str, Any]:
        """What the events of a customer tell."""
        names = ("code", "name", "owner_id", "org_path", "type", "grade", "area", "industry", "address", "phone")
        told = {name: getattr(self, name) for name in (*names, "credit_limit", "credit_days", "active")}
        return {"customer_id": self.id, **told}


def core_of(name: str) -> str:
    """The normalised name as it is stored: compatibility forms can make one character many, so it is cut."""
    return normalise(name)[:CORE_LENGTH]
