"""Where the time of an order goes: CPU milliseconds per five-line order at each stage, in one process without threads.

python -m benchmarks.cost [ORDERS] [--profile]: with --profile also the functions that take most of it.
"""

import argparse
import cProfile
import pstats
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chassis.access import operator_principal
from chassis.runtime.embedded import Embedded
from chassis.runtime.installation import installed_services
from zhanggui.demo.doors import Caller, InProcessCaller

ROUNDS = 4
"""An order causes events, those cause events, and so on: so many rounds of consumption settle everything."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.cost")
    parser.add_argument("orders", type=int, nargs="?", default=200)
    parser.add_argument("--profile", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        embedded = Embedded(installed_services(), Path(folder) / "data")
        caller: Caller = InProcessCaller(embedded, operator_principal())
        order = _shop(embedded, caller)
        profile = cProfile.Profile() if arguments.profile else None
        if profile:
            profile.enable()
        _stages(embedded, order, arguments.orders)
        if profile:
            profile.disable()
            pstats.Stats(profile).sort_stats("tottime").print_stats(30)
        embedded.stop()


def _stages(embedded: Embedded, order: Callable[[], Any], orders: int) -> None:
    total = _timed("entered and confirmed", orders, lambda: [order() for _ in range(orders)])
    for _ in range(ROUNDS):
        for host in embedded.hosts.values():
            behind = embedded.behind(host)
            if behind:
                title = f"{host.name} takes in {', '.join(behind)}"
                total += _timed(title, orders, lambda host=host: embedded.consume_new(host))  # type: ignore[misc]
    print(f"  {'all together':<44} {total:6.2f} ms of CPU per order: at most {1000 / total:.0f} orders/s on one core")


def _timed(title: str, orders: int, work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    cost = (time.process_time() - began) / orders * 1000
    print(f"  {title:<44} {cost:6.2f} ms of CPU per order", flush=True)
    return cost


def _shop(embedded: Embedded, caller: Caller) -> Callable[[], Any]:
    products = "".join(f"P{number},Product {number},pc,C1,9.90,1000000\n" for number in range(200))
    customers = "".join(f"K{number},Customer {number} {number * 7919},E1\n" for number in range(50))
    for service, kind, rows in (
        ("gateway", "employees", "code,username,name,role\nE1,seller,Seller,sales_director\n"),
        ("purchasing", "categories", "code,name\nC1,Things\n"),
        ("purchasing", "products", f"code,name,unit,category,price,opening_stock\n{products}"),
        ("crm", "customers", f"code,name,owner\n{customers}"),
    ):
        caller.upload(f"/{service}/imports/{kind}", rows.encode(), filename=f"{kind}.csv")
        embedded.settle()
    product_ids = [row["id"] for row in caller.get("/purchasing/products", limit=200)["items"]]
    customer_ids = [row["id"] for row in caller.get("/crm/customers", limit=200)["items"]]
    rng = random.Random(1)

    def order() -> Any:
        lines = [
            {"product_id": product, "quantity": "3", "unit_price": "9.90"} for product in rng.sample(product_ids, 5)
        ]
        body = {"customer_id": rng.choice(customer_ids), "confirm": True, "lines": lines}
        return caller.post("/sales/orders", body)

    for _ in range(20):
        order()
    embedded.settle()
    return order


if __name__ == "__main__":
    main()
