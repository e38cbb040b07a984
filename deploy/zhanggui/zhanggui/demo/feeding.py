"""Feeding the demo company through imports and operations: nothing is written past the services."""

import csv
import io
import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from chassis.clock import FixedClock, SystemClock, local_date
from chassis.runtime.embedded import Embedded
from chassis.runtime.installation import installed_services
from chassis.runtime.layout import Layout
from zhanggui.client import Refused
from zhanggui.demo import people
from zhanggui.demo.company import DemoCompany, company
from zhanggui.demo.doors import Door, InProcess
from zhanggui.demo.living import live_through
from zhanggui.demo.rows import Row

DEMO_PASSWORD = "zhanggui-demo"
BUILDING = ".building"
DEMO_MARK = "demo-company"
"""A file that says that the people of the demo company may sign in here."""


def demo_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of a command that may build the demo company."""
    scale = click.option("--demo-scale", default=1.0, type=click.FloatRange(0.1), help="How big: 1 has 200 customers.")
    demo = click.option("--demo/--no-demo", default=False, help="Create the demo company in an empty data directory.")
    return demo(scale(command))


def tell_accounts(data_dir: Path) -> None:
    """Print who may sign in, if this is the demo company."""
    if not (data_dir / DEMO_MARK).exists():
        return
    click.echo(f"Demo accounts, password {DEMO_PASSWORD} / 演示账号：")
    for row in people.employees():
        click.echo(f"  {row['username']:<12} {row['name']}  {row['title']}")


def build_demo(data_dir: Path, scale: float = 1.0) -> None:
    """Build the demo company in a folder inside the data directory, and move it into place when it is complete.

    The databases are moved last, and they are what makes a folder an installation: a build that was killed half-way
    leaves nothing that the next start would take for one.
    """
    today = local_date(SystemClock().now())
    building = data_dir / BUILDING
    shutil.rmtree(building, ignore_errors=True)
    clock = FixedClock(datetime(today.year - 3, 1, 1, tzinfo=UTC))
    embedded = Embedded(installed_services(), building, clock=clock)
    try:
        feed(InProcess(embedded, clock), company(today, scale))
    finally:
        embedded.stop()
    (building / DEMO_MARK).touch()
    databases = Layout(building).databases
    for part in sorted(building.iterdir(), key=lambda path: path == databases):
        part.rename(data_dir / part.name)
    building.rmdir()


def feed(door: Door, demo: DemoCompany) -> None:
    """People, goods and customers first; then the settled past; then what is still open, day by day."""
    door.on(demo.today - timedelta(days=600))
    _hire(door, demo)
    _stock_up(door, demo)
    _import(door, "crm", "customers", demo.customers)
    door.settle()
    _import(door, "sales", "orders", _order_lines(demo))
    door.settle()
    live_through(door, demo)
    door.settle()


def _hire(door: Door, demo: DemoCompany) -> None:
    units: dict[str, str] = {}
    for unit in demo.units:
        if not unit["parent"]:
            root = next(row for row in door.operator.get("/gateway/units")["items"] if row["path"] == "/hq/")
            door.operator.put(f"/gateway/units/{root['id']}", {"name": unit["name"]})
            units[unit["name"]] = root["id"]
            continue
        body = {"name": unit["name"], "kind": unit["kind"], "parent_id": units[unit["parent"]]}
        units[unit["name"]] = door.operator.post("/gateway/units", body)["id"]
    _import(door, "gateway", "employees", demo.employees)
    for user in door.operator.get("/gateway/users", limit=100)["items"]:
        door.operator.post(f"/gateway/users/{user['id']}/password", {"password": DEMO_PASSWORD, "must_change": False})
    _name_leaders(door, demo, units)
    door.settle()


def _name_leaders(door: Door, demo: DemoCompany, units: dict[str, str]) -> None:
    """Whoever has no superior within the own unit leads it."""
    ids = {user["code"]: user["id"] for user in door.operator.get("/gateway/users", limit=100)["items"]}
    home = {row["code"]: row["unit"] for row in demo.employees}
    leaders: dict[str, str] = {}
    for row in demo.employees:
        if home.get(row["superior"]) != row["unit"]:
            leaders.setdefault(row["unit"], row["code"])
    for unit, code in leaders.items():
        door.operator.put(f"/gateway/units/{units[unit]}", {"leader_id": ids[code]})


def _stock_up(door: Door, demo: DemoCompany) -> None:
    _import(door, "purchasing", "categories", demo.categories)
    _import(door, "purchasing", "suppliers", demo.suppliers)
    for place, warehouse in enumerate(demo.warehouses):
        kept = door.operator.post("/purchasing/warehouses", warehouse)
        if place == 0:
            door.operator.put(f"/purchasing/warehouses/{kept['id']}", {"is_default": True})
    _import(door, "purchasing", "products", demo.products)


def _order_lines(demo: DemoCompany) -> list[Row]:
    heads = {row["number"]: row for row in demo.orders}
    return [{**heads[line["number"]], **line} for line in demo.lines]


def _import(door: Door, service: str, kind: str, rows: Iterable[Row]) -> None:
    """The same import that people use; the demo company must go in without a bad row."""
    rows = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    job = door.operator.upload(f"/{service}/imports/{kind}", text.getvalue().encode(), filename=f"{kind}.csv")
    door.settle()
    ended: dict[str, Any] = door.operator.get(f"/{service}/system/jobs/{job['id']}")
    if ended["state"] != "done" or ended["result"]["bad"]:
        raise Refused(f"{kind}: {ended['error']} {ended['result'].get('first_reasons')}")
