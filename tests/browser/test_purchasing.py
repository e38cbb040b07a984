"""The purchaser's day, the warehouse keeper's, and what a salesperson must not see (F36-F46, F95)."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

REFUSED = 403
OF_BUYERS = ("suppliers", "purchase-orders", "goods-receipts", "stock", "stock/low", "products")
PAGES = (
    *("low-stock", "orders", "orders/new", "receipts", "returns"),
    *("stock", "moves", "products", "suppliers", "warehouses"),
)


@pytest.fixture
def li(screen):
    """Signs in where the day begins."""
    return screen().sign_in("li", "/purchasing/low-stock")


@pytest.fixture(scope="session")
def low(api):
    """A supplier whose products run low, and those: nobody else in this company buys them."""
    rows = [row for row in api("li").get("/purchasing/stock/low")["rows"] if row["on_order"] == "0"]
    supplier = api("li").get(f"/purchasing/suppliers/{rows[0]['supplier_id']}")
    return supplier, [row for row in rows if row["supplier_id"] == supplier["id"]]


def heading(at_screen):
    return at_screen.page.get_by_role("heading", level=1)


def last_part(page):
    return page.url.rpartition("/")[2].partition("?")[0]


def on_hand(api, product_id):
    levels = api("li").get("/purchasing/stock", product_id=product_id)["items"]
    return sum((Decimal(level["on_hand"]) for level in levels), Decimal(0))


def ordered(api, product_id, quantity):
    """Li orders of the first supplier, without a screen."""
    li = api("li")
    [supplier] = li.get("/purchasing/suppliers", limit=1)["items"]
    line = {"product_id": product_id, "quantity": quantity, "unit_price": "3.21"}
    return li.post("/purchasing/purchase-orders", {"supplier_id": supplier["id"], "lines": [line], "confirm": True})


def product(api, code):
    [found] = [row for row in api("li").get("/purchasing/products", q=code)["items"] if row["code"] == code]
    return found


def test_what_runs_low_is_ordered_by_keyboard_and_received_in_two_parts(li, api, low):
    supplier, rows = low
    page, first = li.page, rows[0]
    before = on_hand(api, first["product_id"])
    page.get_by_role("button", name=f"去采购 {supplier['name']}").press("Enter")
    expect(page.get_by_role("combobox", name="供应商")).to_have_value(supplier["name"])
    for row, wanted in enumerate(rows):
        li.at("quantity", row)
        expect(page.get_by_label(f"数量 {row + 1}")).to_have_value(wanted["missing"])
        li.press("Enter")
        expect(page.get_by_label(f"单价 {row + 1}")).not_to_have_value("")
        li.press("Enter")
        li.at("product", row + 1)
        if row + 1 < len(rows):
            li.press("Enter")
    li.type("P002")
    li.press("Enter")
    li.at("quantity", len(rows))
    li.type("5")
    li.press("Enter", "Enter")
    li.at("product", len(rows) + 1)
    li.press("Enter", "Enter")
    expect(heading(li)).to_contain_text("PO")
    expect(heading(li)).to_contain_text("未收货")
    order = api("li").get(f"/purchasing/purchase-orders/{last_part(page)}")
    wanted = [(row["code"], row["missing"]) for row in rows] + [("P002", "5")]
    assert [(line["product_code"], line["quantity"]) for line in order["lines"]] == wanted

    page.get_by_role("button", name="收货", exact=True).press("Enter")
    li.at("quantity", 0)
    li.type("2")
    for row in range(1, len(wanted)):
        li.press("Enter")
        li.at("quantity", row)
        li.press("Delete")
    li.press("Enter", "Enter")
    expect(heading(li)).to_contain_text("GR")
    assert on_hand(api, first["product_id"]) == before + 2

    page.get_by_role("link", name="查看采购订单").press("Enter")
    expect(heading(li)).to_contain_text("部分收货")
    page.get_by_role("button", name="收货", exact=True).press("Enter")
    li.at("quantity", 0)
    rest = Decimal(first["missing"]) - 2
    expect(page.get_by_label("本次数量 1")).to_have_value(str(rest))
    li.press("Control+Enter")
    expect(heading(li)).to_contain_text("GR")
    assert api("li").get(f"/purchasing/purchase-orders/{order['id']}")["received"] == "full"

    page.goto(f"/purchasing/products/{first['product_id']}")
    stock = page.locator("a.figure", has_text="库存数量").locator(".value")
    expect(stock).to_have_text(f"{before + Decimal(first['missing']):,}")
    expect(page.get_by_role("link", name="GR").first).to_be_visible()
    page.goto("/purchasing/low-stock")
    expect(heading(li)).to_contain_text("库存预警")
    expect(page.get_by_role("link", name=first["code"])).to_have_count(0)


def test_a_block_from_excel_a_price_that_is_missing_and_a_draft_that_is_changed(li, api):
    page = li.page
    page.goto("/purchasing/orders/new")
    expect(page.get_by_role("combobox", name="供应商")).to_be_focused()
    li.type("S02")
    li.press("Enter")
    li.at("product", 0)
    li.paste("编号\t数量\t单价\nP001\t3\t12.5\nX999\t1\t1\n")
    li.at("product", 2)
    rows = page.locator("table.lines tbody tr")
    expect(rows.nth(0)).to_contain_text("37.50")
    page.get_by_label("单价 1").fill("")
    li.press("Control+Enter")
    expect(rows.nth(0).get_by_role("alert")).to_have_text("必填")
    expect(rows.nth(1).get_by_role("alert")).to_have_text("必填")
    page.get_by_label("删除这一行 2").click()
    page.get_by_label("单价 1").fill("12.25")
    page.get_by_role("button", name="存草稿").click()
    expect(heading(li)).to_contain_text("草稿")
    page.get_by_role("button", name="修改").click()
    li.at("quantity", 0)
    li.type("4")
    li.press("Control+Enter")
    expect(heading(li)).to_contain_text("已确认")
    order = api("li").get(f"/purchasing/purchase-orders/{last_part(page)}")
    assert (order["state"], order["total"], len(order["lines"])) == ("confirmed", "49.00", 1)
    page.get_by_role("button", name="作废").click()
    page.get_by_role("tooltip").get_by_role("button", name="作废").click()
    expect(heading(li)).to_contain_text("已作废")


def test_the_warehouse_keeper_receives_counts_and_sees_no_price(screen, api):
    goods = product(api, "P010")
    order = ordered(api, goods["id"], "7")
    before = on_hand(api, goods["id"])
    tang = screen().sign_in("tang", "/purchasing/orders")
    page = tang.page
    for name in ("供应商", "录采购订单", "录订单"):
        expect(page.get_by_role("navigation").get_by_role("link", name=name, exact=True)).to_have_count(0)
    page.get_by_role("link", name=order["number"]).press("Enter")
    expect(heading(tang)).to_contain_text(order["number"])
    expect(page.get_by_role("columnheader", name="数量")).to_be_visible()
    expect(page.get_by_role("columnheader", name="单价")).to_have_count(0)
    expect(page.get_by_text("3.21")).to_have_count(0)
    page.get_by_role("button", name="收货", exact=True).press("Enter")
    tang.at("quantity", 0)
    tang.press("Control+Enter")
    expect(heading(tang)).to_contain_text("GR")
    expect(page.get_by_role("button", name="退货")).to_have_count(0)
    assert on_hand(api, goods["id"]) == before + 7

    page.goto("/purchasing/stock/adjust")
    tang.at("product", 0)
    tang.type("P010")
    tang.press("Enter")
    tang.at("quantity", 0)
    tang.type(str(before + 5))
    expect(page.locator("td.sum")).to_have_text("-2")
    tang.press("Control+Enter")
    expect(page.get_by_role("cell", name="盘点调整")).to_be_visible()
    expect(page.get_by_role("columnheader", name="金额")).to_have_count(0)
    assert on_hand(api, goods["id"]) == before + 5


def test_goods_go_back_to_the_supplier_and_no_more_than_came(li, api):
    goods = product(api, "P020")
    order = ordered(api, goods["id"], "4")
    receipt = api("li").post("/purchasing/goods-receipts", {"purchase_order_id": order["id"], "confirm": True})
    page = li.page
    page.goto(f"/purchasing/receipts/{receipt['id']}")
    page.get_by_role("button", name="退货").click()
    li.at("quantity", 0)
    li.type("5")
    li.press("Control+Enter")
    expect(page.locator("td.wrong").get_by_role("alert")).to_contain_text("超过可退数量 4")
    page.get_by_label("本次数量 1").fill("1")
    page.get_by_label("退货原因").fill("破损")
    li.press("Control+Enter")
    expect(heading(li)).to_contain_text("PR")
    back = api("li").get(f"/purchasing/purchase-returns/{last_part(page)}")
    assert (back["reason"], back["total"]) == ("破损", "3.21")


def test_a_product_and_its_supplier_are_entered_and_what_is_wrong_stands_at_the_field(li, api):
    page = li.page
    page.goto("/purchasing/suppliers")
    page.get_by_role("button", name="新增供应商").click()
    page.get_by_label("供应商编号").fill("S01")
    page.get_by_label("供应商名称").fill("新岸紧固件厂")
    li.press("Control+Enter")
    expect(page.locator("[data-field=code]").get_by_role("alert")).to_be_visible()
    page.get_by_label("供应商编号").fill("S900")
    li.press("Control+Enter")
    expect(heading(li)).to_have_text("新岸紧固件厂")
    page.goto("/purchasing/products")
    page.get_by_role("button", name="新增产品").click()
    page.get_by_label("产品编号").fill("P900")
    page.get_by_label("产品名称").fill("防松螺母")
    page.get_by_role("button", name="新增类别").click()
    page.get_by_label("类别编号").fill("C900")
    page.get_by_label("类别名称").fill("防松件")
    li.press("Enter")
    page.get_by_label("标准价").fill("１２．５元")
    page.get_by_role("combobox", name="供应商").fill("S900")
    page.get_by_role("option").click()
    li.press("Control+Enter")
    expect(heading(li)).to_contain_text("防松螺母")
    found = product(api, "P900")
    assert (found["list_price"], found["category"]["name"]) == ("12.50", "防松件")
    expect(page.get_by_role("link", name="新岸紧固件厂")).to_be_visible()


def test_who_sells_sees_nothing_of_buying_and_who_buys_nothing_of_selling(screen, api):
    ming = screen().sign_in("ming", "/purchasing/suppliers")
    expect(ming.page.get_by_text("您没有查看此页的权限")).to_be_visible()
    expect(ming.page.locator("nav a[href^='/purchasing']")).to_have_count(0)
    for path in OF_BUYERS:
        assert api("ming").send("GET", f"/purchasing/{path}").status_code == REFUSED
        assert api("li").get(f"/purchasing/{path}")
    li = screen().sign_in("li", "/sales/orders")
    expect(li.page.get_by_text("您没有查看此页的权限")).to_be_visible()
    expect(li.page.locator("nav a[href^='/sales'], nav a[href^='/crm']")).to_have_count(0)
    for path in ("/sales/orders", "/sales/customers", "/crm/customers"):
        assert api("li").send("GET", path).status_code == REFUSED
        assert api("ming").get(path)["items"]


def test_goods_move_to_another_warehouse(li, api):
    goods = product(api, "P012")
    page = li.page
    page.goto("/purchasing/stock/transfer")
    expect(page.get_by_label("调入仓")).not_to_have_value("")
    li.at("product", 0)
    li.type("P012")
    li.press("Enter")
    li.at("quantity", 0)
    li.type("99999999")
    li.press("Control+Enter")
    expect(page.locator("td.wrong").get_by_role("alert")).to_contain_text("库存不足")
    page.get_by_label("数量 1").fill("2")
    li.press("Control+Enter")
    expect(page.get_by_role("cell", name="调拨")).to_have_count(2)
    moves = api("li").get("/purchasing/stock/moves", product_id=goods["id"], kind="transfer")["items"]
    assert sorted(move["quantity"] for move in moves[:2]) == ["-2", "2"]


def test_every_page_speaks_english_and_fits_a_telephone(screen):
    page = screen(language="en-US", width=360).sign_in("li", "/purchasing/low-stock").page
    expect(page.get_by_role("heading", level=1)).to_contain_text("Low stock")
    for path in PAGES:
        page.goto(f"/purchasing/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        assert "purchasing." not in page.locator("#content").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
