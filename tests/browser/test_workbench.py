"""The workbench: a salesperson's morning, the owner's figures on a telephone, cards as one likes them (F78, F79)."""

import pytest
from playwright.sync_api import expect

from chassis.clock import SystemClock, local_date

TODAY = local_date(SystemClock().now()).isoformat()
MONTH = f"{TODAY[:7]}-01"
CARDS = "/gateway/me/preferences/workbench.cards"


@pytest.fixture
def due_today(company, api, customer):
    """Ming has promised this customer a call today."""
    body = {"customer_id": customer["id"], "channel": "phone", "content": "约好今天再谈", "topic": "新报价"}
    api("ming").post("/crm/contact-records", body | {"next_contact_on": TODAY})
    company.settle()
    return customer


def figure(page, card, word):
    return page.locator(f'[data-card="{card}"] [data-figure="{word}"]')


def number(page, card, word):
    return figure(page, card, word).locator(".value")


def contacts_due(api):
    return api("ming").get("/notification/reminders", kind="contact_due", stage="today", total="true")["total"]["count"]


def test_a_morning_goes_from_the_number_to_the_customer_and_the_number_goes_down(screen, company, api, due_today):
    before = contacts_due(api)
    page = screen().sign_in("ming").page
    expect(number(page, "contacts", "today")).to_have_text(str(before))
    figure(page, "contacts", "today").click()
    expect(page.locator("#content tbody tr")).to_have_count(before)
    page.get_by_role("link", name=due_today["name"]).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(due_today["name"])
    page.get_by_role("button", name="写联系记录").click()
    page.get_by_label("联系内容").fill("已经谈妥")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    company.settle()
    assert contacts_due(api) == before - 1
    page.get_by_role("link", name="工作台").click()
    expect(number(page, "contacts", "today")).to_have_text(str(before - 1))


def test_the_owner_reads_the_figures_on_a_telephone_down_to_the_orders(screen, api):
    results = api("qian").get("/sales/performance", by="performer", **{"from": MONTH})
    best, page = results["rows"][0], screen(width=360).sign_in("qian").page
    expect(number(page, "team", "ordered")).to_have_text(f"{float(results['total']['ordered']):,.2f}")
    figure(page, "team", "ordered").click()
    expect(page.locator("canvas")).to_be_visible()
    expect(page.locator("#content tfoot")).to_contain_text(f"{float(results['total']['ordered']):,.2f}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name=f"{best['label']} 的订单").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("订单")
    expect(page.locator("#content tbody tr")).to_have_count(best["orders"])
    page.go_back()
    page.get_by_role("link", name=best["label"], exact=True).click()
    expect(page.locator(".narrowed")).to_contain_text(best["label"])
    expect(page.locator("#content tfoot")).to_contain_text(f"{float(best['ordered']):,.2f}")


def test_what_is_owed_adds_up_to_the_cent_from_the_card_to_the_list(screen, api):
    zhou, page = api("zhou"), screen().sign_in("zhou").page
    ageing = zhou.get("/finance/ageing")["total"]
    buckets = {"aged.1-30": "d1_30", "aged.31-60": "d31_60", "aged.61-90": "d61_90", "aged.181": "d181_more"}
    late = {word: ageing[bucket] for word, bucket in buckets.items() if float(ageing[bucket])}
    assert late, "somebody is late in the demo company"
    for word, amount in late.items():
        shown = f"{float(amount):,.2f}"
        expect(number(page, "receivables", word)).to_have_text(shown)
        figure(page, "receivables", word).click()
        expect(page.locator(".pager")).to_contain_text(shown)
        page.go_back()
    overdue = zhou.get("/finance/receivables/due", period="overdue", limit=1)["total"]["open_amount"]
    expect(number(page, "receivables", "overdue")).to_have_text(f"{float(overdue):,.2f}")


def test_cards_that_were_hidden_and_moved_stay_so_after_a_new_sign_in(screen, api):
    try:
        song = screen().sign_in("song")
        shown = song.page.locator("[data-card]")
        expect(shown.first).to_have_attribute("data-card", "contacts")
        song.page.get_by_role("button", name="自定义").click()
        song.page.get_by_role("checkbox", name="流失客户").uncheck()
        expect(song.page.locator('[data-card="lost"]')).to_have_count(0)
        with song.page.expect_request(lambda request: request.method == "PUT"):
            song.page.get_by_role("button", name="应下单客户：上移").press("Enter")
        expect(shown.first).to_have_attribute("data-card", "rhythm")
        again = screen().sign_in("song").page
        expect(again.locator("[data-card]").first).to_have_attribute("data-card", "rhythm")
        expect(again.locator('[data-card="lost"]')).to_have_count(0)
        expect(screen().sign_in("ming").page.locator('[data-card="lost"]')).to_be_visible()
    finally:
        api("song").put(CARDS, {"words": {}})


def test_who_buys_sees_goods_and_payables_and_nothing_of_sales(screen, due_today):
    page = screen().sign_in("li").page
    expect(page.locator('[data-card="stock"]')).to_be_visible()
    names = page.locator("[data-card]").evaluate_all("cards => cards.map((each) => each.dataset.card)")
    assert set(names) == {"payables", "stock", "tasks", "announcements"}
    page.goto("/workbench/reminders")
    expect(page.locator("#content tbody tr").first).to_be_visible()
    expect(page.locator("#content")).not_to_contain_text(due_today["name"])
    page.goto("/analytics/performance")
    expect(page.locator("#content")).to_contain_text("没有查看此页的权限")
