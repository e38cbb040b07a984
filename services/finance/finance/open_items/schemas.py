"""What both sides read and write alike."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from marshmallow import ValidationError, validate, validates_schema

from chassis.operations import Expected, ListQuery, Schema, fields
from finance.open_items.model import METHODS, STATES

PERIODS = ("today", "tomorrow", "this_week", "overdue")
MOST_ALLOCATIONS = 200


def allocations_field(item_id: str) -> fields.List:
    """[{<item_id>: ..., amount: ...}], each item once."""
    row = Schema.from_dict(
        {item_id: fields.Id(required=True, attribute="item_id"), "amount": fields.Money(required=True, positive=True)},
        name=f"Allocate_{item_id}",
    )
    return fields.List(
        fields.Nested(row), load_default=list, validate=[validate.Length(max=MOST_ALLOCATIONS), _each_item_once]
    )


def _each_item_once(rows: Sequence[Mapping[str, Any]]) -> None:
    if len({row["item_id"] for row in rows}) < len(rows):
        raise ValidationError("Each document may be named once only.")


def chosen(rows: Sequence[Mapping[str, Any]]) -> dict[UUID, Any]:
    """{item id: amount} of the rows of a request."""
    return {row["item_id"]: row["amount"] for row in rows}


class Allocating(Schema):
    """Either chosen documents with amounts, or `"allocate": "oldest"`."""

    allocate = fields.Choice("oldest", load_default=None, allow_none=True)

    @validates_schema
    def one_way(self, values: dict[str, Any], **_: Any) -> None:
        if values.get("allocate") and values.get("allocations"):
            raise ValidationError("Choose documents or the oldest, not both.", "allocate")


class PostMoney(Allocating):
    id = fields.Id()
    amount = fields.Money(required=True, positive=True)
    method = fields.Choice(*METHODS, required=True)
    account = fields.Text(20, load_default=None, allow_none=True)
    note = fields.Text(500, load_default="")


class Void(Expected):
    reason = fields.Text(500, required=True)


class OpenItemView(Schema):
    id = fields.Id()
    kind = fields.Text()
    number = fields.Text()
    source_id = fields.Id()
    owner_id = fields.Id()
    owner_name = fields.Text()
    opened_on = fields.LocalDate()
    due_on = fields.LocalDate()
    amount = fields.Money()
    credited = fields.Money()
    allocated = fields.Money()
    open_amount = fields.Money()
    version = fields.WholeNumber()


class Movement(Schema):
    """One thing that changed what is open: negative amounts settle or credit, positive ones reopen."""

    day = fields.LocalDate()
    kind = fields.Text()
    number = fields.Text()
    document_id = fields.Id()
    amount = fields.Money()


class MoneyView(Schema):
    id = fields.Id()
    number = fields.Text()
    owner_id = fields.Id()
    amount = fields.Money()
    allocated = fields.Money()
    unallocated = fields.Money()
    method = fields.Text()
    account = fields.Text()
    note = fields.Text(500)
    state = fields.Text()
    entered_by_id = fields.Id()
    entered_by_name = fields.Text()
    posted_at = fields.Instant()
    voided_on = fields.LocalDate(allow_none=True)
    void_reason = fields.Text(500)
    version = fields.WholeNumber()


class AllocationRow(Schema):
    """Money of a document on an item; negative: taken back."""

    number = fields.Text()
    amount = fields.Money()
    allocated_on = fields.LocalDate()


FIND = "Part of the number or of the name"


class OpenItemQuery(ListQuery):
    q = fields.Text(100, load_default=None, metadata={"description": FIND})
    owner_id = fields.Id(load_default=None)
    open = fields.Boolean(load_default=None)
    overdue = fields.Boolean(load_default=False)
    due_from = fields.LocalDate(load_default=None)
    due_to = fields.LocalDate(load_default=None)
    number = fields.Text(60, load_default=None)


class DueQuery(ListQuery):
    """Totals come unasked: the lists are read with them (F50)."""

    period = fields.Choice(*PERIODS, required=True)
    total = fields.Boolean(load_default=True)


class OpenItemTotals(Schema):
    amount = fields.Money(allow_none=True)
    open_amount = fields.Money(allow_none=True)


class MoneyQuery(ListQuery):
    q = fields.Text(100, load_default=None, metadata={"description": FIND})
    state = fields.Choice(*STATES, load_default=None)
    method = fields.Choice(*METHODS, load_default=None)
    with_advance = fields.Boolean(load_default=False)


class MoneyTotals(Schema):
    amount = fields.Money(allow_none=True)
    unallocated = fields.Money(allow_none=True)
