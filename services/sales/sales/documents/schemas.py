"""What documents of the sales side show in common."""

from chassis.model import ZERO
from chassis.operations import Schema, fields


class LineIn(Schema):
    """A line as it is typed; without a price the suggested one is taken (X8)."""

    id = fields.Id()
    product_id = fields.Id(required=True)
    quantity = fields.Quantity(required=True, positive=True)
    unit_price = fields.UnitPrice(load_default=None, allow_none=True)
    discount = fields.Rate(load_default=ZERO)
    note = fields.Text(500, load_default="")


class LineView(Schema):
    id = fields.Id()
    position = fields.WholeNumber()
    product_id = fields.Id()
    product_code = fields.Text()
    product_name = fields.Text()
    unit = fields.Text()
    quantity = fields.Quantity()
    unit_price = fields.UnitPrice()
    discount = fields.Rate()
    amount = fields.Money()
    note = fields.Text(500)


class DocumentRow(Schema):
    id = fields.Id()
    number = fields.Text(allow_none=True)
    customer_id = fields.Id()
    customer_code = fields.Text()
    customer_name = fields.Text()
    owner_id = fields.Id()
    performer_id = fields.Id()
    performer_name = fields.Text()
    state = fields.Text()
    total = fields.Money()
    note = fields.Text(500)
    created_at = fields.Instant()
    version = fields.WholeNumber()


class TotalAmount(Schema):
    total = fields.Money(allow_none=True)
