"""Goods receipts, in and out."""

from marshmallow import validate

from chassis.operations import Expected, ListQuery, Schema, fields, page_of
from purchasing.goods_receipts.model import STATES

LINES = validate.Length(min=1, max=200)


class ReceiptLineIn(Schema):
    """With a purchase order its line is named; without one the product and its price."""

    id = fields.Id()
    purchase_order_line_id = fields.Id()
    product_id = fields.Id()
    unit_price = fields.UnitPrice(metadata={"hide": "cost"})
    quantity = fields.Quantity(required=True, positive=True)


class EnterGoodsReceipt(Schema):
    """From a purchase order, without lines: all that remains. `received_on` is today unless said otherwise."""

    id = fields.Id()
    purchase_order_id = fields.Id(load_default=None, allow_none=True)
    supplier_id = fields.Id(load_default=None, allow_none=True)
    warehouse_id = fields.Id(load_default=None, allow_none=True)
    received_on = fields.LocalDate(load_default=None, allow_none=True)
    note = fields.Text(2000, load_default="")
    lines = fields.List(fields.Nested(ReceiptLineIn), load_default=None, allow_none=True, validate=LINES)
    confirm = fields.Boolean(load_default=False)


class MoveGoodsReceipt(Expected):
    """Nothing but the version the person saw."""


class ReceiptLineView(Schema):
    id = fields.Id()
    purchase_order_line_id = fields.Id(allow_none=True)
    position = fields.WholeNumber()
    product_id = fields.Id()
    product_code = fields.Code()
    product_name = fields.Text()
    unit = fields.Text()
    quantity = fields.Quantity()
    unit_price = fields.UnitPrice(metadata={"hide": "cost"})
    amount = fields.Money(metadata={"hide": "cost"})
    returned_quantity = fields.Quantity()
    returned_amount = fields.Money(metadata={"hide": "cost"})
    returnable = fields.Quantity()


class GoodsReceiptRow(Schema):
    id = fields.Id()
    number = fields.Text(allow_none=True)
    purchase_order_id = fields.Id(allow_none=True)
    supplier_id = fields.Id()
    supplier_name = fields.Text()
    warehouse_id = fields.Id()
    owner_id = fields.Id()
    received_on = fields.LocalDate()
    due_on = fields.LocalDate(allow_none=True)
    note = fields.Text(2000)
    state = fields.Choice(*STATES)
    total = fields.Money(metadata={"hide": "cost"})
    created_at = fields.Instant()
    version = fields.WholeNumber()


class GoodsReceiptView(GoodsReceiptRow):
    lines = fields.List(fields.Nested(ReceiptLineView))


class RemainingLine(Schema):
    purchase_order_line_id = fields.Id()
    product_id = fields.Id()
    product_code = fields.Code()
    product_name = fields.Text()
    unit = fields.Text()
    ordered = fields.Quantity()
    received = fields.Quantity()
    remaining = fields.Quantity()
    unit_price = fields.UnitPrice(metadata={"hide": "cost"})


class Remaining(Schema):
    purchase_order_id = fields.Id()
    supplier_id = fields.Id()
    warehouse_id = fields.Id()
    lines = fields.List(fields.Nested(RemainingLine))


class GoodsReceiptQuery(ListQuery):
    q = fields.Text(load_default=None)
    supplier_id = fields.Id(load_default=None)
    purchase_order_id = fields.Id(load_default=None)
    state = fields.Choice(*STATES, load_default=None)
    received_from = fields.LocalDate(load_default=None)
    received_to = fields.LocalDate(load_default=None)


class Totals(Schema):
    total = fields.Money(metadata={"hide": "cost"})


GoodsReceiptPage = page_of(GoodsReceiptRow, Totals)
