"""The finance manager's day and the cashier's: what is owed, money that settles it, the books (F47-F59, X1, X16)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from chassis.testing import today

TODAY = today()
DEBTORS = ("远帆船舶配件", "青禾制衣设备", "白塔轴承经营部", "松果电梯维保")
OWED = (("旧一", 120, "300.00"), ("旧二", 45, "200.50"), ("旧三", -20, "99.50"))
"""Of each debtor: a document, how long it has been due, what is open of it."""
TOTAL = "600.00"
PAGES = (
    *("receivables", "ageing", "receipts", "receipts/new", "credit", "payables", "payables-ageing", "payments"),
    *("payments/new", "expenses", "expense-summary", "cash-flow", "commissions", "trial-balance", "journal"),
)


@pytest.fixture(scope="session")
def debtors(company, api):
    """Customers of Ming's with three open documents each: nobody else touches them."""
    ming, zhou = api("ming"), api("zhou")
    found = [ming.post("/crm/customers", {"name": name, "source": "referral"}) for name in DEBTORS]
    company.settle()
    rows = [
        f"{customer['code']},{number}{customer['code']},{TODAY - timedelta(200)},{TODAY - timedelta(days)},{amount}"
        for customer in found
        for number, days, amount in OWED
    ]
    content = "\n".join(["客户编码,单号,单据日期,到期日,未结金额", *rows])
    job = zhou.upload("/finance/imports/opening_receivables", content.encode(), filename="期初.csv")
    assert zhou.wait_for_job("finance", job["id"])["result"]["created"] == len(rows)
    company.settle()
    return found


@pytest.fixture
def zhou(screen):
    return screen().sign_in("zhou", "/finance/receivables")


@pytest.fixture
def he(screen):
    """The cashier, where money is entered."""
    return screen().sign_in("he", "/finance/receipts/new")


def heading(at_screen):
    return at_screen.page.get_by_role("heading", level=1)


def shown(amount):
    return f"{Decimal(amount):,.2f}"


def figure(at_screen, label):
    return at_screen.page.locator(".figure", has_text=label).locator(".value")


def part(at_screen, customer, number):
    """What of a document is settled now."""
    return at_screen.page.get_by_label(f"本次核销 {number}{customer['code']}")


def drawn(page):
    return page.locator("canvas").evaluate("canvas => canvas.toDataURL()")


def begin_receipt(at_screen, customer, amount):
    """The customer and the amount, by keyboard, until the documents stand there."""
    expect(at_screen.page.get_by_role("combobox", name="客户")).to_be_focused()
    at_screen.type(customer["code"])
    at_screen.press("Enter")
    expect(at_screen.page.locator("[data-field=amount] input")).to_be_focused()
    at_screen.type(amount)
    expect(part(at_screen, customer, "旧一")).to_be_visible()


def open_of(api, customer):
    """{number: open amount} of a customer."""
    rows = api("zhou").get("/finance/receivables", customer_id=customer["id"], limit=50)["items"]
    return {row["number"].removesuffix(customer["code"]): row["open_amount"] for row in rows}


def the_receipt(at_screen, api):
    expect(heading(at_screen)).to_contain_text("RC")
    return api("zhou").get(f"/finance/receipts/{at_screen.page.url.rpartition('/')[2]}")


def test_from_what_is_overdue_to_the_document_and_the_money_that_settles_it(zhou, api, debtors):
    customer, page = debtors[0], zhou.page
    page.goto(f"/finance/receivables?customer_id={customer['id']}")
    expect(page.locator(".only")).to_contain_text(customer["name"])
    late = page.locator("[data-span=overdue]")
    expect(late.locator(".value")).to_have_text("500.50")
    late.press("Enter")
    expect(page.locator("#content tbody tr")).to_have_count(2)
    expect(page.locator(".pager")).to_contain_text("500.50")
    page.get_by_role("link", name=f"旧一{customer['code']}").press("Enter")
    expect(heading(zhou)).to_contain_text("逾期 120 天")
    page.get_by_role("button", name="登记收款").press("Enter")
    expect(page.locator("[data-field=amount] input")).to_have_value("300.00")
    expect(part(zhou, customer, "旧一")).to_have_value("300.00")
    expect(part(zhou, customer, "旧二")).to_have_value("")
    zhou.press("Control+Enter")
    receipt = the_receipt(zhou, api)
    assert (receipt["amount"], receipt["unallocated"]) == ("300.00", "0.00")
    page.get_by_role("link", name=f"旧一{customer['code']}").press("Enter")
    expect(heading(zhou)).to_contain_text("已结清")
    expect(page.locator("tbody tr")).to_contain_text(["-300.00"])


def test_the_oldest_is_proposed_any_split_is_possible_and_more_than_is_owed_is_refused(he, api, debtors):
    customer, page = debtors[1], he.page
    begin_receipt(he, customer, "400")
    expect(part(he, customer, "旧一")).to_have_value("300.00")
    expect(part(he, customer, "旧二")).to_have_value("100.00")
    expect(part(he, customer, "旧三")).to_have_value("")
    he.press("Enter", "Enter", "Enter", "Enter", "Enter")
    expect(part(he, customer, "旧一")).to_be_focused()
    he.type("350")
    expect(page.locator(".allocation").get_by_role("alert")).to_have_text("超过未结金额 300.00")
    sent = he.writes("/api/v1/finance/receipts")
    he.press("Control+Enter")
    expect(part(he, customer, "旧一")).to_be_focused()
    he.type("150.25")
    he.press("Enter")
    expect(part(he, customer, "旧二")).to_be_focused()
    he.type("200.50")
    he.press("Enter")
    he.type("60")
    expect(page.get_by_role("status").filter(has_text="10.75")).to_contain_text("请改小")
    he.press("Control+Enter")
    part(he, customer, "旧三").fill("49.25")
    assert not sent
    he.press("Control+Enter")
    assert the_receipt(he, api)["unallocated"] == "0.00"
    assert open_of(api, customer) == {"旧一": "149.75", "旧二": "0.00", "旧三": "50.25"}


def test_money_in_advance_is_used_later_and_a_void_takes_it_all_back(zhou, api, debtors):
    customer, page = debtors[2], zhou.page
    page.goto("/finance/receipts/new")
    begin_receipt(zhou, customer, "250")
    page.get_by_role("button", name="清空").click()
    expect(page.locator(".left")).to_contain_text("剩余转为预收款 250.00")
    zhou.press("Control+Enter")
    assert the_receipt(zhou, api)["unallocated"] == "250.00"
    page.goto(f"/finance/receipts?with_advance=true&customer_id={customer['id']}")
    page.get_by_role("link", name="RC").first.press("Enter")
    page.get_by_role("button", name="核销预收款").press("Enter")
    expect(part(zhou, customer, "旧一")).to_have_value("250.00")
    part(zhou, customer, "旧一").fill("100")
    zhou.press("Control+Enter")
    expect(figure(zhou, "未核销")).to_have_text("150.00")
    assert open_of(api, customer)["旧一"] == "200.00"
    page.get_by_role("button", name="作废").press("Enter")
    page.get_by_label("作废原因").fill("客户退票")
    zhou.press("Control+Enter")
    expect(heading(zhou)).to_contain_text("已作废")
    expect(page.locator(".facts")).to_contain_text("客户退票")
    assert open_of(api, customer)["旧一"] == "300.00"


def test_what_somebody_else_settled_meanwhile_is_refused_in_words(he, api, debtors):
    customer = debtors[3]
    begin_receipt(he, customer, "300")
    expect(part(he, customer, "旧一")).to_have_value("300.00")
    body = {"customer_id": customer["id"], "amount": "120.00", "method": "cash", "allocate": "oldest"}
    api("zhou").post("/finance/receipts", body)
    he.press("Control+Enter")
    expect(he.page.locator("#content").get_by_role("alert").first).to_contain_text("180.00")
    assert open_of(api, customer)["旧一"] == "180.00"


def test_the_buckets_add_up_and_each_number_opens_its_documents(zhou, api, debtors):
    page, total = zhou.page, api("zhou").get("/finance/ageing")["total"]
    buckets = [amount for name, amount in total.items() if name != "total"]
    assert sum(map(Decimal, buckets)) == Decimal(total["total"])
    page.goto("/finance/ageing")
    expect(page.locator("canvas")).to_be_visible()
    foot = page.locator("#content tfoot td")
    expect(foot).to_have_text(["合计", "", *map(shown, buckets), shown(total["total"])])
    light = drawn(page)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html.dark")).to_be_attached()
    page.wait_for_function("(light) => document.querySelector('canvas').toDataURL() !== light", arg=light)
    row = page.locator("#content tbody tr", has_text=debtors[0]["name"])
    row.get_by_role("link", name="200.50").press("Enter")
    expect(page.locator(".only")).to_contain_text(f"{debtors[0]['name']} · 逾期 31–60 天")
    expect(page.locator("#content tbody tr")).to_have_count(1)
    expect(page.get_by_role("link", name=f"旧二{debtors[0]['code']}")).to_be_visible()
    page.get_by_role("button", name="看全部").press("Enter")
    box = page.locator("canvas").bounding_box()
    page.locator("canvas").click(position={"x": box["width"] * 2.6 / 6, "y": box["height"] / 2})
    expect(page.locator(".only")).to_contain_text("逾期 31–60 天")
    expect(page.locator("#content tfoot")).to_contain_text(shown(total["d31_60"]))
    page.get_by_role("button", name="看全部").press("Enter")
    page.get_by_label("截至").fill(str(TODAY - timedelta(60)))
    page.get_by_label("截至").press("Tab")
    expect(row.get_by_role("link", name=TOTAL)).to_be_visible()


def test_an_expense_stands_in_the_month_of_cash_and_the_books_balance(he, screen, api):
    page = he.page
    page.goto("/finance/expenses")
    page.get_by_role("button", name="登记费用").press("Enter")
    page.get_by_label("项目").fill("快递费")
    page.get_by_label("金额").fill("０")
    he.press("Control+Enter")
    expect(page.locator("[data-field=amount]").get_by_role("alert")).to_be_visible()
    page.get_by_label("金额").fill("36.80")
    page.locator("[data-field=method] select").select_option("wechat")
    he.press("Control+Enter")
    expect(page.locator(".toast")).to_contain_text("36.80")
    page.goto("/finance/cash-flow?by=method")
    [flow] = [row for row in api("he").get("/finance/cash-flow", by="method")["rows"] if row["key"] == "wechat"]
    row = page.locator("#content tbody tr", has_text="微信")
    expect(page.locator("canvas")).to_be_visible()
    expect(row).to_contain_text(shown(flow["out"]))
    row.get_by_role("link", name="费用").press("Enter")
    expect(page.locator("#content tbody tr")).to_have_count(1)
    expect(page.locator(".pager")).to_contain_text("36.80")
    books = screen().sign_in("zhou", "/finance/trial-balance").page
    expect(books.get_by_role("heading", level=1)).to_contain_text("借贷平衡")
    total = api("zhou").get("/finance/trial-balance")["total"]
    assert Decimal(total["debit"]) == Decimal(total["credit"])
    expect(books.locator("#content tfoot")).to_contain_text(shown(total["debit"]))


def test_who_sells_sees_what_his_own_customers_owe_and_no_books(screen, api, debtors):
    ming, song = (screen().sign_in(name, "/finance/receivables").page for name in ("ming", "song"))
    expect(ming.get_by_role("link", name=debtors[0]["name"]).first).to_be_visible()
    expect(ming.get_by_role("button", name="登记收款")).to_have_count(0)
    expect(song.locator("#content").get_by_role("heading", level=1)).to_have_text("应收款")
    expect(song.locator("[aria-busy=true]")).to_have_count(0)
    for debtor in debtors:
        expect(song.locator("#content")).not_to_contain_text(debtor["name"])
    everything = api("zhou").get("/finance/ageing")["total"]["total"]
    own = api("ming").get("/finance/ageing")["total"]["total"]
    assert Decimal(0) < Decimal(own) < Decimal(everything)
    ming.goto("/finance/ageing")
    expect(ming.locator("#content tfoot")).to_contain_text(shown(own))
    ming.goto("/finance/trial-balance")
    expect(ming.get_by_text("您没有查看此页的权限")).to_be_visible()


def test_every_page_speaks_english_and_fits_a_telephone(screen, debtors):
    page = screen(language="en-US", width=360).sign_in("qian", "/finance/ageing").page
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ageing")
    expect(page.locator("#content tbody tr", has_text=debtors[0]["name"])).to_contain_text("200.50")
    for path in PAGES:
        page.goto(f"/finance/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        assert "finance." not in page.locator("#content").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
