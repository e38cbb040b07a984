"""The demo company, the smallest there is, and what must be found in an installation that was started with it."""

from decimal import Decimal

from chassis.clock import SystemClock, local_date
from tests.installation import Installation
from tests.northwind import pages
from zhanggui.client import person_client
from zhanggui.demo import DemoCompany, company
from zhanggui.demo.feeding import DEMO_PASSWORD

SCALE = 0.1
OPTIONS = ("--demo", "--demo-scale", str(SCALE))


def small_demo() -> DemoCompany:
    """What is to be built today."""
    return company(local_date(SystemClock().now()), SCALE)


def assert_lives(installation: Installation, demo: DemoCompany, told: str) -> None:
    """People may sign in as was told, all documents are there, and everything follows from them that should."""
    operator = installation.operator
    for row in demo.employees:
        assert f"  {row['username']:<12} {row['name']}" in told
    ming = person_client(installation.address, "ming", DEMO_PASSWORD)
    mine = [row["code"] for row in demo.customers if row["owner"] == "E004"]
    assert mine and sorted(row["code"] for row in pages(ming, "/crm/customers")) == sorted(mine)

    for path, rows in (
        ("/purchasing/products", demo.products),
        ("/sales/orders", [*demo.orders, *demo.live_orders]),
        ("/sales/quotes", demo.quotes),
        ("/purchasing/goods-receipts", demo.goods_receipts),
        ("/crm/contact-records", demo.contact_records),
        ("/finance/receipts", demo.receipts),
        ("/finance/expenses", demo.expenses),
        ("/office/tasks", demo.tasks),
    ):
        assert len(pages(operator, path)) == len(rows), path
    shipped = pages(operator, "/sales/deliveries", state="shipped")
    owed = pages(operator, "/finance/receivables")
    assert len(shipped) == len(owed) == len(demo.deliveries)
    assert sum(Decimal(row["allocated"]) for row in owed) > 0
    assert installation.violations() == []
