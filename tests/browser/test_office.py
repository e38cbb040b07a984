"""Announcements and tasks on screen: Fang leads, Ming is in the team, Lu works at another branch (F64, F65)."""

from playwright.sync_api import expect


def test_a_task_is_given_seen_on_the_workbench_and_done(screen, api):
    fang = screen().sign_in("fang", "/office/tasks").page
    fang.get_by_role("button", name="指派任务").click()
    form = fang.get_by_role("dialog")
    form.get_by_role("textbox", name="任务").fill("核对合同盖章页")
    form.get_by_role("combobox", name="负责人").click()
    fang.get_by_role("option", name="明晓舟").last.click()
    form.get_by_role("button", name="指派", exact=True).click()
    expect(fang.get_by_role("link", name="核对合同盖章页")).to_be_visible()

    ming = screen().sign_in("ming").page
    ming.locator('[data-card="tasks"] [data-figure="open"]').click()
    ming.get_by_role("link", name="核对合同盖章页").click()
    expect(ming.locator("#content")).to_contain_text("方知远")
    ming.get_by_role("button", name="完成").click()
    expect(ming.get_by_role("heading", level=1)).to_contain_text("已完成")
    [task] = [
        each for each in api("fang").get("/office/tasks", limit=100)["items"] if each["title"] == "核对合同盖章页"
    ]
    assert (task["state"], task["owner_name"]) == ("done", "明晓舟")
    song = screen().sign_in("song", f"/office/tasks/{task['id']}").page
    expect(song.get_by_role("alert")).to_be_visible()


def test_an_announcement_is_read_by_those_it_is_for_and_its_author_sees_who(screen, api):
    fang = screen().sign_in("fang", "/office/announcements").page
    fang.get_by_role("button", name="发布公告").click()
    fang.get_by_role("button", name="发布", exact=True).click()
    expect(fang.get_by_role("dialog").get_by_role("alert").first).to_be_visible()
    fang.get_by_label("标题").fill("周五盘点")
    fang.get_by_label("内容").fill("下午三点，全组参加。")
    fang.get_by_role("button", name="发布", exact=True).click()
    expect(fang.get_by_role("heading", level=1)).to_have_text("周五盘点")
    expect(fang.locator("#content")).to_contain_text("已读 0 /")

    ming = screen().sign_in("ming").page
    ming.locator('[data-card="announcements"]').get_by_role("link", name="周五盘点").click()
    expect(ming.locator("#content")).to_contain_text("下午三点")
    fang.reload()
    expect(fang.locator("#content")).to_contain_text("已读 1 /")
    expect(fang.locator("#content dl")).to_contain_text("明晓舟")
    assert "周五盘点" not in [each["title"] for each in api("lu").get("/office/announcements", limit=100)["items"]]
