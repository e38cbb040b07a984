"""Writing sales results beside the documents that they come from, in the same transaction."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from chassis.access import seeing_everything
from sales.customers.model import Customer
from sales.documents.model import SalesDocument
from sales.orders.model import SalesOrder
from sales.performance.model import SalesResult
from sales.products.model import Product
from sales.products.queries import products_by_id

Counted = tuple[Any, Decimal, Decimal]
"""A document line, its quantity and its amount."""


def count_order(session: Session, order: SalesOrder) -> None:
    """Count a newly confirmed or imported order for its performer on the day it was ordered."""
    _count(session, "ordered", order, order.ordered_on, [(each, each.quantity, each.amount) for each in order.lines])


def count_past_shipment(session: Session, order: SalesOrder, shipped_on: date) -> None:
    """Count an order of the past as shipped in full."""
    _count(session, "shipped", order, shipped_on, [(each, each.quantity, each.amount) for each in order.lines])


def recount_order(session: Session, order: SalesOrder) -> None:
    """Count an amended or cancelled order anew; what is cancelled counts for nothing."""
    # The results belong to the performer, who need not be within the reach of whoever amends the order now.
    with seeing_everything(session):
        session.execute(
            delete(SalesResult).where(SalesResult.document_id == order.id, SalesResult.kind == "ordered"),
            execution_options={"synchronize_session": False},
        )
    lines = [(each, each.quantity - each.cancelled, each.ordered_amount) for each in order.lines]
    _count(session, "ordered", order, order.ordered_on, [line for line in lines if line[1]])


def count_document(session: Session, kind: str, document: SalesDocument, day: date, lines: Sequence[Any]) -> None:
    """Count a shipped delivery or a confirmed return on its day."""
    _count(session, kind, document, day, [(each, each.quantity, each.amount) for each in lines])


def _count(session: Session, kind: str, document: SalesDocument, day: date, lines: Sequence[Counted]) -> None:
    if not lines:
        return
    products = products_by_id(session, [line.product_id for line, _, _ in lines])
    shared = _shared(session, kind, document, day)
    rows = [shared | _own(line, products.get(line.product_id), *counted) for line, *counted in lines]
    session.execute(insert(SalesResult.__table__), rows)  # type: ignore[arg-type]


def _shared(session: Session, kind: str, document: SalesDocument, day: date) -> dict[str, Any]:
    customer = session.get(Customer, document.customer_id)
    return {
        "kind": kind,
        "happened_on": day,
        "month": f"{day:%Y-%m}",
        "document_id": document.id,
        "owner_id": document.performer_id,
        "org_path": document.performer_org_path,
        "performer_name": document.performer_name,
        "customer_id": document.customer_id,
        "customer_code": document.customer_code,
        "customer_name": document.customer_name,
        "area": (customer.area if customer else None) or "",
    }


def _own(line: Any, product: Product | None, quantity: Decimal, amount: Decimal) -> dict[str, Any]:
    return {
        "line_id": line.id,
        "product_id": line.product_id,
        "product_code": line.product_code,
        "product_name": line.product_name,
        "category_code": product.category_code if product else "",
        "category_name": product.category_name if product else "",
        "quantity": quantity,
        "amount": amount,
    }
