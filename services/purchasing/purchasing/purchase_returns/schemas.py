"""Purchase returns, in and out."""

from marshmallow import validate

from chassis.operations import Expected, ListQuery, Schema, fields, page_of


class SendBackLine(Schema):
    goods_receipt_line_id = fields.Id(required=True)
    quantity = fields.Quantity(required=True, positive=True)


class SendBack(Expected):
    id = fields.Id()
    reason = fields.Text(500, load_default="")
    lines = fields.List(fields.Nested(SendBackLine), required=True, validate=validate.Length(min=1, max=200))


class ReturnLineView(Schema):
    id = fields.Id()
    goods_receipt_line_id = fields.Id()
    product_id = fields.Id()
    product_code = fields.Code()
    quantity = fields.Quantity()
    unit_price = fields.UnitPrice(metadata={"hide": "cost"})
    amount = fields.Money(metadata={"hide": "cost"})


class PurchaseReturnView(Schema):
    id = fields.Id()
    number = fields.Text()
    goods_receipt_id = fields.Id()
    reason = fields.Text(500)
    sent_on = fields.LocalDate()
    total = fields.Money(metadata={"hide": "cost"})
    created_at = fields.Instant()
    lines = fields.List(fields.Nested(ReturnLineView))


class PurchaseReturnQuery(ListQuery):
    goods_receipt_id = fields.Id(load_default=None)


PurchaseReturnPage = page_of(PurchaseReturnView)
