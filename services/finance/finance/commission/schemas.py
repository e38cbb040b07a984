"""Commission, out."""

from chassis.operations import ListQuery, Schema, fields, page_of


class CommissionRow(Schema):
    id = fields.Id()
    performer_id = fields.Id(attribute="owner_id")
    performer_name = fields.Text()
    receivable_id = fields.Id()
    receivable_number = fields.Text()
    customer_name = fields.Text()
    base = fields.Money()
    rate = fields.Rate()
    amount = fields.Money()
    earned_on = fields.LocalDate()


class CommissionPeriod(Schema):
    performer_id = fields.Id(load_default=None)
    from_ = fields.LocalDate(data_key="from", attribute="since", load_default=None)
    to = fields.LocalDate(attribute="until", load_default=None)


class CommissionQuery(CommissionPeriod, ListQuery):
    """Lines of statements."""


class CommissionTotals(Schema):
    base = fields.Money(allow_none=True)
    amount = fields.Money(allow_none=True)


class CommissionSummaryRow(CommissionTotals):
    performer_id = fields.Id()
    performer_name = fields.Text()
    month = fields.Text()


class CommissionSummary(Schema):
    rows = fields.List(fields.Nested(CommissionSummaryRow))
    total = fields.Nested(CommissionTotals)


CommissionPage = page_of(CommissionRow, CommissionTotals)
