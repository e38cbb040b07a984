"""Reminders about goods that run low (F46)."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.model import derived_id
from chassis.operations import Context
from notification.buyers.operations import buyer_of
from notification.reminders.following import Source, clear, follow
from notification.reminders.model import Reminder


def watch_levels(ctx: Context, levels: list[dict[str, Any]]) -> None:
    """Remind where less than the safety stock is available (on hand − reserved); clear where there is enough."""
    by_id = {level_id(level["product_id"], level["warehouse_id"]): level for level in levels}
    wanted = (Reminder.kind == "low_stock", Reminder.source_id.in_(by_id))
    known = {reminder.source_id: reminder for reminder in ctx.session.scalars(select(Reminder).where(*wanted))}
    for source_id, level in by_id.items():
        _watch(ctx, source_id, level, known.get(source_id))


def level_id(product_id: UUID, warehouse_id: UUID) -> UUID:
    """The identity of a product's level in a warehouse."""
    return derived_id("stock_level", product_id, warehouse_id)


def _watch(ctx: Context, source_id: UUID, level: dict[str, Any], known: Reminder | None) -> None:
    if known is not None and level["version"] <= known.source_version:
        return  # An older level came late: the newer one was seen already.
    available = level["on_hand"] - level["reserved"]
    if available < level["safety_stock"]:
        follow(ctx, _shortage(ctx, source_id, level, known), known)
    elif known is not None:
        known.source_version = level["version"]
        clear(ctx, known, "enough")


def _shortage(ctx: Context, source_id: UUID, level: dict[str, Any], known: Reminder | None) -> Source:
    """Due since the day it fell short."""
    still_short = known is not None and known.state != "cleared"
    details = {
        "code": level["product_code"],
        "available": f"{(level['on_hand'] - level['reserved']).normalize():f}",
        "safety_stock": f"{level['safety_stock'].normalize():f}",
    }
    return Source(
        "low_stock",
        source_id,
        buyer_of(ctx, level["product_id"]),
        known.due_on if known is not None and still_short else ctx.today(),
        level["product_id"],
        level["product_name"],
        None,
        level["version"],
        details,
    )
