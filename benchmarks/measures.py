"""The measures of the first version of `make bench`: each yields titles and figures."""

import time
from collections.abc import Iterator
from datetime import datetime
from statistics import quantiles
from typing import Any

import psutil

from benchmarks.first_visit import first_visit
from benchmarks.load import type_orders
from benchmarks.shop import Shop
from chassis.access import load_signer, operator_principal

Figures = Iterator[tuple[str, str]]


def orders_per_second(shop: Shop, seconds: float) -> Figures:
    """Five-line orders entered, confirmed, reserved and seen as reserved, until the last one is."""
    for clients in (1, 8):
        result = type_orders(shop, clients, seconds)
        if result["refused"]:
            yield "refused", str(result["refused"])
        shop.company.settle(120)
        done = _all_reserved(shop, result["ended"])
        rate = result["orders"] / (done - result["began"])
        entering = result["orders"] / (result["ended"] - result["began"])
        yield (
            f"orders entered, confirmed, seen as reserved; {clients} client(s)",
            f"{rate:.0f}/s (entered alone {entering:.0f}/s, p50 {result['p50_ms']} ms, p99 {result['p99_ms']} ms)",
        )


def commit_to_effect(shop: Shop, seconds: float) -> Figures:
    """From the commit of an order to the record of its reservation in another service, at 20 orders/s."""
    start = _lag(shop, "sales")["head"]
    type_orders(shop, 4, seconds, rate=20)
    shop.company.settle(60)
    confirmed = {event["subject"]: event["time"] for event in _events(shop, "sales", start, "sales.order_confirmed.v1")}
    reserved = _events(shop, "purchasing", 0, "purchasing.stock_reserved.v1")
    delays = [_seconds(confirmed[each["subject"]], each["time"]) for each in reserved if each["subject"] in confirmed]
    cuts = quantiles(delays, n=100)
    yield (
        "commit → effect in another service at 20 orders/s",
        f"p50 {cuts[49] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms",
    )


def gateway_overhead(shop: Shop, seconds: float) -> Figures:
    """A small GET through the gateway, and the same asked of the gateway's own service beside it."""
    client = shop.company.operator
    signer = load_signer(shop.company.folder / "keys", "gateway")
    token = signer.sign(operator_principal(), 300)
    client._token = lambda: token
    times: dict[str, list[float]] = {"/office/tasks?limit=1": [], "/gateway/units?limit=1": []}
    for _ in range(300):
        for path, taken in times.items():
            began = time.perf_counter()
            client.get(path)
            taken.append(time.perf_counter() - began)
    far, near = (sorted(taken)[len(taken) // 2] * 1000 for taken in times.values())
    yield "GET through the gateway, p50", f"{far:.1f} ms (answered by the gateway itself: {near:.1f} ms)"


def catch_up(shop: Shop, seconds: float) -> Figures:
    """A consumer that lost its database reads all logs from the beginning; the time includes the start."""
    company, consumer = shop.company, "notification"
    company.stop()
    company.forget(consumer)
    began = time.perf_counter()
    company.start()
    company.settle(300)
    took, events = time.perf_counter() - began, _taken(shop, consumer)
    yield f"catch-up of {consumer} from nothing, start included", f"{events} events in {took:.1f} s"


def memory(shop: Shop, seconds: float) -> Figures:
    """Resident memory of all processes, and per process where there are several."""
    assert shop.company.process is not None
    root = psutil.Process(shop.company.process.pid)
    processes = [root, *root.children(recursive=True)]
    sizes = [_own_memory(process) for process in processes]
    yield "memory of all processes", f"{sum(sizes) / 2**20:.0f} MiB in {len(sizes)} process(es)"


def restart(shop: Shop, seconds: float) -> Figures:
    """Ctrl-C to the end, and from start to ready with data."""
    stopped = shop.company.stop()
    ready = shop.company.start()
    yield "Ctrl-C to the end", f"{stopped:.1f} s"
    yield "from start to ready, with data", f"{ready:.1f} s"


MEASURES = (first_visit, orders_per_second, commit_to_effect, gateway_overhead, memory, restart, catch_up)


def _all_reserved(shop: Shop, since: float) -> float:
    """When the last of the reservations became visible in sales."""
    client = shop.company.operator
    while True:
        pending = client.get("/sales/orders", state="confirmed", stock_state="pending", limit=1)["items"]
        if not pending:
            newest = _events(shop, "purchasing", max(0, _lag(shop, "purchasing")["head"] - 50), None)
            return max([since, *(datetime.fromisoformat(event["time"]).timestamp() for event in newest)])
        time.sleep(0.05)


def _lag(shop: Shop, service: str) -> dict[str, Any]:
    return shop.company.operator.get(f"/{service}/system/lag")


def _taken(shop: Shop, consumer: str) -> int:
    return sum(_lag(shop, consumer)["cursors"].values())


def _events(shop: Shop, service: str, after: int, event_type: str | None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while batch := shop.company.operator.get(f"/{service}/system/events", after=after, limit=1000)["events"]:
        found += [event for event in batch if event_type in (None, event["type"])]
        after = batch[-1]["sequence"]
    return found


def _seconds(earlier: str, later: str) -> float:
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()


def _own_memory(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().uss
    except psutil.NoSuchProcess:
        return 0
