"""Opening payables from a spreadsheet (X7)."""

from typing import Any

from sqlalchemy import select

from chassis.imports import Column, ImportKind
from chassis.operations import Context, fields
from finance.ledger import chart
from finance.open_items.opening import (
    DOCUMENT_COLUMNS,
    OPENING,
    OpeningRow,
    correct_opening,
    find_opening,
    opening_id,
    require_past,
)
from finance.payables.model import Payable
from finance.payables.operations import open_payable
from finance.payables.side import SUPPLIERS, tell_payable
from finance.suppliers.model import Supplier, UnknownSupplier
from finance.suppliers.operations import lock_supplier


class OpeningPayableRow(OpeningRow):
    supplier = fields.Code(required=True)
    due_on = fields.LocalDate(required=True)


def apply_opening_payable(ctx: Context, row: dict[str, Any]) -> str:
    """One document of a supplier; owned by who imports it."""
    supplier = _supplier(ctx, row["supplier"])
    require_past(ctx, row["opened_on"])
    existing = find_opening(ctx, SUPPLIERS, supplier.id, row["number"])
    values = {name: row[name] for name in ("opened_on", "due_on", "amount")}
    if existing is not None:
        return correct_opening(ctx, SUPPLIERS, existing, values, tell_payable)
    owner = ctx.require_person()
    payable = Payable(
        kind=OPENING,
        number=row["number"],
        source_id=opening_id(SUPPLIERS, supplier.id, row["number"]),
        party_id=supplier.id,
        party_name=supplier.name,
        owner_id=owner.id,
        org_path=owner.org_path,
        **values,
    )
    open_payable(ctx, payable, chart.OPENING_BALANCES)
    return "created"


OPENING_PAYABLES = ImportKind(
    name="opening_payables",
    title=("期初应付", "Opening payables"),
    scope="finance.payable.import",
    columns=(
        Column("supplier", ("供应商编码", "供应商编号", "供应商", "SupplierID", "Supplier code"), required=True),
        *DOCUMENT_COLUMNS,
    ),
    schema=OpeningPayableRow,
    apply=apply_opening_payable,
)


def _supplier(ctx: Context, code: str) -> Supplier:
    found = ctx.session.scalar(select(Supplier.id).where(Supplier.code == code))
    if found is None:
        raise UnknownSupplier(field="supplier", supplier=code)
    return lock_supplier(ctx, found)
