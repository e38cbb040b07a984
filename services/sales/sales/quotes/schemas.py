"""Quotes, in and out."""

from marshmallow.validate import Length

from chassis.operations import Expected, ListQuery, Schema, fields, page_of
from sales.documents.schemas import DocumentRow, LineIn, LineView, TotalAmount
from sales.quotes.model import STATES


class QuoteContent(Schema):
    customer_id = fields.Id(required=True)
    performer_id = fields.Id(load_default=None, allow_none=True, metadata={"description": "The customer's owner"})
    contact = fields.Text(load_default="")
    quoted_on = fields.LocalDate(load_default=None, allow_none=True, metadata={"description": "Today"})
    valid_until = fields.LocalDate(load_default=None, allow_none=True)
    note = fields.Text(500, load_default="")
    lines = fields.List(fields.Nested(LineIn), required=True, validate=Length(max=500))


class EnterQuote(QuoteContent):
    id = fields.Id()
    issue = fields.Boolean(load_default=False, metadata={"description": "Enter and issue in one go"})


class EditQuote(QuoteContent, Expected):
    """The whole draft as it is to be."""


class MoveQuote(Expected):
    """Nothing but the version the person saw."""


class OrderQuote(Expected):
    """The whole quote, or some of its lines."""

    id = fields.Id(metadata={"description": "Of the order to be made"})
    line_ids = fields.List(fields.Id(), load_default=None, allow_none=True, validate=Length(1, 500))
    deliver_on = fields.LocalDate(load_default=None, allow_none=True)
    warehouse_id = fields.Id(load_default=None, allow_none=True)
    payment_terms = fields.Text(load_default="")


class QuoteLineView(LineView):
    order_id = fields.Id(allow_none=True)


class QuoteRow(DocumentRow):
    contact = fields.Text()
    quoted_on = fields.LocalDate()
    valid_until = fields.LocalDate(allow_none=True)


class QuoteView(QuoteRow):
    lines = fields.List(fields.Nested(QuoteLineView))


class QuoteQuery(ListQuery):
    state = fields.Choice(*STATES, load_default=None)
    customer_id = fields.Id(load_default=None)
    number = fields.Text(40, load_default=None, metadata={"description": "Begins with"})
    since = fields.LocalDate(data_key="from", load_default=None)
    until = fields.LocalDate(data_key="to", load_default=None)


class QuotedPriceQuery(Schema):
    product_id = fields.Id(load_default=None)
    customer_id = fields.Id(load_default=None)
    since = fields.LocalDate(data_key="from", load_default=None)
    until = fields.LocalDate(data_key="to", load_default=None)
    limit = fields.WholeNumber(1, 200, load_default=50)


class QuotedPrice(Schema):
    quote_id = fields.Id()
    number = fields.Text()
    quoted_on = fields.LocalDate()
    customer_id = fields.Id()
    customer_name = fields.Text()
    performer_name = fields.Text()
    product_id = fields.Id()
    product_code = fields.Text()
    product_name = fields.Text()
    quantity = fields.Quantity()
    unit_price = fields.UnitPrice()
    discount = fields.Rate()
    order_id = fields.Id(allow_none=True)


class QuotedPrices(Schema):
    rows = fields.List(fields.Nested(QuotedPrice))


QuotePage = page_of(QuoteRow, TotalAmount)
