"""Cash flow, out."""

from chassis.operations import Schema, fields


class CashFlowQuery(Schema):
    by = fields.Choice("month", "method", load_default="month")
    from_ = fields.LocalDate(data_key="from", attribute="since", load_default=None)
    to = fields.LocalDate(attribute="until", load_default=None)


class CashFlowAmounts(Schema):
    money_in = fields.Money(data_key="in")
    money_out = fields.Money(data_key="out")
    net = fields.Money()


class CashFlowRow(CashFlowAmounts):
    key = fields.Text()


class CashFlow(Schema):
    rows = fields.List(fields.Nested(CashFlowRow))
    total = fields.Nested(CashFlowAmounts)
