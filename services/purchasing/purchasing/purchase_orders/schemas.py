"""Purchase orders, in and out."""

from marshmallow import validate

from chassis.operations import Expected, ListQuery, Schema, fields, page_of
from purchasing.purchase_orders.model import RECEIVED, STATES

LINES = validate.Length(min=1, max=200)


class LineIn(Schema):
    id = fields.Id()
    product_id = fields.Id(required=True)
    quantity = fields.Quantity(required=True, positive=True)
    unit_price = fields.UnitPrice(required=True, metadata={"hide": "cost"})


class DraftPurchaseOrder(Schema):
    """`warehouse_id`: where the goods are to go, by default the default warehouse. `confirm`: ordered at once."""

    id = fields.Id()
    supplier_id = fields.Id(required=True)
    warehouse_id = fields.Id(load_default=None, allow_none=True)
    expected_on = fields.LocalDate(load_default=None, allow_none=True)
    note = fields.Text(2000, load_default="")
    lines = fields.List(fields.Nested(LineIn), required=True, validate=LINES)
    confirm = fields.Boolean(load_default=False)


class ChangePurchaseOrder(Expected):
    """Only the fields that are sent change; `lines` replaces all lines."""

    supplier_id = fields.Id()
    warehouse_id = fields.Id()
    expected_on = fields.LocalDate(allow_none=True)
    note = fields.Text(2000)
    lines = fields.List(fields.Nested(LineIn), validate=LINES)


class MovePurchaseOrder(Expected):
    """Nothing but the version the person saw."""


class LineView(Schema):
    id = fields.Id()
    position = fields.WholeNumber()
    product_id = fields.Id()
    product_code = fields.Code()
    product_name = fields.Text()
    unit = fields.Text()
    quantity = fields.Quantity()
    unit_price = fields.UnitPrice(metadata={"hide": "cost"})
    amount = fields.Money(metadata={"hide": "cost"})
    received_quantity = fields.Quantity()
    remaining = fields.Quantity()


class PurchaseOrderRow(Schema):
    id = fields.Id()
    number = fields.Text(allow_none=True)
    supplier_id = fields.Id()
    supplier_name = fields.Text()
    warehouse_id = fields.Id()
    owner_id = fields.Id()
    expected_on = fields.LocalDate(allow_none=True)
    ordered_on = fields.LocalDate(allow_none=True)
    note = fields.Text(2000)
    state = fields.Choice(*STATES)
    received = fields.Choice(*RECEIVED)
    total = fields.Money(metadata={"hide": "cost"})
    created_at = fields.Instant()
    version = fields.WholeNumber()


class PurchaseOrderView(PurchaseOrderRow):
    lines = fields.List(fields.Nested(LineView))


class PurchaseOrderQuery(ListQuery):
    q = fields.Text(load_default=None)
    supplier_id = fields.Id(load_default=None)
    product_id = fields.Id(load_default=None)
    state = fields.Choice(*STATES, load_default=None)
    received = fields.Choice(*RECEIVED, load_default=None)
    expected_to = fields.LocalDate(load_default=None)


class HintQuery(Schema):
    product_id = fields.Id(required=True)
    supplier_id = fields.Id(load_default=None)


class Purchase(Schema):
    number = fields.Text()
    supplier_name = fields.Text()
    ordered_on = fields.LocalDate()
    unit_price = fields.UnitPrice(metadata={"hide": "cost"})
    quantity = fields.Quantity()


class PriceHint(Schema):
    unit_price = fields.UnitPrice(allow_none=True, metadata={"hide": "cost"})
    purchases = fields.List(fields.Nested(Purchase))
    on_hand = fields.Quantity()
    available = fields.Quantity()
    on_order = fields.Quantity()
    safety_stock = fields.Quantity()


class Totals(Schema):
    total = fields.Money(metadata={"hide": "cost"})


PurchaseOrderPage = page_of(PurchaseOrderRow, Totals)
