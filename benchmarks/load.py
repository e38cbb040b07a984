"""The load: a process of its own that types five-line orders over keep-alive connections.

python -m benchmarks.load: reads a JSON job on standard input, prints a JSON result.
"""

import http.client
import json
import random
import subprocess
import sys
import threading
import time
from typing import Any
from uuid import uuid4

LINES = 5


def type_orders(shop: Any, clients: int, seconds: float, rate: float | None = None) -> dict[str, Any]:
    """Run the load beside this process; `rate` is orders per second over all clients, None: as fast as it goes."""
    job = {
        "port": shop.company.port,
        "token": shop.seller,
        "customers": shop.customers,
        "products": shop.products,
        "clients": clients,
        "seconds": seconds,
        "rate": rate,
    }
    command = [sys.executable, "-m", "benchmarks.load"]
    done = subprocess.run(command, input=json.dumps(job), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def main() -> None:
    job = json.load(sys.stdin)
    took: list[float] = []
    refused: list[str] = []
    threads = [threading.Thread(target=_type, args=(job, seed, took, refused)) for seed in range(job["clients"])]
    began = time.time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took.sort()
    result = {"began": began, "ended": time.time(), "orders": len(took), "refused": refused[:3]}
    result |= {"p50_ms": _at(took, 0.5), "p99_ms": _at(took, 0.99)}
    print(json.dumps(result))


def _type(job: dict[str, Any], seed: int, took: list[float], refused: list[str]) -> None:
    rng = random.Random(seed)
    connection = http.client.HTTPConnection("127.0.0.1", job["port"], timeout=30)
    headers = {"Authorization": f"Bearer {job['token']}", "Content-Type": "application/json"}
    pause = job["clients"] / job["rate"] if job["rate"] else 0.0
    until = time.monotonic() + job["seconds"]
    due = time.monotonic()
    while time.monotonic() < until:
        due += pause
        began = time.monotonic()
        headers["Idempotency-Key"] = uuid4().hex
        connection.request("POST", "/api/v1/sales/orders", json.dumps(_order(rng, job)), headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status == 201:
            took.append(time.monotonic() - began)
        else:
            refused.append(f"{answer.status} {body[:300]!r}")
        time.sleep(max(0.0, due - time.monotonic()) if pause else 0.0)


def _order(rng: random.Random, job: dict[str, Any]) -> dict[str, Any]:
    lines = [
        {"product_id": product, "quantity": str(rng.randint(1, 9)), "unit_price": "9.90"}
        for product in rng.sample(job["products"], LINES)
    ]
    return {"customer_id": rng.choice(job["customers"]), "confirm": True, "lines": lines}


def _at(sorted_times: list[float], share: float) -> float:
    return round(1000 * sorted_times[int(share * (len(sorted_times) - 1))], 1) if sorted_times else 0.0


if __name__ == "__main__":
    main()
