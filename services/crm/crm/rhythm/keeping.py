"""Keeping rhythms in step with the orders, one customer at a time (N1): a past order costs a few indexed reads."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from chassis.operations import Context
from crm import events
from crm.customers.model import Customer
from crm.rhythm.figures import LATEST, Figures, Rules, figures_of
from crm.rhythm.model import CustomerOrder, Rhythm


def note_order(ctx: Context, order_id: UUID, customer_id: UUID, ordered_on: date, total: Decimal) -> None:
    """An order exists, or is different now."""
    values = {"customer_id": customer_id, "ordered_on": ordered_on, "total": total}
    order = ctx.session.get(CustomerOrder, order_id)
    if order is None:
        ctx.add(CustomerOrder(order_id=order_id, **values))
    else:
        order.customer_id, order.ordered_on, order.total = customer_id, ordered_on, total
    refresh_rhythm(ctx, customer_id)


def forget_order(ctx: Context, order_id: UUID, customer_id: UUID) -> None:
    """An order was cancelled: it says nothing of the customer's habits."""
    ctx.session.execute(delete(CustomerOrder).where(CustomerOrder.order_id == order_id))
    refresh_rhythm(ctx, customer_id)


def refresh_rhythm(ctx: Context, customer_id: UUID) -> None:
    """Work the figures out anew, and tell when they differ. A customer not known here is left out."""
    ctx.session.flush()
    customer = ctx.session.get(Customer, customer_id)
    if customer is None:
        return
    figures = current_figures(ctx.session, customer_id, rules_for(ctx.host.settings, customer.grade))
    rhythm = ctx.session.get(Rhythm, customer_id)
    if figures is None:
        if rhythm is not None:
            ctx.session.delete(rhythm)
            ctx.record(events.RhythmEnded, customer_id, **_whose(customer))
        return
    if rhythm is None:
        rhythm = ctx.add(Rhythm(customer_id=customer_id))
    if rhythm.take(figures):
        _tell(ctx, customer, figures)


def current_figures(session: Session, customer_id: UUID, rules: Rules) -> Figures | None:
    """What the orders of a customer say now; None without any."""
    days = select(CustomerOrder.ordered_on).where(CustomerOrder.customer_id == customer_id).distinct()
    latest = session.scalars(days.order_by(CustomerOrder.ordered_on.desc()).limit(LATEST + 1)).all()
    if not latest:
        return None
    sums = select(func.count(), func.sum(CustomerOrder.total)).where(CustomerOrder.customer_id == customer_id)
    orders, total = session.execute(sums).one()
    return figures_of(latest, orders, total, rules)


def rules_for(settings: Mapping[str, Any], grade: str | None) -> Rules:
    """The settings that count for a customer of this grade."""
    return Rules(
        default_days=settings.get("crm.interval_days", {}).get(grade, Rules.default_days),
        lost_months=settings.get("crm.lost_months", Rules.lost_months),
        due_soon_days=settings.get("crm.due_soon_days", Rules.due_soon_days),
    )


def _tell(ctx: Context, customer: Customer, figures: Figures) -> None:
    names = ("last_order_on", "interval_days", "expected_on", "lost_on", "average_order")
    told = {name: getattr(figures, name) for name in names}
    ctx.record(events.RhythmChanged, customer.id, **_whose(customer), **told)


def _whose(customer: Customer) -> dict[str, Any]:
    return {
        "customer_id": customer.id,
        "customer_name": customer.name,
        "owner_id": customer.owner_id,
        "org_path": customer.org_path,
    }
