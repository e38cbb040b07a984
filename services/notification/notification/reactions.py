"""What notification does when the other services publish. Which event keeps which reminder: see README.md."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis.inbox import reaction
from chassis.operations import Context
from notification import seen
from notification.buyers.operations import remember_buyer
from notification.customers.operations import present_owner, remember_customer
from notification.reminders import sales_side, stock_side
from notification.reminders.following import Owner, Source, clear, find_reminder, follow
from notification.reminders.placing import move_person


@reaction("crm.customer_registered.v1", seen.CustomerSeen)
@reaction("crm.customer_changed.v1", seen.CustomerSeen)
@reaction("crm.customer_transferred.v1", seen.CustomerSeen)
def keep_customer(ctx: Context, **customer: Any) -> None:
    remember_customer(ctx, **customer)


@reaction("crm.followup_planned.v1", seen.PlanSeen)
def keep_plan(ctx: Context, due_on: date | None, topic: str, **customer: Any) -> None:
    """A plan without a day is no plan."""
    sales_side.plan_contact(ctx, due_on, "unplanned", topic, **customer)


@reaction("crm.contact_recorded.v1", seen.ContactSeen)
def keep_contact(ctx: Context, next_contact_on: date | None, **customer: Any) -> None:
    """A contact record clears what was due, and may plan the next contact (F8, F71)."""
    sales_side.plan_contact(ctx, next_contact_on, "contacted", None, **customer)


@reaction("crm.record_commented.v1", seen.CommentSeen)
def keep_comment(
    ctx: Context, comment_id: UUID, performer_id: UUID, performer_org_path: str, customer_id: UUID, customer_name: str,
    author_name: str, text: str,
) -> None:  # fmt: skip
    """Whose record a superior has commented on is to take note, from today (F12)."""
    details = {"author": author_name, "topic": text}
    owner = Owner(performer_id, performer_org_path)
    follow(ctx, Source("comment", comment_id, owner, ctx.today(), customer_id, customer_name, details=details))


@reaction("crm.comment_acknowledged.v1", seen.AcknowledgedSeen)
def drop_comment(ctx: Context, comment_id: UUID) -> None:
    clear(ctx, find_reminder(ctx, "comment", comment_id), "acknowledged")


@reaction("crm.rhythm_changed.v1", seen.RhythmSeen)
def keep_rhythm(ctx: Context, **rhythm: Any) -> None:
    sales_side.expect_order(ctx, **rhythm)


@reaction("crm.rhythm_ended.v1", seen.RhythmEndedSeen)
def drop_rhythm(ctx: Context, customer_id: UUID) -> None:
    sales_side.expect_nothing(ctx, customer_id)


@reaction("sales.order_confirmed.v1", seen.OrderSeen)
@reaction("sales.order_amended.v1", seen.OrderSeen)
def keep_order(ctx: Context, **order: Any) -> None:
    sales_side.order_as_it_is(ctx, **order)


@reaction("sales.order_cancelled.v1", seen.CancelledSeen)
def drop_order(ctx: Context, order_id: UUID, **_: Any) -> None:
    sales_side.cancel_order(ctx, order_id)


@reaction("sales.delivery_shipped.v1", seen.DeliverySeen)
def keep_delivery(ctx: Context, **delivery: Any) -> None:
    sales_side.deliver(ctx, **delivery)


@reaction("finance.receivable_opened.v1", seen.ReceivableSeen)
@reaction("finance.receivable_changed.v1", seen.ReceivableSeen)
@reaction("finance.receivable_settled.v1", seen.ReceivableSeen)
def keep_receivable(
    ctx: Context, receivable_id: UUID, customer_id: UUID, customer_name: str, owner_id: UUID, org_path: str, **item: Any
) -> None:
    owner = present_owner(ctx, customer_id, Owner(owner_id, org_path))
    _keep_open_item(ctx, "receivable_due", receivable_id, owner, customer_id, customer_name, **item)


@reaction("finance.payable_opened.v1", seen.PayableSeen)
@reaction("finance.payable_changed.v1", seen.PayableSeen)
@reaction("finance.payable_settled.v1", seen.PayableSeen)
def keep_payable(
    ctx: Context, payable_id: UUID, supplier_id: UUID, supplier_name: str, owner_id: UUID, org_path: str, **item: Any
) -> None:
    owner = Owner(owner_id, org_path)
    _keep_open_item(ctx, "payable_due", payable_id, owner, supplier_id, supplier_name, **item)


@reaction("purchasing.stock_level_changed.v1", seen.LevelsSeen)
def keep_levels(ctx: Context, levels: list[dict[str, Any]]) -> None:
    stock_side.watch_levels(ctx, levels)


@reaction("purchasing.purchase_order_confirmed.v1", seen.PurchaseSeen)
def keep_buyer(ctx: Context, buyer_id: UUID, lines: list[dict[str, Any]]) -> None:
    remember_buyer(ctx, buyer_id, [line["product_id"] for line in lines])


@reaction("office.task_assigned.v1", seen.TaskSeen)
def keep_task(ctx: Context, task_id: UUID, title: str, assignee_id: UUID, org_path: str, due_on: date | None) -> None:
    """A task without a day is in the office's list only."""
    if due_on is None:
        clear(ctx, find_reminder(ctx, "task_due", task_id), "undated")
        return
    owner = Owner(assignee_id, org_path)
    follow(ctx, Source("task_due", task_id, owner, due_on, details={"topic": title}))


@reaction("office.task_closed.v1", seen.TaskClosedSeen)
def drop_task(ctx: Context, task_id: UUID, state: str) -> None:
    clear(ctx, find_reminder(ctx, "task_due", task_id), state)


@reaction("gateway.user_changed.v1", seen.PersonSeen)
def keep_place(ctx: Context, user_id: UUID, org_path: str) -> None:
    move_person(ctx, user_id, org_path)


def _keep_open_item(
    ctx: Context, kind: str, item_id: UUID, owner: Owner, party_id: UUID, party_name: str, **item: Any
) -> None:
    """Open while something is owed, cleared when nothing is."""
    if item["open_amount"] <= 0:
        clear(ctx, find_reminder(ctx, kind, item_id), "settled")
        return
    details = {"number": item["number"]}
    follow(ctx, Source(kind, item_id, owner, item["due_on"], party_id, party_name, item["open_amount"], 0, details))
