"""A row of past orders, in."""

from datetime import date
from typing import Any

from chassis.model import ZERO
from chassis.operations import Schema, fields


class Day(fields.LocalDate):
    """A day, also when an old system wrote midnight behind it: 1996-07-04 00:00:00.000, 1996/7/4."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        text = str(value).strip().replace("T", " ").partition(" ")[0]
        parts = text.replace("/", "-").split("-")
        day: date = super()._deserialize("-".join(part.zfill(2) for part in parts), attr, data, **kwargs)
        return day


class PastOrderRow(Schema):
    number = fields.Code(required=True)
    customer = fields.Text(required=True)
    employee = fields.Text(required=True)
    order_date = Day(required=True)
    required_date = Day(load_default=None)
    shipped_date = Day(load_default=None)
    product = fields.Text(required=True)
    quantity = fields.Quantity(required=True, positive=True)
    unit_price = fields.UnitPrice(required=True)
    discount = fields.Rate(load_default=ZERO)
