"""Looking on as a role (N10): which session sees what a role sees, and what that may show at most."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.access import SCOPES, covers
from chassis.model import RuleError, UtcDateTime
from gateway.base import Base


class SessionNeeded(RuleError):
    code = "session_needed"
    zh = "只有登录后的会话才能以角色查看"
    en = "Only a session that was signed in can view as a role"


class RoleView(Base):
    """A session that looks on. With `person_id`, own records and the team are those of that person."""

    __tablename__ = "role_view"

    session_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    role: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[UUID | None] = mapped_column(Uuid)
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)


def narrowed(role: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """What both grant, each function as far as the narrower of the two: nobody sees more by looking on."""
    found: dict[str, str] = {}
    for pattern, scope in role.items():
        for held, reach in own.items():
            both = pattern if covers(held, pattern) else held if covers(pattern, held) else None
            if both is not None:
                least = min(scope, reach, key=SCOPES.index)
                found[both] = max(found.get(both, least), least, key=SCOPES.index)
    return found


def everywhere(grants: Mapping[str, str]) -> dict[str, str]:
    """The rights that reach all records: only these can be lent to somebody else's place."""
    return {pattern: scope for pattern, scope in grants.items() if scope == "all"}
