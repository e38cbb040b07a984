"""What purchasing publishes: goods, suppliers, stock, and what was bought."""

from chassis.eventlog import Event
from chassis.operations import Schema, fields


class ProductChanged(Event):
    """A product as others need to know it; the first one of a product registers it."""

    type = "purchasing.product_changed.v1"

    product_id = fields.Id(required=True)
    code = fields.Text(required=True)
    name = fields.Text(required=True)
    model = fields.Text(required=True)
    spec = fields.Text(required=True)
    unit = fields.Text(required=True)
    category_code = fields.Text(required=True)
    category_name = fields.Text(required=True)
    list_price = fields.UnitPrice(required=True)
    floor_price = fields.UnitPrice(required=True, allow_none=True, metadata={"hide": "floor_price"})
    active = fields.Boolean(required=True)


class SupplierChanged(Event):
    """A supplier as others need to know it; the first one of a supplier registers it."""

    type = "purchasing.supplier_changed.v1"

    supplier_id = fields.Id(required=True)
    code = fields.Text(required=True)
    name = fields.Text(required=True)
    payment_days = fields.WholeNumber(required=True)
    active = fields.Boolean(required=True)


class WarehouseChanged(Event):
    """A warehouse as others need to know it; the first one of a warehouse opens it."""

    type = "purchasing.warehouse_changed.v1"

    warehouse_id = fields.Id(required=True)
    code = fields.Text(required=True)
    name = fields.Text(required=True)
    active = fields.Boolean(required=True)
    is_default = fields.Boolean(required=True)


class ReservedLine(Schema):
    order_line_id = fields.Id(required=True)
    product_id = fields.Id(required=True)
    product_code = fields.Text(required=True)
    wanted = fields.Quantity(required=True)
    reserved = fields.Quantity(required=True)


class StockReserved(Event):
    """Everything an order needs is reserved. Sent again after each change of its reservations."""

    type = "purchasing.stock_reserved.v1"

    order_id = fields.Id(required=True)
    warehouse_id = fields.Id(required=True)
    lines = fields.List(fields.Nested(ReservedLine), required=True)


class StockShort(StockReserved):
    """Not everything an order needs could be reserved; what could be is. Receipts reserve the rest by themselves."""

    type = "purchasing.stock_short.v1"


class IssuedLine(Schema):
    line_id = fields.Id(required=True)
    product_id = fields.Id(required=True)
    quantity = fields.Quantity(required=True)
    cost = fields.Money(required=True, metadata={"hide": "cost", "description": "Moving average cost of what left"})


class StockIssued(Event):
    """The goods of a delivery have left the warehouse."""

    type = "purchasing.stock_issued.v1"

    delivery_id = fields.Id(required=True)
    warehouse_id = fields.Id(required=True)
    issued_on = fields.LocalDate(required=True)
    lines = fields.List(fields.Nested(IssuedLine), required=True)


class ShortLine(Schema):
    line_id = fields.Id(required=True)
    product_id = fields.Id(required=True)
    product_code = fields.Text(required=True)
    wanted = fields.Quantity(required=True)
    on_hand = fields.Quantity(required=True)
    available = fields.Quantity(metadata={"description": "On hand less what is kept for other orders"})


class StockIssueRefused(Event):
    """A delivery cannot leave: nothing of it was issued."""

    type = "purchasing.stock_issue_refused.v1"

    delivery_id = fields.Id(required=True)
    warehouse_id = fields.Id(required=True)
    lines = fields.List(fields.Nested(ShortLine), required=True)


class StockTakenBack(Event):
    """The goods of a sales return are in the warehouse again."""

    type = "purchasing.stock_taken_back.v1"

    return_id = fields.Id(required=True)
    warehouse_id = fields.Id(required=True)
    taken_back_on = fields.LocalDate()
    lines = fields.List(fields.Nested(IssuedLine), required=True)


class AdjustedLine(Schema):
    product_id = fields.Id(required=True)
    product_code = fields.Text(required=True)
    quantity = fields.Quantity(required=True, metadata={"description": "Negative: lost"})
    value = fields.Money(
        required=True, metadata={"hide": "cost", "description": "What it changed the stock's value by; negative: lost"}
    )


class StockAdjusted(Event):
    """Stock is worth more or less though nothing was bought, sold or sent back: opening stock, or found and lost."""

    type = "purchasing.stock_adjusted.v1"

    document_id = fields.Id(required=True)
    kind = fields.Choice("opening", "adjustment", required=True)
    number = fields.Text(required=True, allow_none=True, metadata={"description": "None: opening stock has none"})
    adjusted_on = fields.LocalDate(required=True)
    warehouse_id = fields.Id(required=True)
    value = fields.Money(
        required=True, metadata={"hide": "cost", "description": "Sum of the lines: the change of the stock's value"}
    )
    lines = fields.List(fields.Nested(AdjustedLine), required=True)


class StockLevelState(Schema):
    product_id = fields.Id(required=True)
    warehouse_id = fields.Id(required=True)
    on_hand = fields.Quantity(required=True)
    reserved = fields.Quantity(required=True)
    version = fields.WholeNumber(required=True, metadata={"description": "Ignore a level older than the one known"})
    safety_stock = fields.Quantity(
        required=True, metadata={"description": "0 of a product that is not traded any more"}
    )
    product_code = fields.Text(required=True)
    product_name = fields.Text(required=True)


class StockLevelChanged(Event):
    """The levels that one document changed. The subject is the document."""

    type = "purchasing.stock_level_changed.v1"

    levels = fields.List(fields.Nested(StockLevelState), required=True)


class PurchaseLineState(Schema):
    line_id = fields.Id(required=True)
    product_id = fields.Id(required=True)
    product_code = fields.Text(required=True)
    quantity = fields.Quantity(required=True)
    unit_price = fields.UnitPrice(required=True, metadata={"hide": "cost"})
    amount = fields.Money(required=True, metadata={"hide": "cost"})


class PurchaseOrderConfirmed(Event):
    """The company is bound to buy: the goods are expected."""

    type = "purchasing.purchase_order_confirmed.v1"

    purchase_order_id = fields.Id(required=True)
    number = fields.Text(required=True)
    supplier_id = fields.Id(required=True)
    supplier_name = fields.Text(required=True)
    buyer_id = fields.Id(required=True)
    ordered_on = fields.LocalDate(required=True)
    expected_on = fields.LocalDate(required=True, allow_none=True)
    total = fields.Money(required=True, metadata={"hide": "cost"})
    lines = fields.List(fields.Nested(PurchaseLineState), required=True)


class GoodsReceived(Event):
    """Bought goods are in the warehouse: the payable is to be opened."""

    type = "purchasing.goods_received.v1"

    receipt_id = fields.Id(required=True)
    number = fields.Text(required=True)
    purchase_order_id = fields.Id(required=True, allow_none=True)
    supplier_id = fields.Id(required=True)
    supplier_name = fields.Text(required=True)
    buyer_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
    warehouse_id = fields.Id(required=True)
    received_on = fields.LocalDate(required=True)
    due_on = fields.LocalDate(required=True, metadata={"description": "received_on + the supplier's payment days"})
    total = fields.Money(required=True, metadata={"hide": "cost"})
    lines = fields.List(fields.Nested(PurchaseLineState), required=True)


class GoodsSentBack(GoodsReceived):
    """Bought goods went back to the supplier: stock is down, the payable is to be reduced.

    `number`, `total` and `lines` are those of the return, `received_on` is the day on which the supplier gets them
    back, `due_on` stays the day on which the receipt's payable is due.
    """

    type = "purchasing.goods_sent_back.v1"

    return_id = fields.Id(required=True)
    cost = fields.Money(metadata={"hide": "cost", "description": "Moving average cost of what left"})
