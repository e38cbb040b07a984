"""Roles: which functions, each with how wide a view (F91-F94), and which fields stay hidden."""

import re
from collections.abc import Sequence

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.access import SCOPES
from chassis.model import Audited, Document, Identified, Invalid, RuleError, Versioned
from gateway.base import Base

FUNCTION = re.compile(r"\*|[a-z_]+(\.[a-z_]+)*(\.\*)?")


class UnknownRole(Invalid):
    code = "unknown_role"
    zh = "没有这些角色：{codes}"
    en = "There are no such roles: {codes}"


class RoleHeld(RuleError):
    code = "role_held"
    zh = "还有 {people} 人拥有这个角色，不能删除"
    en = "{people} people have this role; it cannot be deleted"


class StandardRoleStays(RuleError):
    """It would be back at the next start."""

    code = "standard_role_stays"
    zh = "系统自带的角色不能删除"
    en = "A role that comes with the product cannot be deleted"


class Role(Identified, Versioned, Audited, Base):
    """`grants` maps functions or families of them to a data scope; `hidden` are marks of fields nobody in it sees.

    Whoever holds a role that `requires_second_factor` gets no further than setting one up. A `standard` role is kept
    as defaults.py says, release by release, until somebody edits it.
    """

    __tablename__ = "role"
    __shown_by__ = "gateway.role.read"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60))
    grants: Mapped[dict[str, str]] = mapped_column(Document)
    hidden: Mapped[list[str]] = mapped_column(Document)
    standard: Mapped[bool] = mapped_column(default=False)
    requires_second_factor: Mapped[bool] = mapped_column(default=False)


def united_grants(roles: Sequence[Role]) -> dict[str, str]:
    """The union of several roles: the widest data scope for each function."""
    united: dict[str, str] = {}
    for role in roles:
        for function, scope in role.grants.items():
            united[function] = max(united.get(function, scope), scope, key=SCOPES.index)
    return united


def hidden_by_all(roles: Sequence[Role]) -> frozenset[str]:
    """Marks that every one of the roles hides: what one role may show is shown."""
    return frozenset.intersection(*[frozenset(role.hidden) for role in roles]) if roles else frozenset()
