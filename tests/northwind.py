"""Northwind, a real trading company's books, taken in through the command line (shared/data/northwind)."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.installation import Installation

DATA = Path(__file__).parents[2] / "shared" / "data" / "northwind"
FULLER, BUCHANAN = "andrew.fuller", "steven.buchanan"
PEACOCK, LEVERLING = "margaret.peacock", "janet.leverling"
FULLERS_NUMBER = "2"


def read(name: str) -> list[dict[str, str]]:
    """The rows of one of the files."""
    with (DATA / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def take_in(company: Installation) -> None:
    """Import everything, as somebody at the server would."""
    company.command("import", "employees", str(DATA / "employees.csv"))
    company.settle()
    company.command("import", "categories", str(DATA / "categories.csv"))
    company.command("import", "suppliers", str(DATA / "suppliers.csv"))
    company.command("import", "products", str(DATA / "products.csv"))
    company.command("import", "customers", str(DATA / "customers.csv"), "--set", f"owner={FULLERS_NUMBER}")
    company.settle()
    lines = str(DATA / "order_details.csv")
    company.command("import", "orders", str(DATA / "orders.csv"), "--lines", lines)
    company.settle()


def hand_over(company: Installation) -> None:
    """Give each customer to whoever sold to it last; the file knows no owners."""
    operator = company.operator
    people = {row["code"]: row["id"] for row in pages(operator, "/gateway/users")}
    customers = {row["code"]: row["id"] for row in pages(operator, "/crm/customers")}
    last: dict[str, str] = {}
    for order in sorted(read("orders"), key=lambda row: row["OrderDate"]):
        last[order["CustomerID"]] = order["EmployeeID"]
    for code, employee in last.items():
        if employee != FULLERS_NUMBER:
            body = {"owner_id": people[employee], "reason": "按最近成交的业务员分配"}
            operator.post(f"/crm/customers/{customers[code]}/transfer", body)
    company.settle()


def pages(client: Any, path: str, **query: Any) -> list[dict[str, Any]]:
    """All rows of a list, page by page."""
    rows: list[dict[str, Any]] = []
    after = None
    while True:
        page = client.get(path, limit=200, **query, **({"after": after} if after else {}))
        rows += page["items"]
        after = page["next"]
        if after is None:
            return rows


def figures() -> Counter[str]:
    """How often each customer ordered: what the list of orders must agree with."""
    return Counter(order["CustomerID"] for order in read("orders"))


def amount(text: str) -> Decimal:
    """A figure of the README: 1,265,793.29."""
    return Decimal(text.replace(",", ""))
