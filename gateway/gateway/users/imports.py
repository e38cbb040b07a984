"""Employees from a spreadsheet: in any order, superiors by their code; read twice it changes nothing (F86)."""

import re
from typing import Any
from uuid import UUID

from marshmallow import ValidationError, validates_schema
from sqlalchemy import or_, select

from chassis.imports import Column, ImportKind
from chassis.model import Invalid, uuid7
from chassis.operations import Context, Schema, fields
from gateway.org.model import ROOT_ID, OrgUnit
from gateway.org.operations import add_unit
from gateway.roles.power import check_assignment
from gateway.roles.queries import require_roles
from gateway.users.model import User, plain_username
from gateway.users.operations import check_superior
from gateway.users.schemas import Username
from gateway.users.telling import tell_changed
from gateway.users.tree import Settlement

PLAIN = ("username", "name", "title", "phone", "email")
COMPARED = (*PLAIN, "unit_id", "org_path", "superior_id", "superior_code", "roles", "serves")


class AmbiguousUnit(Invalid):
    code = "ambiguous_unit"
    zh = "有多个部门叫“{unit}”，请改用部门编码"
    en = "Several units are called '{unit}'; give the code of the unit"


class Codes(fields.Text):
    """Codes separated by semicolons or commas."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        return sorted({code.strip() for code in re.split(r"[;；,，、]", text) if code.strip()})


class EmployeeRow(Schema):
    """A row of the list. What is empty stays as it is, or follows from the tree of superiors."""

    code = fields.Code(required=True)
    username = Username()
    name = fields.Text(120)
    last_name = fields.Text(60)
    first_name = fields.Text(60)
    title = fields.Text(120)
    superior = fields.Code()
    unit = fields.Text(120)
    role = Codes(400)
    phone = fields.Text(40)
    email = fields.Text(200)
    serves = Codes(2000)

    @validates_schema
    def require_name(self, row: dict[str, Any], **_: Any) -> None:
        if not (row.get("name") or row.get("last_name") or row.get("first_name")):
            raise ValidationError("Missing data for required field.", "name")


def apply_employee(ctx: Context, row: dict[str, Any]) -> str:
    """Create or change one person, then settle the tree around; the person cannot sign in until a password is set."""
    user = ctx.session.scalar(select(User).filter_by(code=row["code"]))
    created = user is None
    if user is None:
        user = _new_person(ctx, row)
    before, superior_before = _compared(user), user.superior_id
    settlement = Settlement(ctx)
    _take_values(ctx, user, row)
    _take_superior(ctx, user, row)
    _take_unit(ctx, user, row)
    waiting = _claim_waiting(ctx, user, settlement)
    for superior_id in {superior_before, user.superior_id} - {None}:
        settlement.settle_above(superior_id)
    for person in (user, *waiting):
        settlement.settle(person)
    changed = created or _compared(user) != before
    if changed:
        settlement.moved[user.id] = user
    for person in settlement.moved.values():
        tell_changed(ctx, person)
    return "created" if created else "updated" if changed else "unchanged"


def _new_person(ctx: Context, row: dict[str, Any]) -> User:
    user = User(code=row["code"], username=_username(row), name=_name(row), roles=[], serves=[], active=True)
    user.put_into(ctx.get(OrgUnit, ROOT_ID))
    user.derives_place = user.derives_roles = True
    return ctx.add(user)


def _take_values(ctx: Context, user: User, row: dict[str, Any]) -> None:
    values = {name: row[name] for name in PLAIN if name in row} | {"name": _name(row)}
    for name, value in values.items():
        setattr(user, name, value)
    if "role" in row:
        roles = require_roles(ctx.session, row["role"], field="role")
        if roles != sorted(user.roles):
            check_assignment(ctx, user, roles, field="role")
        user.roles, user.derives_roles = roles, False
    if "serves" in row:
        user.serves = row["serves"]


def _take_superior(ctx: Context, user: User, row: dict[str, Any]) -> None:
    """A superior who is not known yet is waited for."""
    if "superior" not in row:
        return
    superior_id = ctx.session.scalar(select(User.id).filter_by(code=row["superior"]))
    if superior_id is not None:
        check_superior(ctx, user, superior_id, "superior")
    user.superior_id = superior_id
    user.superior_code = None if superior_id else row["superior"]


def _take_unit(ctx: Context, user: User, row: dict[str, Any]) -> None:
    if "unit" not in row:
        return
    named = or_(OrgUnit.code == row["unit"], OrgUnit.name == row["unit"])
    found = list(ctx.session.scalars(select(OrgUnit).where(named)))
    if len(found) > 1:
        raise AmbiguousUnit(field="unit", unit=row["unit"])
    user.put_into(found[0] if found else _new_unit(ctx, user.superior_id, row["unit"]))
    user.derives_place = False


def _new_unit(ctx: Context, superior_id: UUID | None, name: str) -> OrgUnit:
    """Below the superior's unit; below the company when there is no superior yet."""
    above = ctx.get(User, superior_id).unit_id if superior_id else ROOT_ID
    identity = uuid7()
    code = f"u{identity.hex[-12:]}"
    return add_unit(ctx, ctx.get(OrgUnit, above), id=identity, code=code, name=name, kind="team", leader_id=None)


def _claim_waiting(ctx: Context, user: User, settlement: Settlement) -> list[User]:
    """Those who were imported before their superior now get to know him."""
    waiting = list(ctx.session.scalars(select(User).filter_by(superior_code=user.code)))
    for person in waiting:
        check_superior(ctx, person, user.id, "superior")
        person.superior_id, person.superior_code = user.id, None
        settlement.moved[person.id] = person
    return waiting


def _compared(user: User) -> list[Any]:
    return [getattr(user, name) for name in COMPARED]


def _name(row: dict[str, Any]) -> str:
    """Chinese names stand together, others first name first."""
    if row.get("name"):
        return str(row["name"])
    first, last = row.get("first_name", ""), row.get("last_name", "")
    return f"{first} {last}".strip() if (first + last).isascii() else last + first


def _username(row: dict[str, Any]) -> str:
    """The given one; else nancy.davolio for a name in Latin letters; else the employee code."""
    if row.get("username"):
        return str(row["username"])
    name = _name(row)
    source = ".".join(re.findall(r"[A-Za-z0-9]+", name)) if name.isascii() else ""
    return plain_username(source or re.sub(r"[^\w.@-]", "-", row["code"]))


employees = ImportKind(
    name="employees",
    title=("员工", "Employees"),
    scope="gateway.user.import",
    columns=(
        Column("code", ("工号", "员工编号", "编号", "EmployeeID", "Employee code"), required=True),
        Column("username", ("用户名", "登录名", "账号", "User name", "Login")),
        Column("name", ("姓名", "员工姓名", "名字", "Full name", "Employee")),
        Column("last_name", ("姓", "LastName", "Surname")),
        Column("first_name", ("名", "FirstName", "Given name")),
        Column("title", ("职务", "职位", "岗位", "Title", "Position")),
        Column("superior", ("上级", "直接上级", "上级工号", "ReportsTo", "Manager", "Superior code")),
        Column("unit", ("部门", "所属部门", "组织", "Department", "Org unit", "Team")),
        Column("role", ("角色", "Roles")),
        Column("phone", ("手机", "电话", "联系电话", "HomePhone", "Mobile", "Telephone")),
        Column("email", ("邮箱", "电子邮件", "电子邮箱", "E-mail", "Mail")),
        Column("serves", ("协助对象", "服务对象", "Assists")),
    ),
    schema=EmployeeRow,
    apply=apply_employee,
)
