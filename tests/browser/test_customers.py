"""A salesperson's customers on screen: Ming sells, Song is a colleague, Fang leads both (F7-F9, F12, F18, F19)."""

import re

import pytest
from playwright.sync_api import expect

from chassis.testing import today

NAME = "杭州云栖五金有限公司"
VIEW = "华东A级"


@pytest.fixture(scope="module")
def call(api, company):
    """A customer of Ming's who is to be called today."""
    body = {"name": "宁波望海紧固件有限公司", "source": "fair", "contact": {"name": "赵工"}}
    made = api("ming").post("/crm/customers", body)
    api("ming").post(f"/crm/customers/{made['id']}/plan", {"due_on": today().isoformat(), "topic": "确认样品"})
    company.settle()
    return made


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_call_of_today_is_recorded_by_keyboard_on_a_telephone_and_leaves_the_list(screen, api, call):
    ming = screen(width=360).sign_in("ming")
    page = ming.page
    page.locator('[data-card="contacts"] [data-figure="today"]').click()
    expect(page.get_by_role("heading", level=1)).to_have_text("下次联系")
    row = page.locator("#content tbody tr", has_text=call["name"])
    expect(row).to_contain_text("确认样品")
    assert fits(page)
    row.get_by_role("button", name="写联系记录").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("联系内容")).to_be_focused()
    assert fits(page)
    page.keyboard.type("样品合格，下周报价")
    next_on = page.get_by_role("button", name="一周后")
    next_on.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(row).to_have_count(0)
    [plan] = api("ming").get("/crm/plans", customer_id=call["id"])["items"]
    assert plan["due_on"] > today().isoformat()


def test_a_superior_comments_and_the_salesperson_sees_and_acknowledges_it(screen, api, company, call):
    record = {"customer_id": call["id"], "channel": "visit", "content": "看了仓库"}
    api("ming").post("/crm/contact-records", record)
    fang = screen().sign_in("fang", f"/crm/customers/{call['id']}").page
    visit = fang.locator("li", has_text="看了仓库")
    visit.get_by_role("button", name="批示").click()
    fang.get_by_label("批示内容").fill("先谈账期再报价")
    fang.keyboard.press("Control+Enter")
    expect(visit).to_contain_text("未确认")
    company.settle()
    ming = screen().sign_in("ming", "/workbench/reminders?kind=comment").page
    ming.get_by_role("link", name=call["name"]).first.click()
    seen = ming.locator("li", has_text="看了仓库")
    expect(seen).to_contain_text("方知远批示：")
    expect(seen.get_by_role("button", name="批示")).to_have_count(0)
    seen.get_by_role("button", name="知道了").click()
    expect(seen).to_contain_text("已确认")
    company.settle()
    assert api("ming").get("/notification/reminders", kind="comment")["items"] == []


def test_a_new_name_shows_who_is_taken_masked_and_a_transfer_takes_the_customer_along(screen, api, company):
    made = api("ming").post("/crm/customers", {"name": NAME, "source": "fair", "phone": "057187654321"})
    song = screen().sign_in("song", "/crm/customers").page
    song.get_by_role("button", name="新建客户").click()
    name = song.get_by_role("dialog").get_by_label("客户名称")
    for typed in ("云栖五金", "yunqi"):
        name.fill(typed)
        expect(song.get_by_role("dialog")).to_contain_text("公司里已有相近的客户")
        expect(song.get_by_role("dialog")).to_contain_text("*")
        expect(song.get_by_role("dialog")).not_to_contain_text("87654321")
    song.goto(f"/crm/customers/{made['id']}")
    expect(song.get_by_role("alert")).to_be_visible()
    assert api("song").get("/crm/customers", q="云栖")["items"] == []

    fang = screen().sign_in("fang", f"/crm/customers/{made['id']}").page
    fang.get_by_role("button", name="移交").click()
    form = fang.get_by_role("dialog")
    expect(form).to_contain_text("未完成订单 0 张")
    form.get_by_role("combobox", name="移交给").click()
    fang.get_by_role("option", name="宋其禾").last.click()
    form.get_by_label("原因").fill("调整片区")
    form.get_by_role("button", name="移交", exact=True).click()
    expect(form).to_have_count(0)
    expect(fang.locator("#content dl")).to_contain_text("宋其禾")
    song.reload()
    expect(song.get_by_role("heading", level=1)).to_contain_text(NAME)
    ming = screen().sign_in("ming", f"/crm/customers/{made['id']}").page
    expect(ming.get_by_role("alert")).to_be_visible()
    assert api("ming").get("/crm/customers", q="云栖")["items"] == []


def test_saved_filters_are_there_in_another_browser_and_in_english(screen):
    page = screen().sign_in("song", "/crm/customers?grade=A&sort=-name").page
    page.get_by_role("button", name="常用查询").click()
    page.get_by_label("查询名称").fill(VIEW)
    with page.expect_response(lambda answer: "views.crm.customers" in answer.url) as kept:
        page.keyboard.press("Enter")
    assert kept.value.ok
    other = screen(language="en-US").sign_in("song", "/crm/customers").page
    other.get_by_role("button", name="Saved filters").click()
    other.get_by_role("button", name=VIEW, exact=True).click()
    expect(other).to_have_url(re.compile(r"sort=-name.*grade=A|grade=A.*sort=-name"))
    other.get_by_role("link", name="Next contacts").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Next contacts")
