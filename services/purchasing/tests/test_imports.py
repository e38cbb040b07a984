"""Lists that people bring along (F86, X7): Northwind's, and Chinese ones; the second time changes nothing."""

from pathlib import Path

import pytest

from .builders import a_category, a_supplier, a_warehouse, facts, level

HEADERS = "ProductID ProductName SupplierID CategoryID QuantityPerUnit UnitPrice UnitsInStock UnitsOnOrder ReorderLevel"
NORTHWIND = f"""{HEADERS.replace(" ", ",")},Discontinued
1,Chai,1,1,10 boxes x 20 bags,18,39,0,10,0
5,Chef Anton's Gumbo Mix,1,1,36 boxes,21.35,0,0,0,1
"""


@pytest.fixture
def brings(purchasing, qian):
    """Qian brings a list along; answers the result of the job."""

    def bring(kind, text, **query):
        job = qian.post(f"/imports/{kind}", content=text.encode(), filename=f"{kind}.csv", **query)
        purchasing.run_jobs()
        done = qian.get(f"/system/jobs/{job['id']}")
        assert done["state"] == "done", done
        return done["result"]

    return bring


def counts(result):
    return tuple(result[name] for name in ("created", "updated", "unchanged", "bad"))


def test_northwinds_products_come_in_with_their_stock(purchasing, li, brings):
    assert counts(brings("categories", "CategoryID,CategoryName\n1,Beverages\n")) == (1, 0, 0, 0)
    assert counts(brings("suppliers", "SupplierID,CompanyName,ContactName\n1,Exotic Liquids,Charlotte\n")) == (
        1,
        0,
        0,
        0,
    )
    assert counts(brings("products", NORTHWIND)) == (2, 0, 0, 0)
    chai, gumbo = li.get("/products")["items"]
    assert (chai["spec"], chai["list_price"], chai["safety_stock"]) == ("10 boxes x 20 bags", "18.00", "10")
    assert (chai["active"], gumbo["active"], gumbo["list_price"]) == (True, False, "21.35")
    assert level(purchasing, chai) == ("39", "0")
    assert [(m["kind"], m["value"]) for m in li.get("/stock/moves")["items"]] == [("opening", "0.00")]
    assert len(purchasing.told("purchasing.product_changed.v1")) == 2


def test_the_second_time_changes_nothing_and_books_nothing(purchasing, li, brings):
    a_category(li, "1"), a_supplier(li, "1")
    brings("products", NORTHWIND)
    before = len(purchasing.told())
    assert counts(brings("products", NORTHWIND)) == (0, 0, 2, 0)
    assert counts(brings("products", NORTHWIND.replace(",39,", ",99,"))) == (0, 0, 2, 0)
    assert len(purchasing.told()) == before
    assert counts(brings("products", NORTHWIND.replace(",18,", ",19,"))) == (0, 1, 1, 0)
    assert [each["list_price"] for each in li.get("/products")["items"]] == ["19.00", "21.35"]


def test_a_chinese_list_with_costs_and_warehouses(purchasing, li, brings):
    west = a_warehouse(li)
    a_category(li, "HAT", "鞋帽")
    headers = "产品编码,产品名称,型号,规格,单位,类别,售价,成本,安全库存,仓库,期初库存,启用"
    text = f"{headers}\nP001,棉帽,M1,均码,顶,鞋帽,20,8.5,5,WEST,10,是\n"
    assert counts(brings("products", text)) == (1, 0, 0, 0)
    [product] = li.get("/products")["items"]
    assert (product["unit"], product["cost"], product["category"]["code"]) == ("顶", "8.50", "HAT")
    assert level(purchasing, product, west["id"]) == ("10", "0")
    assert facts(purchasing, "stock_value") == {"total": "85.00"}
    [told] = purchasing.told("purchasing.stock_adjusted.v1")
    assert (told.data["kind"], told.data["number"], told.data["value"]) == ("opening", None, "85.00")
    assert (told.data["warehouse_id"], told.data["lines"][0]["product_code"]) == (west["id"], "P001")
    assert counts(brings("products", text.replace("WEST", "MAIN"))) == (0, 1, 0, 0)
    assert level(purchasing, product) == ("10", "0")


def test_an_imported_product_below_its_safety_stock_is_told_once(purchasing, li, brings):
    a_category(li, "HAT", "鞋帽")
    brings(
        "products", "编码,名称,类别,售价,安全库存,期初库存\nP1,棉帽,HAT,20,5,\nP2,草帽,HAT,20,5,9\nP3,皮帽,HAT,20,,\n"
    )
    told = [level for each in purchasing.told("purchasing.stock_level_changed.v1") for level in each.data["levels"]]
    assert [(each["product_code"], each["on_hand"], each["version"]) for each in told] == [
        ("P1", "0", 1),
        ("P2", "9", 1),
    ]


def test_bad_rows_are_named_and_the_good_ones_come_in(li, brings):
    a_category(li, "1")
    rows = ["P1,帽,1,20,", "P2,帽,9,20,", "P3,帽,1,-1,", "P4,帽,1,20,S9", ",帽,1,20,"]
    result = brings("products", "编码,名称,类别,售价,供应商\n" + "\n".join(rows))
    assert counts(result) == (1, 0, 0, 4)
    reasons = " ".join(result["first_reasons"])
    assert "没有类别“9”" in reasons
    assert "没有供应商“S9”" in reasons
    assert [each["code"] for each in li.get("/products")["items"]] == ["P1"]


def test_a_dry_run_keeps_nothing(purchasing, li, brings):
    a_category(li, "1"), a_supplier(li, "1")
    assert counts(brings("products", NORTHWIND, dry_run="true")) == (2, 0, 0, 0)
    assert li.get("/products")["items"] == []


def test_suppliers_are_renamed_by_their_code(purchasing, brings, li):
    brings("suppliers", "编码,名称,电话,账期\nS1,一厂,0571-8888,45\n")
    assert counts(brings("suppliers", "编码,名称\nS1,第一厂\n")) == (0, 1, 0, 0)
    [supplier] = li.get("/suppliers")["items"]
    assert (supplier["name"], supplier["phone"], supplier["payment_days"]) == ("第一厂", "0571-8888", 45)


def test_ming_brings_no_products_along(ming):
    problem = ming.refused("POST", "/imports/products", content=Path(__file__).read_bytes(), filename="p.csv")
    assert problem["status"] == 403


def test_warehouses_come_by_their_code_and_one_of_them_becomes_the_default(purchasing, li, brings):
    table = "仓库编码,仓库名称,默认\nMAIN,总仓,\nEAST,东仓,是\nWEST,西仓,否\n"
    assert counts(brings("warehouses", table)) == (2, 1, 0, 0)
    listed = {each["code"]: (each["name"], each["is_default"]) for each in li.get("/warehouses")["items"]}
    assert listed == {"EAST": ("东仓", True), "MAIN": ("总仓", False), "WEST": ("西仓", False)}
    before = len(purchasing.told())
    assert counts(brings("warehouses", table)) == (0, 0, 3, 0)
    assert len(purchasing.told()) == before


def test_the_default_is_not_given_up_without_another(li, brings):
    result = brings("warehouses", "code,name,default\nMAIN,主仓,no\n,无名,\nEAST,,\nWEST,西仓,maybe\n")
    assert counts(result) == (0, 0, 0, 4)
    assert "必须有一个默认仓库" in " ".join(result["first_reasons"])
    assert [(each["code"], each["is_default"]) for each in li.get("/warehouses")["items"]] == [("MAIN", True)]


def test_a_warehouse_that_is_closed_does_not_become_the_default(li, brings):
    west = a_warehouse(li)
    li.put(f"/warehouses/{west['id']}", {"active": False})
    assert counts(brings("warehouses", "code,name,default\nWEST,西仓,yes\n")) == (0, 0, 0, 1)
    assert [each["code"] for each in li.get("/warehouses")["items"] if each["is_default"]] == ["MAIN"]
