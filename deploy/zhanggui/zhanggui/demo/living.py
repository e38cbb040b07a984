"""The live part of the demo company: everybody does the own work, day by day, through the operations (issue 2 §4)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from chassis.clock import COMPANY_ZONE
from sales.orders.confirming import BACK_DAYS
from zhanggui.demo.company import DemoCompany
from zhanggui.demo.doors import Caller, Door
from zhanggui.demo.rows import Document, Row

METHODS = {"银行转账": "bank", "微信": "wechat", "支付宝": "alipay", "现金": "cash", "承兑汇票": "draft"}
CATEGORIES = {
    "房租": "rent",
    "水电": "utilities",
    "办公支出": "office",
    "员工工资": "wages",
    "提成奖金": "commission",
    "销售费用": "selling",
}
BOOKKEEPER, BUYER, DIRECTOR = "zhou", "li", "shen"
Step = Callable[[], None]


def live_through(door: Door, demo: DemoCompany) -> None:
    """Do every step on its day, the oldest first."""
    life = Life(door, demo)
    for days_ago, _rank, step in sorted(life.steps(), key=lambda each: (-each[0], each[1])):
        door.on(demo.today - timedelta(days=days_ago))
        step()


@dataclass
class Life:
    """Who is who, what is what, and the documents made so far."""

    door: Door
    demo: DemoCompany
    made: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        operator = self.door.operator
        self.names = {row["code"]: row["username"] for row in self.demo.employees}
        self.people = _ids(operator, "/gateway/users")
        self.customers = _ids(operator, "/crm/customers")
        self.products = _ids(operator, "/purchasing/products")
        self.suppliers = _ids(operator, "/purchasing/suppliers")
        self.warehouses = _ids(operator, "/purchasing/warehouses")

    def steps(self) -> list[tuple[int, int, Step]]:
        """(days ago, order within the day, what is done)."""
        demo = self.demo
        plan: list[tuple[list[Any], Callable[[Any], None]]] = [
            (demo.announcements, self.announce),
            (demo.tasks, self.assign),
            (demo.contact_records, self.be_in_touch),
            (demo.purchase_orders, self.buy),
            (demo.goods_receipts, self.receive_goods),
            (demo.quotes, self.quote),
            (demo.live_orders, self.order),
            (demo.deliveries, self.deliver),
            (demo.receipts, self.receive_money),
            (demo.expenses, self.spend),
        ]
        return [(int(row["days_ago"]), rank, partial(do, row)) for rank, (rows, do) in enumerate(plan) for row in rows]

    def seller(self, row: Row | Document) -> Caller:
        return self.door.person(self.names[str(row["employee"])])

    def confirmer(self, row: Document) -> Caller:
        """Where the calendar does not move with the story, an order of long ago needs the director's right."""
        return self.door.person(DIRECTOR) if int(str(row["days_ago"])) > BACK_DAYS else self.seller(row)

    def quote(self, row: Document) -> None:
        valid = self._day(row) + timedelta(days=int(str(row["valid_days"])))
        body = {"customer_id": self.customers[row["customer"]], "valid_until": valid.isoformat(), "issue": True}
        self.made[str(row["ref"])] = self.seller(row).post("/sales/quotes", body | {"lines": self._lines(row)})

    def order(self, row: Document) -> None:
        common = {
            "deliver_on": self._ahead(row["required_in_days"]),
            "warehouse_id": self.warehouses[row["warehouse"]],
        }
        seller = self.seller(row)
        if row["quote"]:
            order = seller.post(f"/sales/quotes/{self.made[str(row['quote'])]['id']}/order", common)
        else:
            body = common | {"customer_id": self.customers[row["customer"]], "lines": self._lines(row)}
            body["ordered_on"] = self._day(row).isoformat()
            order = seller.post("/sales/orders", body)
        if row["state"] == "confirmed":
            order = self.confirmer(row).post(f"/sales/orders/{order['id']}/confirm")
        elif row["state"] == "cancelled":
            order = seller.post(f"/sales/orders/{order['id']}/cancel")
        self.made[str(row["ref"])] = order

    def deliver(self, row: Document) -> None:
        order = self.made[str(row["order"])]
        line_ids = {line["product_code"]: line["id"] for line in order["lines"]}
        lines = [{"order_line_id": line_ids[line["product"]], "quantity": line["quantity"]} for line in row["lines"]]
        body = {"order_ids": [order["id"]], "lines": lines, "request": True}
        self.seller(row).post("/sales/deliveries", body | {"warehouse_id": self.warehouses[row["warehouse"]]})

    def receive_money(self, row: Row) -> None:
        """The one step that needs what others have heard by now: a delivery becomes a receivable by events."""
        self.door.settle()
        body = {
            "customer_id": self.customers[row["customer"]],
            "amount": row["amount"],
            "method": METHODS[row["method"]],
            "allocate": "oldest",
        }
        self.door.person(BOOKKEEPER).post("/finance/receipts", body)

    def buy(self, row: Document) -> None:
        body = {
            "supplier_id": self.suppliers[row["supplier"]],
            "expected_on": self._ahead(row["expected_in_days"]),
            "lines": self._purchase_lines(row),
        }
        buyer = self.door.person(BUYER)
        order = buyer.post("/purchasing/purchase-orders", body)
        self.made[str(row["ref"])] = buyer.post(f"/purchasing/purchase-orders/{order['id']}/confirm")

    def receive_goods(self, row: Document) -> None:
        order = self.made[str(row["order"])]
        line_ids = {line["product_code"]: line["id"] for line in order["lines"]}
        lines = [
            {"purchase_order_line_id": line_ids[line["product"]], "quantity": line["quantity"]} for line in row["lines"]
        ]
        body = {"purchase_order_id": order["id"], "lines": lines, "confirm": True}
        body |= {"warehouse_id": self.warehouses[row["warehouse"]]}
        self.door.person(BUYER).post("/purchasing/goods-receipts", body)

    def be_in_touch(self, row: Row) -> None:
        body: dict[str, Any] = {
            "customer_id": self.customers[row["customer"]],
            "channel": row["channel"],
            "content": row["content"],
            "result": row["result"],
            "contacted_at": self._instant(row),
        }
        if row["next_contact_in_days"]:
            body["next_contact_on"] = self._ahead(row["next_contact_in_days"])
        self.seller(row).post("/crm/contact-records", body)

    def spend(self, row: Row) -> None:
        body = {
            "category": CATEGORIES[row["category"]],
            "item": row["item"],
            "person_id": self.people[row["person"]],
            "amount": row["amount"],
            "method": METHODS[row["method"]],
            "note": row["note"],
        }
        self.door.person(BOOKKEEPER).post("/finance/expenses", body)

    def announce(self, row: Row) -> None:
        body = {"title": row["title"], "content": row["body"]}
        self.door.person(self.names[row["author"]]).post("/office/announcements", body)

    def assign(self, row: Row) -> None:
        body = {
            "title": row["title"],
            "content": row["body"],
            "assignee_id": self.people[row["assignee"]],
            "due_on": self._ahead(row["due_in_days"]),
        }
        self.door.person(self.names[row["author"]]).post("/office/tasks", body)

    def _day(self, row: Row | Document) -> Any:
        return self.demo.today - timedelta(days=int(str(row["days_ago"])))

    def _ahead(self, days: Any) -> str:
        return (self.demo.today + timedelta(days=int(str(days)))).isoformat()

    def _instant(self, row: Row) -> str:
        local = datetime.combine(self._day(row), time(9, 30), ZoneInfo(COMPANY_ZONE))
        return local.astimezone(UTC).isoformat()

    def _lines(self, row: Document) -> list[dict[str, str]]:
        return [
            {
                "product_id": self.products[line["product"]],
                **{name: line[name] for name in ("quantity", "unit_price", "discount")},
            }
            for line in row["lines"]
        ]

    def _purchase_lines(self, row: Document) -> list[dict[str, str]]:
        return [
            {
                "product_id": self.products[line["product"]],
                "quantity": line["quantity"],
                "unit_price": str(Decimal(line["unit_cost"])),
            }
            for line in row["lines"]
        ]


def _ids(caller: Caller, path: str) -> dict[Any, str]:
    """Code to id of everything in a list."""
    found: dict[Any, str] = {}
    after = None
    while True:
        page = caller.get(path, limit=200, **({"after": after} if after else {}))
        found |= {row["code"]: row["id"] for row in page["items"]}
        after = page["next"]
        if after is None:
            return found
