"""Comments on contact records: from above, seen and acknowledged by whoever was in touch (F12)."""

import pytest

from .builders import a_customer, a_record


@pytest.fixture
def record(ming):
    return a_record(ming, a_customer(ming))


def comments(record):
    return f"/contact-records/{record['id']}/comments"


def acknowledge(record):
    return f"/contact-records/{record['id']}/acknowledge"


def test_fang_comments_and_ming_sees_and_acknowledges_it_once(crm, ming, fang, record):
    fang.post(comments(record), {"text": "报价前先问账期"})
    [seen] = ming.get("/contact-records")["items"]
    [comment] = seen["comments"]
    assert (comment["author_name"], comment["text"], comment["acknowledged_at"]) == ("方", "报价前先问账期", None)
    [told] = crm.told("crm.record_commented.v1")
    assert told.data["performer_id"] == record["performer_id"]
    assert ming.post(acknowledge(record), {})["comments"][0]["acknowledged_at"]
    assert len(crm.told("crm.comment_acknowledged.v1")) == 1
    assert ming.refused("POST", acknowledge(record), {})["code"] == "crm.nothing_to_acknowledge"


def test_only_whoever_was_in_touch_acknowledges(crm, fang, record):
    fang.post(comments(record), {"text": "请抄送我"})
    assert fang.refused("POST", acknowledge(record), {})["code"] == "crm.nothing_to_acknowledge"
    assert crm.told("crm.comment_acknowledged.v1") == []


def test_nobody_comments_on_an_own_record_or_without_the_right(crm, ming, fang, hua):
    customer = a_customer(ming)
    own = a_record(fang, customer)
    assert fang.refused("POST", comments(own), {"text": "我真行"})["code"] == "crm.own_record"
    assert ming.refused("POST", comments(own), {"text": "主管真行"}, status=403)["status"] == 403
    assert crm.told("crm.record_commented.v1") == []


def test_a_superior_of_another_team_finds_no_such_record(crm, record):
    wei = crm.person("wei", {"crm.*": "team"}, org_path="/hq/west/", teams=("/hq/west/",))
    assert wei.refused("POST", comments(record), {"text": "越级"})["code"] == "not_found"
    assert crm.told("crm.record_commented.v1") == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({}, "required"),
        ({"text": ""}, "required"),
        ({"text": "长" * 2001}, "too_long"),
        ({"text": "好", "to": "x"}, "unknown_field"),
    ],
)
def test_a_wrong_comment_changes_nothing(crm, ming, fang, record, wrong, code):
    assert fang.refused("POST", comments(record), wrong)["errors"][0]["code"] == code
    assert ming.get("/contact-records")["items"][0]["comments"] == []
