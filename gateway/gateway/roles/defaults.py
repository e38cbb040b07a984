"""The roles every company starts with (F91-F94). Sales sees nothing of purchasing, purchasing nothing of sales.

Functions are named <service>.<thing>.<action>; a family ends in `.*`. Below floor price and over the credit limit
(sales.order.below_floor, sales.order.over_credit) is for those who lead.
"""

from typing import Any

_EVERYBODY = {
    "office.announcement.read": "own",
    "office.task.read": "own",
    "office.task.finish": "own",
    "notification.reminder.read": "own",
    "system.jobs.read": "own",
    "gateway.unit.read": "all",
}
_SELLING = (
    "crm.*",
    "sales.customer.*",
    "sales.product.*",
    "sales.price.read",
    "sales.price_list.read",
    "sales.quote.*",
    "sales.order.read",
    "sales.order.enter",
    "sales.order.confirm",
    "sales.order.amend",
    "sales.order.cancel",
    "sales.delivery.*",
    "sales.return.*",
    "sales.performance.read",
    "sales.target.read",
    "finance.receivable.read",
    "finance.receipt.read",
    "finance.credit.read",
    "finance.commission.read",
    "finance.expense.read",
    "notification.reminder.*",
)
_CHASING = ("notification.reminder.read", "notification.purchasing_reminder.read")
_LEADING = ("sales.*", "office.*", "gateway.user.read")
COST = ["cost"]


def _wide(scope: str, *functions: str) -> dict[str, str]:
    return dict.fromkeys(functions, scope)


def _role(code: str, zh: str, en: str, grants: dict[str, str], hidden: list[str] | None = None) -> dict[str, Any]:
    return {"code": code, "name_zh": zh, "name_en": en, "grants": _EVERYBODY | grants, "hidden": hidden or []}


STANDARD_ROLES = (
    _role("salesperson", "业务员", "Salesperson", _wide("own", *_SELLING), COST),
    _role("sales_assistant", "销售助理", "Sales assistant", _wide("own", *_SELLING), COST),
    _role("sales_manager", "销售主管", "Sales manager", _wide("team", *_SELLING, *_LEADING), COST),
    _role("branch_manager", "分公司经理", "Branch manager", _wide("branch", *_SELLING, *_LEADING), COST),
    _role(
        "sales_director",
        "销售总监",
        "Sales director",
        _wide("all", *_SELLING, *_LEADING, "gateway.role.read"),
        COST,
    ),
    _role(
        "finance_manager",
        "财务主管",
        "Finance manager",
        _wide(
            "all",
            "finance.*",
            "crm.customer.read",
            "sales.order.read",
            "sales.delivery.read",
            "gateway.user.read",
            *_CHASING,
        ),
    ),
    _role(
        "cashier",
        "出纳",
        "Cashier",
        _wide(
            "all",
            "finance.receivable.read",
            "finance.payable.read",
            "finance.receipt.*",
            "finance.payment.*",
            "finance.account.read",
            "finance.expense.*",
            "crm.customer.read",
            *_CHASING,
        ),
    ),
    _role(
        "purchaser",
        "采购员",
        "Purchaser",
        _wide("all", "purchasing.*", "finance.payable.read", "notification.purchasing_reminder.*"),
    ),
    _role(
        "warehouse_keeper",
        "仓管员",
        "Warehouse keeper",
        _wide(
            "all",
            "purchasing.stock.*",
            "purchasing.goods_receipt.*",
            "purchasing.warehouse.read",
            "purchasing.product.read",
            "purchasing.purchase_order.read",
        ),
        COST,
    ),
    _role(
        "auditor",
        "稽核员",
        "Auditor",
        _wide("all", "crm.customer.read", "crm.contact.read", "crm.record.read", "crm.audit.*", "system.audit.read"),
    ),
    _role("administrator", "系统管理员", "Administrator", _wide("all", "gateway.*", "system.*")),
    _role("owner", "老板", "Owner", _wide("all", "*")),
)
