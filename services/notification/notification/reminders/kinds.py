"""The kinds of reminders: which side of the house each belongs to, and what it may say."""

from dataclasses import dataclass

SALES, PURCHASING, PERSONAL = SIDES = ("sales", "purchasing", "personal")
"""Sales and purchasing never see each other's reminders (F95); a personal one is for its owner alone."""


@dataclass(frozen=True)
class Kind:
    """`title` is (Chinese, English) with the reminder's details in braces.

    `dismissible`: the system only inferred it, so a person may say no. What rests on a promise, a task or money is
    cleared by the deed and by nothing else. `aged`: overdue days fall into ageing buckets. `shows` is the function that
    lets a person see what is reminded of: whoever lacks it is not told of it by a reminder either (F95).
    """

    name: str
    side: str
    source: str
    title: tuple[str, str]
    shows: str
    dismissible: bool = False
    aged: bool = False


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "contact_due",
            SALES,
            "customer",
            ("联系客户 {party}：{topic}", "Contact {party}: {topic}"),
            "crm.customer.read",
        ),
        Kind(
            "not_ordered",
            SALES,
            "customer",
            ("{party} 上次下单 {last_order_on}，应再下单", "{party} last ordered on {last_order_on}, an order is due"),
            "crm.customer.read",
            dismissible=True,
        ),
        Kind(
            "lost_customer",
            SALES,
            "customer",
            ("{party} 自 {last_order_on} 起未下单，视为流失", "{party} has not ordered since {last_order_on}: lost"),
            "crm.customer.read",
            dismissible=True,
        ),
        Kind(
            "delivery_due",
            SALES,
            "order",
            ("{party} 订单 {number} 应交货", "Deliver order {number} to {party}"),
            "sales.order.read",
        ),
        Kind(
            "receivable_due",
            SALES,
            "receivable",
            ("{party} 应收款 {number} 到期", "{party} is to pay {number}"),
            "finance.receivable.read",
            aged=True,
        ),
        Kind(
            "payable_due",
            PURCHASING,
            "payable",
            ("应付 {party} {number}", "Pay {party} for {number}"),
            "finance.payable.read",
            aged=True,
        ),
        Kind(
            "low_stock",
            PURCHASING,
            "stock_level",
            (
                "{code} {party} 可用 {available}，低于安全库存 {safety_stock}",
                "{code} {party}: {available} available, safety stock {safety_stock}",
            ),
            "purchasing.stock.read",
            dismissible=True,
        ),
        Kind(
            "comment",
            PERSONAL,
            "contact_record",
            ("{author} 批示 {party} 的联系记录：{topic}", "{author} on your contact with {party}: {topic}"),
            "crm.record.read",
        ),
        Kind("task_due", PERSONAL, "task", ("任务：{topic}", "Task: {topic}"), "office.task.read"),
    )
}
