"""Customers, out."""

from chassis.operations import ListQuery, Schema, fields, page_of


class CustomerRow(Schema):
    id = fields.Id()
    code = fields.Text()
    name = fields.Text()
    owner_id = fields.Id()
    grade = fields.Text(allow_none=True)
    area = fields.Text(allow_none=True)
    active = fields.Boolean()


class CustomerView(CustomerRow):
    credit_limit = fields.Money(allow_none=True)
    credit_days = fields.WholeNumber()
    open_receivables = fields.Money()
    overdue_since = fields.LocalDate(allow_none=True)
    unshipped = fields.Money(metadata={"description": "Confirmed orders that were not shipped yet"})
    available_credit = fields.Money(allow_none=True, metadata={"description": "None: no limit"})


class CustomerQuery(ListQuery):
    q = fields.Text(100, load_default=None, metadata={"description": "Part of the code or the name"})
    active = fields.Boolean(load_default=None)


CustomerPage = page_of(CustomerRow)
