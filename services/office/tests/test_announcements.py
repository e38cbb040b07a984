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


def test_nobody_speaks_to_those_out_of_reach(fang, office):
    for path in ("/", "/hq/", "/hq/west/", "/hq/e"):
        refused = fang.refused("POST", "/announcements", {"title": "x", "content": "x", "org_path": path})
        assert refused["code"] == "forbidden", path
    assert published(fang)["org_path"] == "/hq/east/"
    assert published(office.person("qian", {"*": "all"}))["org_path"] == "/"


def test_an_announcement_is_read_on_a_page_of_its_own(fang, ming, hua):
    announcement = published(fang)
    assert (ming.get(f"/announcements/{announcement['id']}")["read"], announcement["read"]) == (False, True)
    ming.post(f"/announcements/{announcement['id']}/read")
    assert ming.get(f"/announcements/{announcement['id']}")["read"]
    assert ming.get("/announcements")["items"][0]["read"]
    assert hua.refused("GET", f"/announcements/{announcement['id']}")["code"] == "not_found"


def test_who_writes_sees_it_everywhere_and_need_not_read_it(office):
    qian = office.person("qian", {"*": "all"}, org_path="/hq/")
    announcement = published(qian, org_path="/hq/west/")
    assert [each["id"] for each in qian.get("/announcements")["items"]] == [announcement["id"]]
    assert qian.get("/announcements", unread="true")["items"] == []


def test_the_author_sees_who_has_not_read_it_yet(fang, ming, office):
    announcement = published(fang)
    office.hear_of("zhao", "/hq/east/", superior="fang")
    ming.post(f"/announcements/{announcement['id']}/read")
    missing = fang.get(f"/announcements/{announcement['id']}/receipts")["missing"]
    assert [each["reader_name"] for each in missing] == ["zhao"]
    assert ming.refused("GET", f"/announcements/{announcement['id']}/receipts")["code"] == "forbidden"
