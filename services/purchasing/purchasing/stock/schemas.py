"""Stock, in and out."""

from decimal import Decimal

from marshmallow import ValidationError, validate

from chassis.operations import ListQuery, Schema, fields, page_of
from purchasing.stock.model import MOVE_KINDS

SOME = validate.Length(min=1, max=200)


def nonzero(quantity: Decimal) -> None:
    if quantity == 0:
        raise ValidationError("zero|不能为 0|Must not be 0.")


class AdjustmentLine(Schema):
    """`quantity` is the difference: positive was found, negative is lost. `unit_cost`: of what was found."""

    product_id = fields.Id(required=True)
    quantity = fields.Quantity(required=True, validate=nonzero)
    unit_cost = fields.UnitPrice(load_default=None, allow_none=True, metadata={"hide": "cost"})


class AdjustStock(Schema):
    id = fields.Id()
    warehouse_id = fields.Id(load_default=None, allow_none=True)
    reason = fields.Text(500, required=True)
    lines = fields.List(fields.Nested(AdjustmentLine), required=True, validate=SOME)


class TransferLine(Schema):
    product_id = fields.Id(required=True)
    quantity = fields.Quantity(required=True, positive=True)


class TransferStock(Schema):
    id = fields.Id()
    warehouse_id = fields.Id(required=True)
    to_warehouse_id = fields.Id(required=True)
    reason = fields.Text(500, load_default="")
    lines = fields.List(fields.Nested(TransferLine), required=True, validate=SOME)


class StockDocumentView(Schema):
    id = fields.Id()
    kind = fields.Text()
    number = fields.Text()
    warehouse_id = fields.Id()
    to_warehouse_id = fields.Id(allow_none=True)
    reason = fields.Text(500)
    made_on = fields.LocalDate()
    made_by = fields.Id()


class ProductOfLevel(Schema):
    name = fields.Text()
    model = fields.Text()
    spec = fields.Text()
    unit = fields.Text()
    safety_stock = fields.Quantity()


class LevelView(Schema):
    id = fields.Id()
    product_id = fields.Id()
    product_code = fields.Code()
    product = fields.Nested(ProductOfLevel)
    warehouse_id = fields.Id()
    on_hand = fields.Quantity()
    reserved = fields.Quantity()
    available = fields.Quantity()
    unit_cost = fields.UnitPrice(metadata={"hide": "cost"})
    value = fields.Money(metadata={"hide": "cost"})
    version = fields.WholeNumber()


class LevelTotal(Schema):
    value = fields.Money(metadata={"hide": "cost"})


class LevelQuery(ListQuery):
    q = fields.Text(load_default=None)
    product_id = fields.Id(load_default=None)
    warehouse_id = fields.Id(load_default=None)


class MoveView(Schema):
    id = fields.Id()
    product_id = fields.Id()
    product_code = fields.Code()
    warehouse_id = fields.Id()
    kind = fields.Choice(*MOVE_KINDS)
    quantity = fields.Quantity()
    value = fields.Money(metadata={"hide": "cost"})
    balance = fields.Quantity()
    source_kind = fields.Text()
    source_id = fields.Id()
    source_number = fields.Text()
    moved_on = fields.LocalDate()
    moved_at = fields.Instant()
    actor_name = fields.Text()


class MoveQuery(ListQuery):
    product_id = fields.Id(load_default=None)
    warehouse_id = fields.Id(load_default=None)
    kind = fields.Choice(*MOVE_KINDS, load_default=None)
    source_id = fields.Id(load_default=None)
    moved_from = fields.LocalDate(load_default=None)
    moved_to = fields.LocalDate(load_default=None)


class LowRow(Schema):
    product_id = fields.Id()
    code = fields.Code()
    name = fields.Text()
    model = fields.Text()
    spec = fields.Text()
    unit = fields.Text()
    supplier_id = fields.Id(allow_none=True)
    safety_stock = fields.Quantity()
    on_hand = fields.Quantity()
    reserved = fields.Quantity()
    on_order = fields.Quantity()
    missing = fields.Quantity()


class LowTotal(Schema):
    count = fields.WholeNumber()


class LowStock(Schema):
    rows = fields.List(fields.Nested(LowRow))
    total = fields.Nested(LowTotal)


LevelPage = page_of(LevelView, LevelTotal)
MovePage = page_of(MoveView)
