"""Importing customers from a spreadsheet (F86).

Namesakes are not refused: a company's old books hold what they hold, and two codes are two customers until somebody
decides otherwise. GET /collisions/duplicates lists them afterwards.
"""

import unicodedata
from typing import Any
from uuid import UUID

from marshmallow import ValidationError
from sqlalchemy import select

from chassis.access import find_person
from chassis.imports import Column, ImportKind
from chassis.operations import Context, Schema, fields
from crm.contacts.model import Contact
from crm.contacts.operations import contacts_of, set_contact
from crm.customers.model import GRADES, SOURCES, Customer, MayNotAssign, OwnerUnknown
from crm.customers.operations import apply_change, enter_customer, known_person, new_customer

SOURCE_WORDS = {
    "名片": "card",
    "展会": "fair",
    "广告": "advert",
    "转介绍": "referral",
    "网络": "web",
    "上门": "visit",
    "其他": "other",
    "其它": "other",
}
GRADE_WORDS = {
    "短期内可成交的准客户": "A",
    "短期内可成交": "A",
    "需要中长期跟进的客户": "B",
    "需中长期跟进": "B",
    "暂时意向不明的客户": "C",
    "暂时意向不明": "C",
}


class Word(fields.Text):
    """One of a few words, in Chinese or as the API says it."""

    def __init__(self, words: dict[str, str], codes: tuple[str, ...], **kwargs: Any):
        super().__init__(60, **kwargs)
        self.codes = {code.casefold(): code for code in codes} | words

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        found = self.codes.get(unicodedata.normalize("NFKC", text).casefold())
        if found is None:
            raise ValidationError(f"Must be one of: {', '.join(self.codes)}.")
        return found


class CustomerRow(Schema):
    """An empty cell leaves what is known already."""

    code = fields.Code(required=True)
    name = fields.Text(120, required=True)
    owner = fields.Code()
    type = fields.Text(40)
    source = Word(SOURCE_WORDS, SOURCES)
    grade = Word(GRADE_WORDS, GRADES)
    industry = fields.Text(60)
    area = fields.Text(60)
    address = fields.Text(300)
    phone = fields.Text(40)
    credit_limit = fields.Money(minimum=0)
    credit_days = fields.WholeNumber(0, 3650)
    contact_name = fields.Text(60)
    contact_title = fields.Text(60)
    contact_mobile = fields.Text(40)


class OwnerIsTransferred(MayNotAssign):
    code = "crm.owner_is_transferred"
    status = 409
    zh = "客户已归其他业务员所有，请使用客户移交"
    en = "Somebody else looks after this customer; use a transfer"


def apply_customer_row(ctx: Context, row: dict[str, Any]) -> str:
    """A customer by code: entered, changed or left. An import gives no customer to another owner: transfers do."""
    contact = {name.removeprefix("contact_"): row.pop(name) for name in list(row) if name.startswith("contact_")}
    owner_code = row.pop("owner", None)
    customer = ctx.session.scalars(select(Customer).where(Customer.code == row["code"])).one_or_none()
    if customer is None:
        return _enter(ctx, owner_code, row, contact)
    if owner_code and customer.owner_id != _owner_id(ctx, owner_code):
        raise OwnerIsTransferred(field="owner")
    changed = apply_change(ctx, customer, customer.differing(row))
    changed |= _keep_contact(ctx, customer, contact)
    return "updated" if changed else "unchanged"


def _enter(ctx: Context, owner_code: str | None, row: dict[str, Any], contact: dict[str, str]) -> str:
    owner = known_person(ctx, _owner_id(ctx, owner_code) if owner_code else ctx.require_person("owner").id)
    if not ctx.reach.includes(owner.id, owner.org_path):
        raise MayNotAssign(field="owner")
    blank = dict.fromkeys(("type", "industry", "area", "address", "phone"), "")
    customer = new_customer(ctx, owner, {"source": "other", "grade": None, "credit_days": 0} | blank | row)
    enter_customer(ctx, customer, contact if contact.get("name") else None)
    return "created"


def _owner_id(ctx: Context, code: str) -> UUID:
    person = find_person(ctx.session, code)
    if person is None:
        raise OwnerUnknown(field="owner")
    return person.id


def _keep_contact(ctx: Context, customer: Customer, contact: dict[str, str]) -> bool:
    """The contact person of this name gets the values; one not known yet is added, primary if there is none."""
    if not contact.get("name"):
        return False
    known = contacts_of(ctx, customer.id)
    found = next((each for each in known if each.name == contact["name"]), None)
    if found is None:
        primary = not any(each.is_primary for each in known)
        found = ctx.add(Contact(customer_id=customer.id, name="", is_primary=primary))
    return set_contact(ctx, customer, found, contact)


CUSTOMERS = ImportKind(
    name="customers",
    title=("客户", "Customers"),
    scope="crm.customer.import",
    columns=(
        Column("code", ("客户编码", "客户编号", "编码", "编号", "CustomerID", "Customer code"), required=True),
        Column("name", ("客户名称", "名称", "公司名称", "CompanyName", "Customer name"), required=True),
        Column("owner", ("业务员", "业务员工号", "负责人", "归属业务员", "Salesperson", "EmployeeID")),
        Column("type", ("客户类型", "类型", "Customer type")),
        Column("source", ("客户来源", "来源")),
        Column("grade", ("客户等级", "等级", "意向分级", "意向等级")),
        Column("industry", ("行业", "所属行业")),
        Column("area", ("地区", "区域", "所在地区", "城市", "City")),
        Column("address", ("地址", "联系地址", "公司地址")),
        Column("phone", ("电话", "联系电话", "公司电话", "Telephone")),
        Column("contact_name", ("联系人", "联系人姓名", "ContactName")),
        Column("contact_title", ("联系人职务", "职务", "ContactTitle")),
        Column("contact_mobile", ("联系人手机", "手机", "Mobile")),
        Column("credit_limit", ("信用额度", "授信额度")),
        Column("credit_days", ("账期", "账期天数", "信用天数", "Payment days")),
    ),
    schema=CustomerRow,
    apply=apply_customer_row,
)
