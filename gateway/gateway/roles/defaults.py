"""The roles every company starts with (F91-F94). Sales sees nothing of purchasing, purchasing nothing of sales.

Functions are named <service>.<thing>.<action>; a family ends in `.*`. Selling below the floor price and over the credit
limit, taking a customer whose name is taken, and giving customers to somebody else are for those who lead. Cost and
margin are for the owner, for those who buy and for those who keep the books; how to reach a customer's people is for
those who sell.
"""

from typing import Any

_EVERYBODY = {
    "office.announcement.read": "own",
    "office.task.read": "own",
    "office.task.finish": "own",
    "notification.reminder.read": "own",
    "system.jobs.read": "own",
    "system.export": "own",
    "system.history.read": "own",
    "gateway.unit.read": "all",
}
_SELLING = (
    "crm.customer.read",
    "crm.customer.enter",
    "crm.customer.change",
    "crm.contact.change",
    "crm.record.*",
    "crm.plan.*",
    "crm.rhythm.read",
    "crm.collision.read",
    "sales.customer.read",
    "sales.product.read",
    "sales.price.read",
    "sales.quote.*",
    "sales.order.read",
    "sales.order.enter",
    "sales.order.confirm",
    "sales.order.amend",
    "sales.order.cancel",
    "sales.delivery.*",
    "sales.return.*",
    "sales.performance.read",
    "finance.receivable.read",
    "finance.receipt.read",
    "finance.credit.read",
    "notification.reminder.*",
)
# Nobody but the person (and superiors) sees wages and expenses (F60): an assistant reaches the records of those served.
_OWN_PAY = ("finance.commission.read", "finance.expense.read")
_LEADING = (
    "system.history.read",
    *_SELLING,
    *_OWN_PAY,
    "crm.*",
    "sales.order.below_floor",
    "sales.order.over_credit",
    "sales.order.back_date",
    "office.*",
    "gateway.user.read",
)
_CHASING = ("notification.reminder.read", "notification.purchasing_reminder.read")
_BOOKS = (
    "system.history.read",
    "finance.*",
    "office.announcement.*",
    "office.task.*",
    "crm.customer.read",
    "sales.customer.read",
    "sales.order.read",
    "sales.delivery.read",
    "sales.return.read",
    "gateway.user.read",
    *_CHASING,
)
_CASH = (
    "finance.receivable.read",
    "finance.payable.read",
    "finance.receipt.*",
    "finance.payment.*",
    "finance.expense.*",
    "finance.account.read",
    "finance.cash.read",
    "crm.customer.read",
    *_CHASING,
)
_BUYING = ("purchasing.*", "finance.payable.read", "notification.purchasing_reminder.*")
_STORING = (
    "purchasing.stock.*",
    "purchasing.receipt.*",
    "purchasing.warehouse.read",
    "purchasing.product.read",
    "purchasing.order.read",
    "purchasing.return.read",
)
_AUDITING = (
    "system.history.read",
    "crm.customer.read",
    "crm.record.read",
    "crm.plan.read",
    "crm.rhythm.read",
    "crm.collision.read",
    "system.audit.read",
    "system.audit.open",
    "gateway.user.read",
)
_DIRECTING = (*_LEADING, "sales.*", "gateway.role.read")
# No business data: progress but no results of jobs, lag but no contents of events, who changed what but not how.
_ADMINISTERING = (
    "gateway.user.*",
    "gateway.unit.*",
    "gateway.device.*",
    "gateway.client.*",
    "gateway.role.read",
    "gateway.role.manage",
    "gateway.role.assign",
    "gateway.role.view_as",
    "system.jobs.read",
    "system.events.watch",
    "system.events.manage",
    "system.check",
    "system.audit.read",
    "backup.*",
    "office.announcement.*",
)

_PROFIT = ("cost", "margin")
_EVERY_MARK = ("cost", "margin", "floor_price", "contact_phone")


def _role(code: str, zh: str, en: str, scope: str, functions: tuple[str, ...], *hidden: str) -> dict[str, Any]:
    grants = _EVERYBODY | dict.fromkeys(functions, scope)
    return {"code": code, "name_zh": zh, "name_en": en, "grants": grants, "hidden": list(hidden)}


STANDARD_ROLES = (
    _role("salesperson", "业务员", "Salesperson", "own", (*_SELLING, *_OWN_PAY), *_PROFIT),
    _role("sales_assistant", "销售助理", "Sales assistant", "own", _SELLING, *_PROFIT),
    _role("sales_manager", "销售主管", "Sales manager", "team", _LEADING, *_PROFIT),
    _role("branch_manager", "分公司经理", "Branch manager", "branch", _LEADING, *_PROFIT),
    _role("sales_director", "销售总监", "Sales director", "all", _DIRECTING, *_PROFIT),
    _role("finance_manager", "财务主管", "Finance manager", "all", _BOOKS, "contact_phone"),
    _role("cashier", "出纳", "Cashier", "all", _CASH, *_EVERY_MARK),
    _role("purchaser", "采购员", "Purchaser", "all", _BUYING, "contact_phone"),
    _role("warehouse_keeper", "仓管员", "Warehouse keeper", "all", _STORING, *_EVERY_MARK),
    _role("auditor", "稽核员", "Auditor", "all", _AUDITING, *_EVERY_MARK),
    _role("administrator", "系统管理员", "Administrator", "all", _ADMINISTERING, *_EVERY_MARK),
    _role("owner", "老板", "Owner", "all", ("*",)),
)
