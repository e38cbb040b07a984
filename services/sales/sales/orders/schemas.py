"""Orders, in and out."""

from marshmallow.validate import Length

from chassis.operations import Expected, ListQuery, Schema, fields, page_of
from sales.documents.schemas import DocumentRow, LineIn, LineView, TotalAmount
from sales.orders.model import DELIVERY_STATES, STATES, STOCK_STATES

MOST = Length(max=500)


class OrderContent(Schema):
    customer_id = fields.Id(required=True)
    performer_id = fields.Id(load_default=None, allow_none=True, metadata={"description": "The customer's owner"})
    ordered_on = fields.LocalDate(load_default=None, allow_none=True, metadata={"description": "Today"})
    deliver_on = fields.LocalDate(load_default=None, allow_none=True)
    warehouse_id = fields.Id(load_default=None, allow_none=True)
    payment_terms = fields.Text(load_default="")
    note = fields.Text(500, load_default="")
    lines = fields.List(fields.Nested(LineIn), required=True, validate=MOST)


class EnterOrder(OrderContent):
    """`confirm`: enter and confirm in one go, or not at all."""

    id = fields.Id()
    confirm = fields.Boolean(load_default=False)
    reason = fields.Text(500, load_default=None, allow_none=True, metadata={"description": "For going over credit"})


class EditOrder(OrderContent, Expected):
    """The whole draft as it is to be."""


class ConfirmOrder(Expected):
    reason = fields.Text(500, load_default=None, allow_none=True, metadata={"description": "For going over credit"})


class AmendedLine(Schema):
    line_id = fields.Id(required=True)
    quantity = fields.Quantity(required=True, positive=True)


class AmendOrder(Expected):
    """New quantities of lines, and further lines."""

    lines = fields.List(fields.Nested(AmendedLine), load_default=list, validate=MOST)
    add = fields.List(fields.Nested(LineIn), load_default=list, validate=MOST)
    reason = fields.Text(500, load_default=None, allow_none=True, metadata={"description": "For going over credit"})


class CancelOrder(Expected):
    """Why what is left will not be delivered."""

    reason = fields.Text(500, load_default=None, allow_none=True)


class OrderLineView(LineView):
    quote_line_id = fields.Id(allow_none=True)
    reserved = fields.Quantity()
    requested = fields.Quantity()
    shipped = fields.Quantity()
    cancelled = fields.Quantity()
    remaining = fields.Quantity()


class OrderRow(DocumentRow):
    stock_state = fields.Text()
    delivery_state = fields.Text()
    ordered_on = fields.LocalDate()
    deliver_on = fields.LocalDate(allow_none=True)
    shipped_on = fields.LocalDate(allow_none=True)
    warehouse_id = fields.Id(allow_none=True)
    payment_terms = fields.Text()
    quote_id = fields.Id(allow_none=True)
    credit_reason = fields.Text(500, allow_none=True)
    cancel_reason = fields.Text(500, allow_none=True)


class OrderView(OrderRow):
    lines = fields.List(fields.Nested(OrderLineView))


class OrderQuery(ListQuery):
    state = fields.Choice(*STATES, load_default=None)
    stock_state = fields.Choice(*STOCK_STATES, load_default=None)
    delivery_state = fields.Choice(*DELIVERY_STATES, load_default=None)
    customer_id = fields.Id(load_default=None)
    performer_id = fields.Id(load_default=None)
    number = fields.Text(40, load_default=None, metadata={"description": "Begins with"})
    late = fields.Boolean(load_default=None, metadata={"description": "Delivered in full after the day agreed"})
    counted = fields.Boolean(load_default=False, metadata={"description": "Only those that count as results"})
    since = fields.LocalDate(data_key="from", load_default=None)
    until = fields.LocalDate(data_key="to", load_default=None)


class DueQuery(Schema):
    days = fields.WholeNumber(0, 3650, load_default=7)


class DueRow(OrderRow):
    days_left = fields.WholeNumber(-100_000, allow_none=True, metadata={"description": "Negative: overdue"})
    remaining = fields.Quantity()
    remaining_amount = fields.Money()


class DueTotal(Schema):
    count = fields.WholeNumber()
    remaining_amount = fields.Money()


class DueOrders(Schema):
    rows = fields.List(fields.Nested(DueRow))
    total = fields.Nested(DueTotal)


OrderPage = page_of(OrderRow, TotalAmount)
