"""What has happened so far in the living company: who is who, what was sold, and everything that was ever asked for."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid4

from tests.installation import PASSWORD, Installation
from tests.journeys.orders_again import Sale, sales_again
from tests.northwind import BUCHANAN, FULLER, pages

WHOLE = ("11042", "11043", "11044", "11050")
IN_PARTS = ("11054", "11057", "11063", "11065")
SHORT = ("11040", "11041", "11045", "11046", "11048", "11049", "11052", "11053", "11056", "11058", "11060", "11061")
NOT_YET = ("11067", "11069", "11070", "11071", "11072", "11074", "11075", "11076", "11077")
CANCELLED = "11066"
"""What becomes of the thirty, by their old numbers: stock covers the first two groups, most others are bought for."""

BUCHANANS_TEAM = ("5", "6", "7", "9")
LI, ZHOU = "li", "zhou"
"""Li buys, Zhou keeps the books; Northwind's files know nobody who does."""

Document = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A request with its key, and the answer it got."""

    person: str
    method: str
    path: str
    body: Document
    key: str
    status: int
    answer: bytes


class Story:
    """Names are those of the files: customers and products by code, people by number, orders by their old number."""

    def __init__(self, company: Installation):
        self.company, self.operator = company, company.operator
        people = pages(self.operator, "/gateway/users")
        self.ids = {row["code"]: row["id"] for row in people}
        self.usernames = {row["code"]: row["username"] for row in people}
        self.customers = {row["code"]: row for row in pages(self.operator, "/crm/customers")}
        self.products = {row["code"]: row for row in pages(self.operator, "/purchasing/products")}
        self.sales: dict[str, Sale] = {sale.number: sale for sale in sales_again()}
        self.orders: dict[str, str] = {}
        self.deliveries: dict[str, list[str]] = {}
        self.asked: list[Asked] = []

    # Asking

    def post(self, person: str, path: str, body: Document) -> Any:
        """What somebody enters; remembered, so that it can be said again."""
        return self._ask(person, "POST", path, body)

    def put(self, person: str, path: str, body: Document) -> Any:
        return self._ask(person, "PUT", path, body)

    def refused(self, person: str, path: str, body: Document) -> Document:
        """The problem document of what is to be refused."""
        response = self.company.person(person).send("POST", path, json=body, headers={"Idempotency-Key": uuid4().hex})
        assert 400 <= response.status_code < 500, response.text
        problem: Document = response.json()
        return problem

    def may_not(self, person: str, *paths: str) -> None:
        """Somebody has no business with these lists."""
        answers = {path: self.company.person(person).send("GET", path).status_code for path in paths}
        assert answers == dict.fromkeys(paths, 403), person

    def rows(self, person: str, path: str, **query: Any) -> list[Document]:
        """All rows that somebody sees."""
        return pages(self.company.person(person), path, **query)

    def say_again(self, asked: Asked) -> tuple[int, bytes]:
        """The same request with the same key."""
        headers = {"Idempotency-Key": asked.key}
        client = self.company.person(asked.person)
        response = client.send(asked.method, asked.path, json=asked.body, headers=headers)
        return response.status_code, response.content

    def _ask(self, person: str, method: str, path: str, body: Document) -> Any:
        key = uuid4().hex
        client = self.company.person(person)
        response = client.call(method, path, json=body, headers={"Idempotency-Key": key})
        self.asked.append(Asked(person, method, path, body, key, response.status_code, response.content))
        return response.json()

    # People

    def hire(self, username: str, name: str, role: str) -> None:
        self.company.command("user", "add", username, "--name", name, "--role", role, ZHANGGUI_PASSWORD=PASSWORD)

    def owner(self, customer: str) -> str:
        """The number of the salesperson who has the customer now."""
        owner_id = self.customers[customer]["owner_id"]
        return next(code for code, identity in self.ids.items() if identity == owner_id)

    def seller(self, sale: Sale) -> str:
        """Who enters the order: whoever sold it, or the superior when the customer is a colleague's by now."""
        owner = self.owner(sale.customer)
        if owner == sale.employee:
            return self.usernames[owner]
        return BUCHANAN if {owner, sale.employee} <= set(BUCHANANS_TEAM) else FULLER

    def owners(self) -> set[str]:
        """The numbers of those whose customers buy in this story."""
        return {self.owner(sale.customer) for sale in self.sales.values()}

    # Documents

    def order(self, number: str) -> Document:
        """The live order that was made of an old one."""
        found: Document = self.operator.get(f"/sales/orders/{self.orders[number]}")
        return found

    def deliver(self, number: str, lines: list[Document] | None = None) -> Document:
        """The salesperson asks for goods of an order, all that remains unless lines say less."""
        body = {"order_ids": [self.orders[number]], "lines": lines, "request": True}
        delivery: Document = self.post(self.seller(self.sales[number]), "/sales/deliveries", body)
        self.deliveries.setdefault(number, []).append(delivery["id"])
        return delivery

    def delivery(self, number: str, place: int = 0) -> Document:
        found: Document = self.operator.get(f"/sales/deliveries/{self.deliveries[number][place]}")
        return found

    def shipped(self) -> list[Document]:
        """All deliveries that have left, with their lines."""
        rows = pages(self.operator, "/sales/deliveries", state="shipped")
        return [self.operator.get(f"/sales/deliveries/{row['id']}") for row in rows]

    def receivable(self, number: str, place: int = 0) -> Document:
        """What a customer owes for a delivery of an order."""
        delivery_id = self.deliveries[number][place]
        return next(row for row in self.rows(ZHOU, "/finance/receivables") if row["source_id"] == delivery_id)

    def pay(self, number: str, amount: Decimal, settles: dict[str, Decimal] | None = None, **more: Any) -> Document:
        """Zhou enters money from the customer of an order; `settles` names receivables by their ids."""
        allocations = [{"receivable_id": key, "amount": str(part)} for key, part in (settles or {}).items()]
        body = {"customer_id": self.customer_id(number), "amount": str(amount), "method": "bank", **more}
        receipt: Document = self.post(ZHOU, "/finance/receipts", {**body, "allocations": allocations})
        return receipt

    def stock(self) -> dict[str, Decimal]:
        """What is on hand, by product code."""
        return {row["product_code"]: Decimal(row["on_hand"]) for row in self.rows(LI, "/purchasing/stock")}

    def trial_balance(self) -> dict[str, Decimal]:
        """Debit − credit, by account."""
        rows = self.company.person(ZHOU).get("/finance/trial-balance")["rows"]
        return {row["account"]: Decimal(row["balance"]) for row in rows}

    def customer_id(self, number: str) -> str:
        identity: str = self.customers[self.sales[number].customer]["id"]
        return identity


def money(rows: list[Document], name: str) -> Decimal:
    """The sum of an amount over rows."""
    return sum((Decimal(row[name]) for row in rows), Decimal(0))


def missing(line: Document) -> Decimal:
    """What an order line still wants and is not kept for it."""
    return Decimal(line["quantity"]) - Decimal(line["shipped"]) - Decimal(line["reserved"])
