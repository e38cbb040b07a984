"""Orders by keyboard alone (F27): few keys, an input method, Excel, and a line that breaks (N7)."""

import pytest
from playwright.sync_api import expect

CODES = ("P001", "P002", "P003", "P004", "P005")
MOST_KEYS = 60


@pytest.fixture
def ming(screen):
    at_screen = screen().sign_in("ming", "/sales/orders/new")
    expect(at_screen.page.get_by_role("combobox", name="客户")).to_be_focused()
    return at_screen


def choose(ming, customer):
    ming.type(customer["code"])
    ming.press("Enter")
    ming.at("product", 0)


def orders_of(api, customer):
    return api("ming").get("/sales/orders", customer_id=customer["id"], limit=200)["items"]


def test_five_lines_in_at_most_sixty_keys_and_without_a_mouse(ming, api, customer):
    ming.count_from_here()
    choose(ming, customer)
    for row, code in enumerate(CODES):
        ming.type(code)
        ming.press("Enter")
        ming.at("quantity", row)
        ming.type("2")
        ming.press("Enter", "Enter")
        ming.at("product", row + 1)
    ming.press("Enter", "Enter")
    expect(ming.page.get_by_role("heading", level=1)).to_contain_text("SO")
    assert ming.keys <= MOST_KEYS, f"{ming.keys} keys"
    expect(ming.page.get_by_role("heading", level=1)).to_contain_text("已备货")
    order = api("ming").get(f"/sales/orders/{ming.page.url.rpartition('/')[2]}")
    assert [(line["product_code"], line["quantity"]) for line in order["lines"]] == [(code, "2") for code in CODES]


def test_a_product_is_found_through_an_input_method_and_its_enter_does_nothing_else(ming, api, customer):
    choose(ming, customer)
    ming.compose("shoutao", "手套")
    expect(ming.page.locator("ul[role=listbox] li").first).to_contain_text("手套")
    ming.press("Enter")
    ming.at("quantity", 0)
    ming.type("3")
    ming.press("Control+Enter")
    expect(ming.page.get_by_role("heading", level=1)).to_contain_text("SO")
    [line] = api("ming").get(f"/sales/orders/{ming.page.url.rpartition('/')[2]}")["lines"]
    assert "手套" in line["product_name"] and line["quantity"] == "3"


def test_a_block_from_excel_fills_lines_and_what_is_unknown_is_said(ming, customer):
    choose(ming, customer)
    ming.paste("编号\t品名\t数量\t单价\nP001\t螺栓\t10\t36.00\nX999\t没有\t1\t1\nP002\t\t5\t\n")
    ming.at("product", 3)
    rows = ming.page.locator("table.lines tbody tr")
    expect(rows.nth(0)).to_contain_text("360.00")
    expect(rows.nth(2).get_by_label("数量 3")).to_have_value("5")
    ming.press("Control+Enter")
    expect(rows.nth(1).get_by_role("alert")).to_have_text("必填")
    expect(rows.nth(1).get_by_role("combobox")).to_have_value("X999")


def test_save_and_the_next_begins_anew(ming, api, customer):
    before = len(orders_of(api, customer))
    for count in (1, 2):
        choose(ming, customer)
        ming.type("P001")
        ming.press("Enter")
        ming.at("quantity", 0)
        ming.type("1")
        ming.press("Control+Shift+Enter")
        expect(ming.page.get_by_role("combobox", name="客户")).to_be_focused()
        expect(ming.page.locator(".toast")).to_have_count(count)
    assert len(orders_of(api, customer)) == before + 2


def test_a_draft_survives_a_closed_window(ming, customer):
    choose(ming, customer)
    ming.type("P003")
    ming.press("Enter")
    ming.at("quantity", 0)
    ming.type("7")
    ming.page.wait_for_timeout(600)
    ming.page.reload()
    expect(ming.page.get_by_text("没有保存的内容")).to_be_visible()
    expect(ming.page.get_by_label("数量 1")).to_have_value("7")
    expect(ming.page.get_by_role("combobox", name="客户")).to_have_value(customer["name"])


def test_what_is_saved_while_the_line_is_cut_is_sent_once_when_it_is_back(ming, api, customer):
    before = len(orders_of(api, customer))
    choose(ming, customer)
    ming.type("P001")
    ming.press("Enter")
    ming.at("quantity", 0)
    ming.type("1")
    sent = ming.writes("/api/v1/sales/orders")
    with ming.line_cut():
        ming.press("Control+Enter")
        expect(ming.page.get_by_role("button", name="待发送（1）")).to_be_visible()
        expect(ming.page.get_by_text("离线")).to_be_visible()
    expect(ming.page.get_by_role("button", name="待发送")).to_have_count(0)
    assert len(orders_of(api, customer)) == before + 1
    assert len({request.headers["idempotency-key"] for request in sent}) == 1


def test_an_answer_that_was_lost_makes_no_second_order(ming, api, customer):
    before = len(orders_of(api, customer))
    lost = []

    def lose_the_first(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch())
        return route.abort()

    ming.page.route("**/api/v1/sales/orders", lose_the_first)
    choose(ming, customer)
    ming.type("P002")
    ming.press("Enter")
    ming.at("quantity", 0)
    ming.type("1")
    ming.press("Control+Enter")
    expect(ming.page.get_by_role("button", name="待发送（1）")).to_be_visible()
    assert lost[0].status == 201
    ming.page.get_by_role("button", name="待发送（1）").click()
    ming.page.get_by_role("button", name="立即发送").click()
    expect(ming.page.get_by_role("button", name="待发送")).to_have_count(0)
    assert len(orders_of(api, customer)) == before + 1
