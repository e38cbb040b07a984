"""Announcements: published for a part of the company, read with a receipt."""


def published(fang, **more):
    return fang.post("/announcements", {"title": "国庆放假", "content": "十月一日至七日放假。", **more})


def test_an_announcement_reaches_those_below_its_org_path(fang, ming, hua):
    published(fang, org_path="/hq/east/")
    assert len(ming.get("/announcements")["items"]) == 1
    assert hua.get("/announcements")["items"] == []


def test_reading_leaves_one_receipt(fang, ming):
    announcement = published(fang)
    ming.post(f"/announcements/{announcement['id']}/read")
    ming.post(f"/announcements/{announcement['id']}/read")
    assert ming.get("/announcements", unread="true")["items"] == []
    receipts = fang.get(f"/announcements/{announcement['id']}/receipts")["items"]
    assert [receipt["reader_name"] for receipt in receipts] == ["明"]


def test_what_does_not_concern_me_does_not_exist(fang, hua):
    announcement = published(fang, org_path="/hq/east/")
    assert hua.refused("POST", f"/announcements/{announcement['id']}/read")["code"] == "not_found"
