"""Sample values for the examples: one small trading company, always on the same day.

On 2026-11-23 Ming sold ten bearings for 1,280.00 to a maker of machines in Hangzhou; Li buys, Fang manages, Hua sells.
"""

import zlib
from typing import Any

MOMENT = "2026-11-23T02:15:00+00:00"
BORN = "01a2062f-68a0-7000-8000-"
"""The first half of every identity: UUIDv7 of that moment."""
MING, FANG, LI, HUA = (f"{BORN}00000000000{number}" for number in (1, 2, 3, 4))
PEOPLE = {
    **dict.fromkeys(("owner_id", "performer_id", "user_id", "person_id", "assignee_id"), MING),
    **dict.fromkeys(("superior_id", "leader_id", "assigner_id"), FANG),
    **dict.fromkeys(("previous_owner_id", "successor_id"), HUA),
    "buyer_id": LI,
}
SAME = {"delivered_order_id": "order_id", "source_id": "delivery_id"}
"""Other names of an identity."""
BY_NAME: dict[str, Any] = {
    **PEOPLE,
    "customer_name": "杭州恒润机械有限公司",
    "supplier_name": "宁波永固轴承厂",
    "org_path": "/hq/east/",
    "performer_org_path": "/hq/east/",
    "product_code": "P0012",
    "product_name": "深沟球轴承 6204",
    "category_code": "BRG",
    "category_name": "轴承",
    "model": "6204-2RS",
    "spec": "20×47×14 mm",
    "unit": "个",
    "grade": "A",
    "area": "浙江",
    "industry": "机械制造",
    "address": "杭州市萧山区市心北路 88 号",
    "phone": "0571-88886666",
    "topic": "确认十二月的备货计划",
    "method": "bank_transfer",
    "category": "差旅",
    "item": "高铁票",
    "reason": "settled",
    "kind": "receivable_due",
    "stage": "today",
    "file": "zhanggui-20261123.backup",
    "error": "磁盘空间不足 / No space left on device",
    "bytes": 48_213_504,
    "version": 7,
    "credit_days": 30,
    "payment_days": 45,
    "interval_days": 28,
    "due_on": "2026-12-23",
    "deliver_on": "2026-11-30",
    "expected_on": "2026-12-21",
    "lost_on": "2027-02-23",
    "valid_until": "2026-12-23",
    "next_contact_on": "2026-12-01",
    "overdue_since": "2026-12-23",
    "quantity": "10",
    "wanted": "10",
    "reserved": "10",
    "on_hand": "24",
    "available": "14",
    "safety_stock": "5",
    "unit_price": "128.00",
    "list_price": "128.00",
    "floor_price": "110.00",
    "discount": "0",
    "cost": "820.00",
    "rate": "0.02",
    "credit_limit": "50000.00",
    "allocated": "1000.00",
    "active": True,
    "is_default": True,
}
BY_TYPE: dict[str, Any] = {
    "date": "2026-11-23",
    "date-time": MOMENT,
    "decimal": "1280.00",
    "string": "备注",
    "integer": 1,
    "boolean": True,
}


def identity(name: str) -> str:
    """The same identity for the same name, always."""
    return f"{BORN}{zlib.crc32(SAME.get(name, name).encode()):012x}"


CUSTOMER = {"code": "C0001", "name": "杭州恒润机械有限公司", "type": "终端客户"}
BILL = {"number": "GR20261123-0002", "source_id": identity("receipt_id"), "owner_id": LI, "org_path": "/hq/buying/"}
OF_EVENT: dict[str, dict[str, Any]] = {
    "gateway.user_changed.v1": {"code": "E001", "name": "明"},
    "gateway.org_unit_changed.v1": {"code": "EAST", "name": "华东销售部", "path": "/hq/east/"},
    "crm.customer_registered.v1": CUSTOMER,
    "crm.customer_changed.v1": CUSTOMER,
    "crm.customer_transferred.v1": CUSTOMER,
    "purchasing.product_changed.v1": {"code": "P0012", "name": "深沟球轴承 6204"},
    "purchasing.supplier_changed.v1": {"code": "S0003", "name": "宁波永固轴承厂"},
    "purchasing.warehouse_changed.v1": {"code": "W01", "name": "萧山总仓"},
    "purchasing.stock_short.v1": {"reserved": "4"},
    "purchasing.stock_issue_refused.v1": {"on_hand": "4", "available": "4"},
    "purchasing.stock_adjusted.v1": {"kind": "adjustment", "number": "SA20261123-0001"},
    "purchasing.purchase_order_confirmed.v1": {"number": "PO20261123-0003"},
    "purchasing.goods_received.v1": {"number": "GR20261123-0002", "org_path": "/hq/buying/"},
    "purchasing.goods_sent_back.v1": {"number": "PR20261123-0001", "org_path": "/hq/buying/"},
    "sales.quote_issued.v1": {"number": "QU20261123-0004"},
    "sales.order_confirmed.v1": {"number": "SO20261123-0007"},
    "sales.order_amended.v1": {"number": "SO20261123-0007"},
    "sales.order_cancelled.v1": {"number": "SO20261123-0007"},
    "sales.past_order_imported.v1": {"number": "10248", "ordered_on": "2024-07-04"},
    "sales.delivery_requested.v1": {"number": "DN20261123-0005"},
    "sales.delivery_shipped.v1": {"number": "DN20261123-0005"},
    "sales.goods_returned.v1": {"number": "SR20261123-0001"},
    "finance.receivable_opened.v1": {"number": "DN20261123-0005"},
    "finance.receivable_changed.v1": {"number": "DN20261123-0005", "open_amount": "280.00"},
    "finance.receivable_settled.v1": {"number": "DN20261123-0005", "open_amount": "0.00"},
    "finance.payable_opened.v1": BILL,
    "finance.payable_changed.v1": {**BILL, "open_amount": "280.00"},
    "finance.payable_settled.v1": {**BILL, "open_amount": "0.00"},
    "finance.receipt_posted.v1": {"number": "RC20261123-0006"},
    "finance.payment_posted.v1": {"number": "PM20261123-0002"},
    "finance.expense_posted.v1": {"number": "EX20261123-0008", "amount": "256.50"},
    "finance.commission_earned.v1": {"amount": "25.60"},
    "notification.reminder_raised.v1": {"due_on": "2026-11-23"},
    "office.announcement_published.v1": {"title": "关于国庆假期值班的通知", "org_path": "/hq/"},
    "office.task_assigned.v1": {"title": "整理十一月对账单"},
}
SUBJECTS = {
    **dict.fromkeys(
        (f"crm.{done}.v1" for done in ("contact_recorded", "record_commented", "comment_acknowledged")), "customer_id"
    ),
    "sales.quote_issued.v1": "quote_id",
    **dict.fromkeys((f"sales.order_{done}.v1" for done in ("confirmed", "amended", "cancelled")), "order_id"),
    "sales.past_order_imported.v1": "order_id",
    **dict.fromkeys((f"sales.delivery_{done}.v1" for done in ("requested", "shipped")), "delivery_id"),
    "sales.goods_returned.v1": "return_id",
    **dict.fromkeys((f"finance.receivable_{done}.v1" for done in ("opened", "changed", "settled")), "receivable_id"),
    **dict.fromkeys((f"finance.payable_{done}.v1" for done in ("opened", "changed", "settled")), "payable_id"),
}
"""Which field is the subject, where it is not the first identity."""
