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


class OneCompany(RuleError):
    """The top of the tree is the company, and nothing else is."""

    code = "one_company"
    zh = "公司只有一个：不能新建“公司”，也不能改变公司本部的类型"
    en = "There is one company: no other unit is one, and it stays one"


class UnitNotEmpty(RuleError):
    code = "unit_not_empty"
    zh = "机构中还有 {people} 名员工、{units} 个下级机构，不能删除"
    en = "The unit still has {people} people and {units} units in it; it cannot be deleted"


class OrgUnit(Identified, Versioned, Audited, Base):
    """`path` is made of the codes from the company down: /hq/east/. Whoever leads the unit sees all below it."""

    __tablename__ = "org_unit"
    __shown_by__ = "gateway.unit.read"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("org_unit.id"), index=True)
    path: Mapped[str] = mapped_column(String(LONGEST_PATH), unique=True)
    leader_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)

    def become(self, kind: str) -> None:
        """Take a kind; raises OneCompany."""
        if (kind == KINDS[0]) != (self.parent_id is None):
            raise OneCompany(field="kind")
        self.kind = kind

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
