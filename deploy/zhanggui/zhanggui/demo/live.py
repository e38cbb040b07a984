"""What is still of concern today, as a plan to carry out through the operations: orders, deliveries and receipts.

All `days_ago` count back from today. Nothing here is refused when it is carried out: no order exceeds its customer's
credit, no delivery the stock, no receipt what was shipped. The one order that goods are meant to be short for has
`short` in `expect`.
"""

from datetime import date
from decimal import Decimal

from .goods import runs_low
from .history import live_days
from .rhythm import LIVE_DAYS, Habit, order_line, order_lines
from .rows import Document, Row, cents, chance, total, workday

METHODS = ["银行转账", "银行转账", "微信", "承兑汇票", "现金"]


def live_orders(habits: list[Habit], products: list[Row], today: date) -> list[Document]:
    """Oldest first. `state`: draft, confirmed, cancelled; `required_in_days` counts from today, negative is past."""
    shelf = {product["code"]: int(product["opening_stock"]) for product in products}
    days = live_days(habits, today)
    wanted = sorted(((day, h) for h in habits for day in days.get(h.customer, [])), key=lambda w: (w[0], w[1].customer))
    orders = [
        _order(n, habit, (today - day).days, _from_shelf(order_lines(habit, day, today), shelf))
        for n, (day, habit) in enumerate(wanted, 1)
    ]
    return [*orders, short_order(habits, products, today, len(orders) + 1)]


def short_order(habits: list[Habit], products: list[Row], today: date, n: int) -> Document:
    """The last workday's order for five pieces more than there are, so that stock_short is seen and Li has to buy."""
    habit = next(habit for habit in habits if habit.standing == "live")
    scarce = [product for product in products if runs_low(product)][-1]
    line = order_line(scarce, int(scarce["opening_stock"]) + 5, Decimal(scarce["price"]))
    return _order(n, habit, (today - workday(today)).days, [line]) | {
        "state": "confirmed",
        "warehouse": scarce["warehouse"],
        "expect": "short",
    }


def deliveries(orders: list[Document]) -> list[Document]:
    """Full or partial, at most one per order; old orders are all delivered, the newest not yet."""
    planned = [_delivery(n, order) for n, order in enumerate(orders) if order["state"] == "confirmed"]
    return [delivery for delivery in planned if delivery]


def receipts(delivered: list[Document]) -> list[Row]:
    """Money in for deliveries: `full` or `partial` of what was shipped, in yuan. Those left out are still owed."""
    paid = [_receipt(n, delivery) for n, delivery in enumerate(delivered)]
    return [receipt for receipt in paid if receipt]


def _order(n: int, habit: Habit, days_ago: int, lines: list[Row]) -> Document:
    rng = chance(f"live order {n}")
    state = "draft" if days_ago <= 3 and n % 2 else "cancelled" if n % 19 == 18 else "confirmed"
    return {
        "ref": f"SO{n:03d}",
        "quote": "",
        "customer": habit.customer,
        "employee": habit.employee,
        "warehouse": habit.basket[0]["warehouse"],
        "days_ago": str(days_ago),
        "required_in_days": str(rng.randrange(4, 11) - days_ago),
        "state": state,
        "expect": "",
        "lines": lines,
    }


def _from_shelf(lines: list[Row], shelf: dict[str, int]) -> list[Row]:
    """The lines as far as the shelf still has the goods; what is taken is taken."""
    taken = []
    for line in lines:
        quantity = min(int(line["quantity"]), shelf[line["product"]])
        shelf[line["product"]] -= quantity
        if quantity:
            taken.append(line | {"quantity": str(quantity)})
    return taken


def _delivery(n: int, order: Document) -> Document | None:
    age, rng = int(order["days_ago"]), chance(f"delivery {order['ref']}")
    if age <= 4 or (age <= 14 and n % 3 == 0):
        return None
    partial = age <= LIVE_DAYS and (n % 6 == 1 or (age <= 14 and n % 3 == 1))
    lines = _halves(order["lines"]) if partial else order["lines"]
    extent = "full" if lines == order["lines"] else "partial"
    shipped = age - rng.randrange(1, 5)
    copied = {key: order[key] for key in ("customer", "employee", "warehouse")}
    return copied | {"order": order["ref"], "days_ago": str(shipped), "extent": extent, "lines": lines}


def _halves(lines: list[Row]) -> list[Row]:
    """Half of each line, rounded up to whole units."""
    return [line | {"quantity": str((int(line["quantity"]) + 1) // 2)} for line in lines]


def _receipt(n: int, delivery: Document) -> Row | None:
    age, rng = int(delivery["days_ago"]), chance(f"receipt {delivery['order']}")
    share = rng.choice([30, 50]) if n % 4 == 2 else 100
    if age < 10 or n % 4 == 1 or (age > LIVE_DAYS and share == 100):
        return None
    return {
        "order": delivery["order"],
        "customer": delivery["customer"],
        "days_ago": str(max(0, age - rng.randrange(5, 31))),
        "extent": "full" if share == 100 else "partial",
        "amount": str(cents(total(delivery["lines"]) * share / 100)),
        "method": rng.choice(METHODS),
    }
