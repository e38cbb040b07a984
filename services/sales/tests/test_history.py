"""Past orders come in from a file: they count for results and prices, and touch neither stock nor money."""

import pytest

from .builders import CAP, SHOE, SHOP, a_company

HEADERS = "单号,客户,业务员,订单日期,交货日期,出货日期,产品,数量,单价,折扣"
ROWS = (
    "10248,SHOP,ming,1996-07-04 00:00:00.000,1996-08-01,1996-07-16,CAP,12,14,0",
    "10248,SHOP,ming,1996-07-04 00:00:00.000,1996-08-01,1996-07-16,SHOE,3,9.8,0.15",
    "10249,SHOP,hua,1997/7/5,,,CAP,1,10,",
)


@pytest.fixture(autouse=True)
def company(sales):
    a_company(sales)


def imported(sales, person, *rows, headers=HEADERS, **query):
    """Import rows as a file; answers the result of the job."""
    content = "\n".join((headers, *rows)).encode()
    job = person.post("/imports/orders", content=content, filename="orders.csv", **query)
    sales.run_jobs()
    done = sales.person("operator", {"*": "all"}).get(f"/system/jobs/{job['id']}")
    assert done["state"] == "done", done["error"]
    return done["result"]


def counts(result):
    return result["created"], result["unchanged"], result["bad"]


def test_past_orders_are_listed_counted_and_remembered(sales, qian, ming, hua):
    assert counts(imported(sales, qian, *ROWS)) == (2, 0, 0)
    [order] = ming.get("/orders", number="10248")["items"]
    assert (order["state"], order["total"], order["delivery_state"]) == ("past", "192.99", "full")
    assert order["performer_name"] == "明"
    years = ming.get("/performance", by="year")
    assert [(row["key"], row["ordered"], row["pieces"]) for row in years["rows"]] == [("1996", "192.99", "15")]
    assert hua.get("/performance", by="performer")["total"]["ordered"] == "10.00"
    assert ming.get("/price-hints", customer_id=SHOP, product_id=CAP)["suggested_price"] == "10.00"
    assert ming.get("/price-hints", customer_id=SHOP, product_id=SHOE)["deals"][0]["discount"] == "0.15"


def test_past_orders_touch_neither_stock_nor_money(sales, qian, ming):
    imported(sales, qian, *ROWS)
    assert {event.type for event in sales.told()} == {"sales.past_order_imported.v1"}
    assert ming.get(f"/customers/{SHOP}")["unshipped"] == "0.00"
    assert ming.get("/orders/due", days=3650)["rows"] == []
    [order] = ming.get("/orders", number="10249")["items"]
    assert ming.refused("POST", "/deliveries", {"order_ids": [order["id"]]})["code"] == "sales.order_not_confirmed"
    assert ming.refused("POST", f"/orders/{order['id']}/cancel")["code"] == "illegal_transition"


def test_importing_the_same_file_again_changes_nothing(sales, qian):
    imported(sales, qian, *ROWS)
    assert counts(imported(sales, qian, *ROWS)) == (0, 2, 0)
    assert len(sales.told()) == 2


def test_northwinds_own_headers_are_understood(sales, qian):
    headers = "OrderID,CustomerID,EmployeeID,OrderDate,RequiredDate,ShippedDate,ProductID,Quantity,UnitPrice,Discount"
    assert counts(imported(sales, qian, *ROWS, headers=headers)) == (2, 0, 0)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,NOBODY,ming,1996-07-04,,,CAP,1,1,0", "NOBODY"),
        ("1,SHOP,nobody,1996-07-04,,,CAP,1,1,0", "nobody"),
        ("1,SHOP,ming,1996-07-04,,,NOTHING,1,1,0", "NOTHING"),
        ("1,SHOP,ming,04.07.1996,,,CAP,1,1,0", "订单日期"),
        ("1,SHOP,ming,1996-07-04,,,CAP,-1,1,0", "数量"),
        ("1,SHOP,ming,1996-07-04,,,CAP,1,1,15", "折扣"),
        ("10248,SHOP,ming,1996-07-04,,,CAP,1,1,0", "10248"),
    ],
)
def test_a_bad_row_is_handed_back_and_changes_nothing(sales, qian, row, reason):
    imported(sales, qian, *ROWS)
    result = imported(sales, qian, row)
    assert counts(result) == (0, 0, 1)
    assert reason in result["first_reasons"][0]
    assert len(sales.told()) == 2


def test_lines_of_one_number_agree_on_customer_and_day(sales, qian):
    rows = ("7,SHOP,ming,1996-07-04,,,CAP,1,1,0", "7,SHOP,hua,1996-07-04,,,CAP,1,1,0")
    assert counts(imported(sales, qian, *rows)) == (0, 0, 2)


def test_whoever_may_not_import_is_refused(ming):
    problem = ming.refused("POST", "/imports/orders", content=HEADERS.encode(), filename="x.csv")
    assert problem["status"] == 403
