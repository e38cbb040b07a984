"""Returns, in and out."""

from marshmallow.validate import Length

from chassis.operations import Expected, ListQuery, Schema, fields, page_of
from sales.documents.schemas import DocumentRow, TotalAmount
from sales.returns.model import STATES


class ReturnLineIn(Schema):
    delivery_line_id = fields.Id(required=True)
    quantity = fields.Quantity(required=True, positive=True)


class EnterReturn(Schema):
    """All that can come back when lines are left out."""

    id = fields.Id()
    delivery_id = fields.Id(required=True)
    lines = fields.List(fields.Nested(ReturnLineIn), load_default=None, allow_none=True, validate=Length(1, 500))
    warehouse_id = fields.Id(load_default=None, allow_none=True, metadata={"description": "The delivery's"})
    note = fields.Text(500, load_default="")
    confirm = fields.Boolean(load_default=False, metadata={"description": "Enter and confirm in one go"})


class MoveReturn(Expected):
    """Nothing but the version the person saw."""


class ReturnLineView(Schema):
    id = fields.Id()
    position = fields.WholeNumber()
    delivery_line_id = fields.Id()
    product_id = fields.Id()
    product_code = fields.Text()
    product_name = fields.Text()
    quantity = fields.Quantity()
    amount = fields.Money()


class ReturnRow(DocumentRow):
    delivery_id = fields.Id()
    warehouse_id = fields.Id()
    returned_on = fields.LocalDate(allow_none=True)


class ReturnView(ReturnRow):
    lines = fields.List(fields.Nested(ReturnLineView))


class ReturnQuery(ListQuery):
    state = fields.Choice(*STATES, load_default=None)
    customer_id = fields.Id(load_default=None)
    delivery_id = fields.Id(load_default=None)


ReturnPage = page_of(ReturnRow, TotalAmount)
