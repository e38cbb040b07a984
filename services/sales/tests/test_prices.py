"""Prices: the list, the grades, and the memory of what this customer paid last."""

import pytest

from .builders import CAP, MAIN, SHOE, SHOP, a_company, a_customer, a_line, a_product, confirmed


@pytest.fixture(autouse=True)
def company(sales):
    a_company(sales)


def hint(seller, product=CAP):
    return seller.get("/price-hints", customer_id=SHOP, product_id=product)


def test_the_grade_comes_before_the_list_and_the_last_deal_before_both(sales, ming, qian):
    assert (hint(ming)["suggested_price"], hint(ming)["source"]) == ("10.00", "list")
    qian.put(f"/prices/{CAP}", {"unit_price": "9.80"})
    assert (hint(ming)["suggested_price"], hint(ming)["list_price"]) == ("9.80", "9.80")
    qian.put(f"/prices/{CAP}", {"unit_price": "9.1234", "grade": "A"})
    a_customer(sales, grade="A", event="changed")
    assert (hint(ming)["suggested_price"], hint(ming)["source"]) == ("9.1234", "grade")
    assert confirmed(ming, a_line())["lines"][0]["unit_price"] == "9.1234"
    confirmed(ming, a_line(unit_price="8.88"))
    assert (hint(ming)["suggested_price"], hint(ming)["source"]) == ("8.88", "last_deal")
    assert confirmed(ming, a_line())["lines"][0]["unit_price"] == "8.88"


def test_a_hint_shows_the_last_three_deals_the_floor_and_what_is_free(sales, ming):
    for day, price in enumerate(("9", "9.1", "9.2", "9.3"), 1):
        confirmed(ming, a_line(unit_price=price, quantity=str(day)), ordered_on=f"2026-11-0{day}")
    level = {"product_id": CAP, "warehouse_id": MAIN, "on_hand": "20", "reserved": "5", "safety_stock": "0"}
    more = {"product_code": "CAP", "product_name": "帽子"}
    sales.hear("purchasing.stock_level_changed.v1", levels=[level | more | {"version": 7}])
    sales.hear("purchasing.stock_level_changed.v1", levels=[level | more | {"version": 6, "on_hand": "99"}])
    seen = hint(ming)
    assert [(deal["ordered_on"], deal["unit_price"], deal["quantity"]) for deal in seen["deals"]] == [
        ("2026-11-04", "9.30", "4"),
        ("2026-11-03", "9.20", "3"),
        ("2026-11-02", "9.10", "2"),
    ]
    assert (seen["floor_price"], seen["available"]) == ("8.00", "15")


def test_a_draft_or_a_cancelled_order_is_no_deal(ming):
    ming.post(f"/orders/{confirmed(ming, a_line(unit_price='9'))['id']}/cancel")
    ming.post("/orders", {"customer_id": SHOP, "lines": [a_line(unit_price="9")]})
    assert hint(ming)["deals"] == []


def test_a_price_is_set_once_per_grade_and_changed_by_whoever_saw_it(ming, qian):
    first = qian.put(f"/prices/{SHOE}", {"unit_price": "90"})
    again = qian.put(f"/prices/{SHOE}", {"unit_price": "88", "expected_version": first["version"]})
    assert (again["id"], again["unit_price"], again["version"]) == (first["id"], "88.00", 2)
    stale = qian.refused("PUT", f"/prices/{SHOE}", {"unit_price": "80", "expected_version": 1})
    assert stale["code"] == "stale_version"
    assert [price["unit_price"] for price in ming.get("/prices", product_id=SHOE)["items"]] == ["88.00"]
    assert ming.refused("PUT", f"/prices/{SHOE}", {"unit_price": "1"})["status"] == 403


def test_wrong_prices_and_foreign_customers_are_refused(sales, qian, hua):
    assert qian.refused("PUT", f"/prices/{SHOE}", {"unit_price": "-1"})["errors"][0]["field"] == "unit_price"
    assert qian.refused("PUT", f"/prices/{SHOP}", {"unit_price": "1"})["code"] == "not_found"
    problem = hua.refused("GET", "/price-hints", customer_id=SHOP, product_id=CAP)
    assert problem["errors"][0]["field"] == "customer_id"


def test_products_and_warehouses_are_found(ming, li):
    assert [each["code"] for each in ming.get("/products", q="sho")["items"]] == ["SHOE"]
    assert len(ming.get("/products", active="true")["items"]) == 2
    assert ming.get("/products", q="100%")["items"] == []
    assert [each["code"] for each in ming.get("/warehouses")["items"]] == ["MAIN"]
    assert li.refused("GET", "/products")["status"] == 403


def test_a_browser_keeps_the_products_and_asks_for_what_has_changed(sales, ming, li):
    a_product(sales, "BOLT", name="内六角螺栓", active=False)
    index = ming.get("/product-index", limit="2")
    index["items"] += ming.get("/product-index", limit="2", after=index["next"])["items"]
    known = {each["code"]: each for each in index["items"]}
    assert known["BOLT"]["spelling"] == "neiliujiaoluoshuan nljls"
    assert (known["BOLT"]["active"], known["SHOE"]["list_price"], len(known)) == (False, "99.90", 3)
    sales.clock.advance(minutes=5)
    mark = ming.get("/product-index", since=index["mark"])["mark"]
    a_product(sales, "CAP", list_price="12.00")
    assert [(each["code"], each["list_price"]) for each in ming.get("/product-index", since=mark)["items"]] == [
        ("CAP", "12.00")
    ]
    assert li.refused("GET", "/product-index")["status"] == 403
