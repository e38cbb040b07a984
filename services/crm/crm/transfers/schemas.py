"""Transfers, in and out."""

from marshmallow import validate

from chassis.operations import Expected, ListQuery, Schema, fields, page_of

MOST_AT_ONCE = 500


class TransferCustomer(Expected):
    owner_id = fields.Id(required=True)
    reason = fields.Text(500, required=True)


class TransferCustomers(Schema):
    """All of them, or none when one cannot be transferred."""

    customer_ids = fields.List(fields.Id(), required=True, validate=validate.Length(min=1, max=MOST_AT_ONCE))
    owner_id = fields.Id(required=True)
    reason = fields.Text(500, required=True)


class TransferView(Schema):
    id = fields.Id()
    customer_id = fields.Id()
    customer_name = fields.Text()
    previous_owner_id = fields.Id()
    owner_id = fields.Id()
    reason = fields.Text(500)
    transferred_at = fields.Instant()
    transferred_by = fields.Id()


class Transfers(Schema):
    items = fields.List(fields.Nested(TransferView))


class TransferQuery(ListQuery):
    customer_id = fields.Id(load_default=None)
    owner_id = fields.Id(load_default=None)
    previous_owner_id = fields.Id(load_default=None)


TransferPage = page_of(TransferView)
