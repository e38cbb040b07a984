"""How each customer buys: an interval of its own, a basket, and when it began and stopped (F15, F16, N1)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from .customers import standing
from .goods import quantity_worth, runs_low
from .rows import Row, cents, chance, workday

HISTORY_DAYS = 548  # 18 months
LIVE_DAYS = 45
SETTLED_DAYS = 7  # Younger orders are still under way, so history has none of them.

# Per cent of an ordinary month: the Spring Festival empties February, spring and the year's end are busy.
SEASON = [90, 55, 120, 110, 105, 100, 90, 90, 105, 100, 115, 120]


@dataclass(frozen=True)
class Habit:
    """One customer's way of buying: days between orders, how many per cent of an ordinary order, what it takes."""

    customer: str
    employee: str
    standing: str
    interval: int
    volume: int
    discount: str
    basket: tuple[Row, ...]


def habits(customers: list[Row], products: list[Row]) -> list[Habit]:
    """The habits of all who ever bought, in the customers' order."""
    indexed = enumerate(customers)
    return [_habit(customer, i, products) for i, customer in indexed if standing(i) != "potential"]


def purchase_days(habit: Habit, today: date) -> list[date]:
    """The workdays on which the customer ordered within the last 18 months, oldest first, today possible."""
    rng = chance(f"days of {habit.customer}")
    begins, quiet = _span(habit)
    day, days = today - timedelta(days=quiet), []
    while day > today - timedelta(days=begins):
        days.append(workday(day))
        day -= timedelta(days=habit.interval * rng.randrange(75, 126) // 100)
    return sorted(days)


def order_lines(habit: Habit, day: date, today: date) -> list[Row]:
    """One to five lines from the basket at the prices of that day; a product never comes twice."""
    rng = chance(f"lines of {habit.customer} {(today - day).days}")
    chosen = rng.sample(habit.basket, rng.choice([1, 2, 2, 3, 3, 3, 4, 5]))
    return [_line(habit, product, day, today, rng.randrange(300, 2800)) for product in chosen]


def price_on(product: Row, day: date, today: date) -> Decimal:
    """Yuan: today's list price, taken back by the product's own yearly drift of −2 to +8 per cent, half-up."""
    drift = chance(f"drift of {product['code']}").randrange(-2, 9)
    return cents(Decimal(product["price"]) * (1 - Decimal(drift) / 100 * (today - day).days / 365))


def order_line(product: Row, quantity: int, price: Decimal, discount: str = "0") -> Row:
    """Price in yuan per unit; the discount is a fraction of one."""
    cells = {"product": product["code"], "quantity": str(quantity)}
    return cells | {"unit_price": str(price), "discount": discount}


def _habit(customer: Row, index: int, products: list[Row]) -> Habit:
    rng = chance(f"habit of {customer['code']}")
    warehouse = rng.choice(["W01", "W01", "W02", "W03"])
    # All others may have live orders, and a delivery leaves one warehouse.
    spread = standing(index) in ("active", "new")
    in_reach = [p for p in products if not runs_low(p) and (spread or p["warehouse"] == warehouse)]
    return Habit(
        customer=customer["code"],
        employee=customer["owner"],
        standing=standing(index),
        interval=rng.randrange(30 if standing(index) == "live" else 20, 61),
        volume=rng.choice([50, 80, 100, 100, 130, 200]),
        discount=rng.choice(["0", "0", "0", "0.02", "0.03", "0.05"]),
        basket=tuple(rng.sample(in_reach, 9)),
    )


def _span(habit: Habit) -> tuple[int, int]:
    """Days before today at which the customer began to buy, and at which it bought last."""
    rng = chance(f"span of {habit.customer}")
    if habit.standing == "lost":
        return HISTORY_DAYS, rng.randrange(375, 450)
    if habit.standing == "overdue":
        return HISTORY_DAYS, max(80, rng.randrange(5 * habit.interval // 2, 5 * habit.interval))
    if habit.standing == "new":
        return rng.randrange(140, 220), rng.randrange(SETTLED_DAYS, SETTLED_DAYS + 14)
    if habit.standing == "live":
        return HISTORY_DAYS, min(rng.randrange(habit.interval), rng.randrange(habit.interval))
    return HISTORY_DAYS, rng.randrange(SETTLED_DAYS, habit.interval * 9 // 10)


def _line(habit: Habit, product: Row, day: date, today: date, yuan: int) -> Row:
    price = price_on(product, day, today)
    wanted = yuan * habit.volume * SEASON[day.month - 1] // 10_000
    quantity = quantity_worth(wanted, price)
    return order_line(product, quantity, price, habit.discount)
