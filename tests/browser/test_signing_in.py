"""Signing in, and what one then sees."""

import pytest
from playwright.sync_api import expect


def test_a_wrong_password_is_told_in_words_and_the_right_one_opens(screen):
    ming = screen().page
    ming.goto("/crm/customers")
    ming.fill("input[name=username]", "ming")
    ming.fill("input[name=password]", "wrong")
    ming.keyboard.press("Enter")
    expect(ming.get_by_role("alert")).to_contain_text("用户名或密码")
    expect(ming.locator("input[name=password]")).to_be_focused()
    ming.keyboard.type("zhanggui-demo")
    ming.keyboard.press("Enter")
    expect(ming.get_by_role("heading", name="客户资料")).to_be_visible()
    assert ming.url.endswith("/crm/customers"), "the address that was asked for"


def test_everybody_sees_the_pages_of_the_own_rights_and_no_others(screen):
    ming, li = screen().sign_in("ming").page, screen().sign_in("li").page
    expect(ming.locator("nav")).to_contain_text("录订单")
    expect(li.get_by_role("link", name="采购订单", exact=True)).to_be_visible()
    expect(li.get_by_role("link", name="录订单", exact=True)).to_have_count(0)
    li.goto("/sales/orders")
    expect(li.locator("#content")).to_contain_text("没有查看此页的权限")


def test_a_colleagues_customer_is_not_there(screen, customer):
    song = screen().sign_in("song", f"/crm/customers/{customer['id']}").page
    expect(song.get_by_role("alert")).to_be_visible()
    expect(song.locator("#content")).not_to_contain_text(customer["name"])


@pytest.mark.parametrize(("language", "heading"), [("zh-CN", "客户资料"), ("en-GB", "Customers")])
def test_the_screen_speaks_the_persons_language(screen, language, heading):
    page = screen(language=language).sign_in("ming", "/crm/customers").page
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_the_language_changes_at_once_and_stays(screen):
    page = screen().sign_in("ming", "/crm/customers").page
    page.get_by_role("button", name="明").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Customers")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Customers")


def test_a_session_that_ends_loses_nothing_of_what_was_typed(screen):
    ming = screen().sign_in("ming", "/crm/customers")
    page = ming.page
    page.get_by_role("button", name="新建客户").click()
    page.get_by_label("客户名称").fill("浏览器测试贸易")
    ming.context.clear_cookies()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="请重新登录")).to_be_visible()
    page.fill("dialog input[name=password]", "zhanggui-demo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("浏览器测试贸易")


def test_whatever_one_looks_for_is_found_with_control_k(screen, customer):
    ming = screen().sign_in("ming", "/crm/customers")
    ming.press("Control+k")
    expect(ming.page.locator("dialog input")).to_be_focused()
    ming.page.keyboard.type(customer["code"])
    expect(ming.page.get_by_role("option", name=customer["name"])).to_be_visible()
    ming.press("Enter")
    expect(ming.page.get_by_role("heading", level=1)).to_contain_text(customer["name"])


def test_papers_are_found_by_number_and_products_by_whatever_one_knows(screen, api):
    order = next(row for row in api("ming").get("/sales/orders", limit=100)["items"] if row["number"])
    ming = screen().sign_in("ming")
    ming.press("Control+k")
    ming.page.keyboard.type(order["number"].lower())
    ming.page.get_by_role("option", name=f"订单 {order['number']}").click()
    expect(ming.page.get_by_role("heading", level=1)).to_contain_text(order["number"])
    ming.press("Control+k")
    ming.page.keyboard.type("P001")
    expect(ming.page.get_by_role("option", name="产品")).to_be_visible()
    ming.press("Enter")
    expect(ming.page.locator(".narrowed")).to_contain_text("产品")
