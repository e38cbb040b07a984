"""A sales assistant's day: a quote becomes an order, goods leave and come back, on screen and on paper (F21-F35)."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

POINTS_PER_MM = 72 / 25.4
PAPERS = {"a4": (210, 297), "slip": (241, 140)}


@pytest.fixture
def jiang(screen):
    at_screen = screen().sign_in("jiang", "/sales/quotes/new")
    expect(at_screen.page.get_by_role("combobox", name="客户")).to_be_focused()
    return at_screen


def heading(at_screen):
    return at_screen.page.get_by_role("heading", level=1)


def last_part(page):
    return page.url.rpartition("/")[2].partition("?")[0]


def refused_once(dialog, field, text):
    """The error stands at the line, in words, and nowhere else."""
    expect(dialog.get_by_role("alert")).to_have_count(1)
    expect(dialog.locator(f'[data-field="{field}"]').get_by_role("alert")).to_contain_text(text)


def printed_sizes(page, kind, identifier, paper):
    """The sizes in millimetres of the pages that Chromium prints."""
    page.goto(f"/sales/print/{kind}/{identifier}")
    page.get_by_label("纸张").select_option(paper)
    expect(page.locator(f".paper.{paper}").first).to_be_visible()
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    return {tuple(round(Decimal(side.decode()) / Decimal(POINTS_PER_MM)) for side in box) for box in boxes}


def test_a_quote_is_ordered_in_part_shipped_in_part_and_comes_back_in_part(jiang, screen, api, customer):
    page = jiang.page
    jiang.type(customer["code"])
    jiang.press("Enter")
    for row, code in enumerate(("P001", "P002")):
        jiang.at("product", row)
        jiang.type(code)
        jiang.press("Enter")
        jiang.at("quantity", row)
        jiang.type("3")
        jiang.press("Enter", "Enter")
    jiang.at("product", 2)
    jiang.press("Control+Enter")
    expect(heading(jiang)).to_contain_text("QU")
    quote = last_part(page)

    page.get_by_role("button", name="转订单").click()
    page.get_by_role("dialog").get_by_label("P002").uncheck()
    page.get_by_role("button", name="生成订单草稿").click()
    page.get_by_role("button", name="确认订单").click()
    expect(heading(jiang)).to_contain_text("已备货")
    order = last_part(page)
    lines = api("jiang").get(f"/sales/orders/{order}")["lines"]
    assert [(line["product_code"], line["quantity"]) for line in lines] == [("P001", "3")]

    page.get_by_role("button", name="出货", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("本次出货 P001").fill("4")
    dialog.get_by_role("button", name="通知仓库出货").click()
    refused_once(dialog, "lines.0.quantity", "超过")
    dialog.get_by_label("本次出货 P001").fill("2")
    dialog.get_by_role("button", name="通知仓库出货").click()
    expect(heading(jiang)).to_contain_text("部分出货")
    steps = page.get_by_role("region", name="进度")
    expect(steps).to_contain_text("已出货")

    steps.get_by_role("link", name=re.compile("^DN|^SD|^D")).click()
    expect(heading(jiang)).to_contain_text("已出货")
    delivery = last_part(page)
    page.get_by_role("button", name="退货", exact=True).click()
    dialog.get_by_label("退货数量 P001").fill("3")
    dialog.get_by_role("button", name="确认退货").or_(dialog.get_by_role("button", name="存草稿")).click()
    refused_once(dialog, "lines.0.quantity", "超过")
    dialog.get_by_label("退货数量 P001").fill("1")
    dialog.get_by_role("button", name="确认退货").or_(dialog.get_by_role("button", name="存草稿")).click()
    page.wait_for_url("**/sales/returns/*")
    [back] = api("jiang").get("/sales/returns", delivery_id=delivery)["items"]
    assert back["id"] == last_part(page)

    for kind, identifier in (("quotes", quote), ("orders", order), ("deliveries", delivery)):
        for paper, size in PAPERS.items():
            assert printed_sizes(page, kind, identifier, paper) == {size}

    other = screen(language="en").sign_in("gu", f"/sales/orders/{order}")
    expect(other.page.get_by_role("alert")).to_contain_text("There is no such record")
    expect(other.page.locator("#content")).not_to_contain_text(customer["name"])


def test_enter_before_the_product_index_has_arrived_is_done_when_it_has(screen, customer):
    ming = screen()
    held = []
    ming.page.route("**/api/v1/sales/product-index*", lambda route: held.append(route), times=1)
    ming.sign_in("ming", "/sales/orders/new")
    expect(ming.page.get_by_role("combobox", name="客户")).to_be_focused()
    ming.type(customer["code"])
    ming.press("Enter")
    ming.at("product", 0)
    ming.type("P001")
    ming.press("Enter")
    expect(ming.page.locator(".hits")).to_have_count(0)
    ming.at("product", 0)
    held[0].continue_()
    ming.at("quantity", 0)
    expect(ming.page.get_by_role("combobox", name="产品编号 1")).to_have_value("P001")
