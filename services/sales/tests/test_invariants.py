"""The invariants find what is wrong: a check that cannot fail proves nothing."""

import pytest
from sqlalchemy import text

from chassis.testing import ServiceUnderTest
from sales.service import service

from .builders import a_company, a_line, confirmed, requested, shipped
from .conftest import EAST, SELLS

DAMAGE = {
    "UPDATE order_line SET shipped_amount = shipped_amount + 1": "order line",
    "UPDATE order_line SET shipped = shipped - 1": "order line",
    "UPDATE delivery_line SET returned = returned + 1": "returned",
    "UPDATE sales_order SET total = total + 1": "total",
    "UPDATE sales_order SET number = 'SO20261123-0009'": "series SO",
    "UPDATE sales_result SET amount = amount + 1 WHERE kind = 'ordered'": "results",
    "DELETE FROM sales_result WHERE kind = 'returned'": "results",
}


@pytest.fixture
def damaged(tmp_path):
    """Not the common fixture: that one insists on a sound end."""
    running = ServiceUnderTest(service, tmp_path)
    running.hear_of("ming", EAST)
    a_company(running)
    yield running
    running.close()


@pytest.mark.parametrize(("damage", "complaint"), DAMAGE.items())
def test_damage_is_found(damaged, damage, complaint):
    ming = damaged.person("ming", SELLS, org_path=EAST)
    delivery = shipped(damaged, ming, confirmed(ming))
    line = {"delivery_line_id": delivery["lines"][0]["id"], "quantity": "1"}
    ming.post("/returns", {"delivery_id": delivery["id"], "lines": [line], "confirm": True})
    assert damaged.violations() == []
    with damaged.host.database.write() as session:
        session.execute(text(damage))
    assert any(complaint in violation for violation in damaged.violations())


def test_facts_for_the_checks_across_services(sales):
    a_company(sales)
    ming = sales.person("ming", SELLS, org_path=EAST)
    order = confirmed(ming, a_line(unit_price="10"), a_line(unit_price="10", quantity="2"))
    first, second = order["lines"]
    delivery = shipped(sales, ming, order, lines=[{"order_line_id": first["id"], "quantity": "4"}])
    requested(ming, order, lines=[{"order_line_id": second["id"], "quantity": "1"}])
    back = ming.post("/returns", {"delivery_id": delivery["id"], "confirm": True})
    operator = sales.person("operator", {"*": "all"})
    fact = {name: operator.get(f"/system/facts/{name}") for name in service.facts}
    assert fact["shipped_deliveries"] == {delivery["id"]: "40.00"}
    assert fact["confirmed_returns"] == {back["id"]: "40.00"}
    assert fact["shipped_lines"] == {delivery["lines"][0]["id"]: "4.0000"}
    assert {line: each["open"] for line, each in fact["open_order_lines"].items()} == {
        first["id"]: "6.0000",
        second["id"]: "2.0000",
    }
