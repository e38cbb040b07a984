"""Ageing, out."""

from chassis.operations import Schema, fields
from finance.ageing.buckets import NAMES

Amounts = Schema.from_dict({name: fields.Money() for name in (*NAMES, "total")}, name="AgeingAmounts")


class AgeingRow(Amounts):  # type: ignore[misc, valid-type]
    """`key` is the id of the customer, salesperson, supplier or document; `name` what a person calls it."""

    key = fields.Id()
    name = fields.Text()
    party_name = fields.Text(metadata={"description": "Whose document it is; of several, one of them"})
    due_on = fields.LocalDate(allow_none=True, metadata={"description": "The oldest due day among what is open"})


class Ageing(Schema):
    as_of = fields.LocalDate()
    rows = fields.List(fields.Nested(AgeingRow))
    total = fields.Nested(Amounts)


class ReceivablesAgeingQuery(Schema):
    as_of = fields.LocalDate(load_default=None)
    by = fields.Choice("customer", "salesperson", "document", load_default="customer")
    customer_id = fields.Id(attribute="party_id", load_default=None)
    owner_id = fields.Id(load_default=None)


class PayablesAgeingQuery(Schema):
    as_of = fields.LocalDate(load_default=None)
    by = fields.Choice("supplier", "document", load_default="supplier")
    supplier_id = fields.Id(attribute="party_id", load_default=None)
