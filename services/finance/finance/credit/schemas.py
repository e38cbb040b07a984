"""Credit, out."""

from chassis.operations import ListQuery, Schema, fields, page_of


class CreditView(Schema):
    customer_id = fields.Id(attribute="id")
    code = fields.Text()
    name = fields.Text()
    owner_id = fields.Id()
    credit_limit = fields.Money(allow_none=True)
    credit_days = fields.WholeNumber()
    open_receivables = fields.Money()
    oldest_due = fields.LocalDate(allow_none=True)


class CreditQuery(ListQuery):
    over_limit = fields.Boolean(load_default=False)
    overdue = fields.Boolean(load_default=False)


class CreditTotals(Schema):
    open_receivables = fields.Money(allow_none=True)


CreditPage = page_of(CreditView, CreditTotals)
