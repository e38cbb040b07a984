"""Deliveries, in and out."""

from marshmallow.validate import Length

from chassis.operations import Expected, ListQuery, Schema, fields, page_of
from sales.deliveries.model import STATES
from sales.documents.schemas import DocumentRow, TotalAmount


class DeliveryLineIn(Schema):
    order_line_id = fields.Id(required=True)
    quantity = fields.Quantity(required=True, positive=True)


class MakeDelivery(Schema):
    """From one or several orders of a customer; the whole remaining quantities when lines are left out."""

    id = fields.Id()
    order_ids = fields.List(fields.Id(), required=True, validate=Length(1, 100))
    lines = fields.List(fields.Nested(DeliveryLineIn), load_default=None, allow_none=True, validate=Length(max=500))
    warehouse_id = fields.Id(load_default=None, allow_none=True, metadata={"description": "The order's"})
    note = fields.Text(500, load_default="")
    request = fields.Boolean(load_default=False, metadata={"description": "Ask for the goods at once"})
    reason = fields.Text(500, load_default=None, allow_none=True, metadata={"description": "For going over credit"})


class RequestDelivery(Expected):
    reason = fields.Text(500, load_default=None, allow_none=True, metadata={"description": "For going over credit"})


class CancelDelivery(Expected):
    """Nothing but the version the person saw."""


class DeliveryLineView(Schema):
    id = fields.Id()
    position = fields.WholeNumber()
    order_id = fields.Id()
    order_line_id = fields.Id()
    product_id = fields.Id()
    product_code = fields.Text()
    product_name = fields.Text()
    unit = fields.Text()
    quantity = fields.Quantity()
    amount = fields.Money()
    returned = fields.Quantity()
    returnable = fields.Quantity()


class ShortLineView(Schema):
    line_id = fields.Id()
    product_id = fields.Id()
    product_code = fields.Text()
    wanted = fields.Quantity()
    on_hand = fields.Quantity()


class DeliveryRow(DocumentRow):
    warehouse_id = fields.Id()
    shipped_on = fields.LocalDate(allow_none=True)
    due_on = fields.LocalDate(allow_none=True)
    refusal = fields.List(fields.Nested(ShortLineView))


class DeliveryView(DeliveryRow):
    lines = fields.List(fields.Nested(DeliveryLineView))


class DeliveryQuery(ListQuery):
    state = fields.Choice(*STATES, load_default=None)
    customer_id = fields.Id(load_default=None)
    order_id = fields.Id(load_default=None)
    number = fields.Text(40, load_default=None, metadata={"description": "Begins with"})


class RemainingLine(Schema):
    order_line_id = fields.Id(attribute="id")
    product_id = fields.Id()
    product_code = fields.Text()
    product_name = fields.Text()
    unit = fields.Text()
    ordered = fields.Quantity(attribute="quantity")
    shipped = fields.Quantity()
    reserved = fields.Quantity()
    quantity = fields.Quantity(attribute="remaining", metadata={"description": "What a delivery may still take"})


class Remaining(Schema):
    order_id = fields.Id()
    number = fields.Text(allow_none=True)
    customer_id = fields.Id()
    warehouse_id = fields.Id(allow_none=True)
    lines = fields.List(fields.Nested(RemainingLine))


DeliveryPage = page_of(DeliveryRow, TotalAmount)
