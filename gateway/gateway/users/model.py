"""Users: the people who work here, where they belong and what they may do (F88, F89)."""

import unicodedata
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import (
    AlreadyExists,
    Audited,
    Document,
    Identified,
    Invalid,
    Owned,
    RuleError,
    UtcDateTime,
    Versioned,
)
from gateway.base import Base


class UsernameTaken(AlreadyExists):
    code = "username_taken"
    zh = "用户名已被使用"
    en = "This user name is taken"


class CodeTaken(AlreadyExists):
    code = "employee_code_taken"
    zh = "工号已被使用"
    en = "This employee code is taken"


class SuperiorCircle(RuleError):
    code = "superior_circle"
    zh = "上级不能是本人或本人的下属"
    en = "A superior cannot be the person or a subordinate"


class OwnAccount(RuleError):
    code = "own_account"
    zh = "不能停用自己的账号"
    en = "You cannot deactivate your own account"


class UnknownPeople(Invalid):
    code = "unknown_people"
    zh = "没有这些工号：{codes}"
    en = "There are no people with these codes: {codes}"


class User(Identified, Owned, Versioned, Audited, Base):
    """Owned by itself and placed in its unit, so that data scopes hold for people, too.

    `serves` are employee codes of the people an assistant works for (X3). `superior_code` waits for a superior whom an
    import has not brought yet. Where `derives_place` or `derives_roles` is set, the tree of superiors decides.
    """

    __tablename__ = "user_account"
    __shown_by__ = "gateway.user.read"

    username: Mapped[str] = mapped_column(String(60), unique=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("org_unit.id"), index=True)
    superior_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    superior_code: Mapped[str | None] = mapped_column(String(40), index=True)
    roles: Mapped[list[str]] = mapped_column(Document, default=list)
    serves: Mapped[list[str]] = mapped_column(Document, default=list)
    derives_place: Mapped[bool] = mapped_column(default=False)
    derives_roles: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    password_changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.owner_id = self.id

    def put_into(self, unit: Any) -> None:
        """Belong to an org unit."""
        self.unit_id, self.org_path = unit.id, unit.path


def plain_username(text: str) -> str:
    """The one spelling of a user name: one width, small letters."""
    return unicodedata.normalize("NFKC", text).strip().lower()
