"""What sales publishes. `performer` is who did it (statistics), `owner` is who has the customer now (scope)."""

from chassis.eventlog import Event
from chassis.operations import Schema, fields


class OrderLineState(Schema):
    line_id = fields.Id(required=True)
    product_id = fields.Id(required=True)
    product_code = fields.Text(required=True)
    product_name = fields.Text(required=True)
    quantity = fields.Quantity(required=True)
    unit_price = fields.UnitPrice(required=True)
    discount = fields.Rate(required=True)
    amount = fields.Money(required=True)


class DocumentState(Event):
    """What all documents of the sales side tell."""

    type = ""

    customer_id = fields.Id(required=True)
    customer_name = fields.Text(required=True)
    owner_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
    performer_id = fields.Id(required=True)
    performer_org_path = fields.Text(required=True)


class QuoteIssued(DocumentState):
    """A quote went out to a customer."""

    type = "sales.quote_issued.v1"

    quote_id = fields.Id(required=True)
    number = fields.Text(required=True)
    issued_on = fields.LocalDate(required=True)
    valid_until = fields.LocalDate(required=True, allow_none=True)
    total = fields.Money(required=True)


class OrderState(DocumentState):
    type = ""

    order_id = fields.Id(required=True)
    number = fields.Text(required=True)
    ordered_on = fields.LocalDate(required=True)
    deliver_on = fields.LocalDate(required=True, allow_none=True)
    warehouse_id = fields.Id(required=True, allow_none=True)
    total = fields.Money(required=True)
    lines = fields.List(fields.Nested(OrderLineState), required=True)


class OrderConfirmed(OrderState):
    """The company is bound to deliver: stock is to be reserved."""

    type = "sales.order_confirmed.v1"


class OrderAmended(OrderState):
    """A confirmed order has other lines or quantities: `lines` is all of them as they are now."""

    type = "sales.order_amended.v1"


class OrderCancelled(DocumentState):
    """A confirmed order will not be delivered further: reservations are to be released."""

    type = "sales.order_cancelled.v1"

    order_id = fields.Id(required=True)
    number = fields.Text(required=True)


class PastOrderImported(DocumentState):
    """An order of the past was entered: it touches neither stock nor money, but feeds the purchase rhythm (F87)."""

    type = "sales.past_order_imported.v1"

    order_id = fields.Id(required=True)
    number = fields.Text(required=True)
    ordered_on = fields.LocalDate(required=True)
    total = fields.Money(required=True)


class DeliveryLineState(Schema):
    line_id = fields.Id(required=True)
    order_id = fields.Id(required=True)
    order_line_id = fields.Id(required=True)
    product_id = fields.Id(required=True)
    product_code = fields.Text(required=True)
    product_name = fields.Text(required=True)
    quantity = fields.Quantity(required=True)
    amount = fields.Money(required=True)


class DeliveryRequested(DocumentState):
    """Goods are to leave a warehouse: the stock is to be issued, all lines or none."""

    type = "sales.delivery_requested.v1"

    delivery_id = fields.Id(required=True)
    number = fields.Text(required=True)
    warehouse_id = fields.Id(required=True)
    lines = fields.List(fields.Nested(DeliveryLineState), required=True)


class DeliveryShipped(DocumentState):
    """Goods have left: the receivable is to be opened. `delivered_order_ids` are the orders it completes."""

    type = "sales.delivery_shipped.v1"

    delivery_id = fields.Id(required=True)
    number = fields.Text(required=True)
    order_ids = fields.List(fields.Id(), required=True)
    shipped_on = fields.LocalDate(required=True)
    due_on = fields.LocalDate(required=True, metadata={"description": "shipped_on + the customer's credit days"})
    total = fields.Money(required=True)
    lines = fields.List(fields.Nested(DeliveryLineState), required=True)
    delivered_order_ids = fields.List(
        fields.Id(), required=True, metadata={"description": "Orders with nothing left to deliver"}
    )


class ReturnLineState(Schema):
    line_id = fields.Id(required=True)
    delivery_line_id = fields.Id(required=True)
    product_id = fields.Id(required=True)
    product_code = fields.Text(required=True)
    quantity = fields.Quantity(required=True)
    amount = fields.Money(required=True)


class GoodsReturned(DocumentState):
    """A customer sent goods back: stock goes up, the receivable goes down."""

    type = "sales.goods_returned.v1"

    return_id = fields.Id(required=True)
    number = fields.Text(required=True)
    delivery_id = fields.Id(required=True)
    warehouse_id = fields.Id(required=True)
    returned_on = fields.LocalDate(required=True)
    total = fields.Money(required=True)
    lines = fields.List(fields.Nested(ReturnLineState), required=True)
