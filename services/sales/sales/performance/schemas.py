"""Performance, out."""

from chassis.operations import Schema, fields

DIMENSIONS = ("performer", "team", "customer", "product", "category", "area", "month", "year")
MEASURES = ("ordered", "shipped", "returned", "pieces", "orders")


class PerformanceQuery(Schema):
    """Rows are sorted by the measure, the largest first; months and years by time."""

    by = fields.Choice(*DIMENSIONS, required=True)
    measure = fields.Choice(*MEASURES, load_default="ordered")
    since = fields.LocalDate(data_key="from", load_default=None)
    until = fields.LocalDate(data_key="to", load_default=None)
    performer_id = fields.Id(load_default=None)
    customer_id = fields.Id(load_default=None)
    product_id = fields.Id(load_default=None)
    category = fields.Text(load_default=None, metadata={"description": "The code of a category"})


class Figures(Schema):
    ordered = fields.Money()
    shipped = fields.Money()
    returned = fields.Money()
    pieces = fields.Quantity(metadata={"description": "Ordered, less what was cancelled"})
    orders = fields.WholeNumber()
    lines = fields.WholeNumber(metadata={"description": "Of these orders, without those cancelled"})


class PerformanceRow(Figures):
    key = fields.Text()
    label = fields.Text()


class Performance(Schema):
    rows = fields.List(fields.Nested(PerformanceRow))
    total = fields.Nested(Figures)
