"""Org units: company > branch > office > team, as deep as the company wants (F90)."""

import re
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Audited, Identified, Invalid, RuleError, Versioned, derived_id
from gateway.base import Base

KINDS = ("company", "branch", "office", "team")
ROOT_CODE = "hq"
ROOT_ID = derived_id("org_unit", ROOT_CODE)
LONGEST_PATH = 200
CODE = re.compile(r"[a-z0-9][a-z0-9_-]*")


class UnitInsideItself(RuleError):
    code = "unit_inside_itself"
    zh = "部门不能移到自己或自己的下级之下"
    en = "A unit cannot be moved below itself"


class RootStays(RuleError):
    code = "root_unit_stays"
    zh = "公司本部不能移动"
    en = "The company itself cannot be moved"


class TooDeep(Invalid):
    code = "unit_too_deep"
    zh = "组织层级过深"
    en = "The org tree would become too deep"


class OrgUnit(Identified, Versioned, Audited, Base):
    """`path` is made of the codes from the company down: /hq/east/. Whoever leads the unit sees all below it."""

    __tablename__ = "org_unit"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("org_unit.id"), index=True)
    path: Mapped[str] = mapped_column(String(LONGEST_PATH), unique=True)
    leader_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)

    def put_below(self, parent: "OrgUnit | None") -> None:
        """Take the place below the parent (none: the company); raises UnitInsideItself, RootStays, TooDeep."""
        if parent is None:
            path = f"/{self.code}/"
        else:
            path = f"{parent.path}{self.code}/"
            self._check_new_place(parent)
        self.parent_id = parent.id if parent else None
        self._take(path)

    def follow(self, before: str, after: str) -> None:
        """Stay below a unit whose path was `before` and is now `after`; raises TooDeep."""
        self._take(after + self.path.removeprefix(before))

    def _take(self, path: str) -> None:
        if len(path) > LONGEST_PATH:
            raise TooDeep(field="parent_id")
        self.path = path

    def _check_new_place(self, parent: "OrgUnit") -> None:
        if self.path is None:
            return
        if self.parent_id is None:
            raise RootStays(field="parent_id")
        if parent.path.startswith(self.path):
            raise UnitInsideItself(field="parent_id")
