"""The collision check (F9): Hua learns that a customer is Ming's, and nothing more."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.model import uuid7
from chassis.operations import system_work
from chassis.testing import ServiceUnderTest
from crm.collisions.index import index_name
from crm.collisions.names import parse
from crm.collisions.pinyin import initials, readings
from crm.collisions.search import having_tokens
from crm.service import service

from .builders import a_customer
from .conftest import SELLING

SECRETS = ("13812345678", "王经理", "wang@example.com", "老王微信", "长安街1号", "58886666")


@pytest.fixture
def dawn(ming):
    contact = {"name": "王经理", "mobile": "13812345678", "email": "wang@example.com", "wechat": "老王微信"}
    return a_customer(ming, phone="021-58886666", address="长安街1号", code="DAWN", contact=contact)


@pytest.mark.parametrize(
    ("q", "kind"),
    [
        ("晨曦", "substring"),
        ("上海晨曦贸易（集团）", "exact"),
        ("chenxi", "pinyin"),
        ("shcx", "initials"),
        ("辰曦贸易", "similar"),
        ("13812345678", "phone"),
        ("+86 138 1234 5678", "phone"),
        ("58886666", "phone"),
        ("021 5888 6666", "phone"),
    ],
)
def test_a_foreign_customer_is_found_but_masked(hua, ming, dawn, q, kind):
    [hit] = hua.get("/collisions", q=q)["items"]
    assert (hit["kind"], hit["own"], hit["owner_name"], hit["name"]) == (kind, False, "明", "上海**贸易")
    assert set(hit) == {"kind", "score", "own", "owner_name", "name", "phone"}
    assert not [
        secret for secret in (*SECRETS, dawn["id"], "DAWN", "晨曦") if secret in json.dumps(hit, ensure_ascii=False)
    ]
    [own] = ming.get("/collisions", q=q)["items"]
    assert (own["own"], own["id"], own["name"]) == (True, dawn["id"], dawn["name"])


@pytest.mark.parametrize("q", ["a", "公司", "有限公司", "1234567", "5888", "华为", "138123456"])
def test_what_was_not_meant_is_not_found(hua, dawn, q):
    assert hua.get("/collisions", q=q)["items"] == []


def test_a_query_without_words_is_refused(hua):
    assert hua.refused("GET", "/collisions", q=" ")["errors"][0]["field"] == "q"
    assert hua.refused("GET", "/collisions")["errors"][0]["code"] == "required"


def test_own_customers_are_open_only_as_far_as_one_reads_customers(crm, dawn):
    reader = crm.person("fang", {"crm.collision.read": "all"}, org_path="/hq/east/", teams=("/hq/east/",))
    assert reader.get("/collisions", q="晨曦")["items"][0]["own"] is False


def test_at_most_twenty_are_shown_the_closest_first(ming, hua):
    for number in range(23):
        a_customer(ming, f"长乐{'甲乙丙丁戊己庚辛壬癸'[number % 10] * (number // 10 + 1)}食品{number}号")
    a_customer(ming, "长乐")
    found = hua.get("/collisions", q="长乐")
    assert (len(found["items"]), found["more"], found["items"][0]["kind"]) == (20, True, "exact")


def test_a_renamed_customer_is_found_by_the_new_name_only(ming, hua):
    customer = a_customer(ming)
    ming.put(f"/customers/{customer['id']}", {"name": "北京长乐食品有限公司"})
    assert hua.get("/collisions", q="晨曦")["items"] == []
    assert len(hua.get("/collisions", q="changle")["items"]) == 1


def test_a_refused_customer_leaves_no_trace_in_the_index(ming, hua, dawn):
    hua.refused("POST", "/customers", {"name": "晨曦贸易", "source": "web", "phone": "13500000000"})
    assert hua.get("/collisions", q="13500000000")["items"] == []


def test_an_equal_name_elsewhere_is_another_company_and_a_warning_only(ming, hua):
    a_customer(ming, "北京大学")
    assert [warning["kind"] for warning in a_customer(hua, "南京大学")["warnings"]] == ["substring"]


def test_duplicates_are_listed_for_who_may_decide(fang, ming, qian):
    one = a_customer(ming)
    two = a_customer(fang, "晨曦贸易（上海）公司", collision_confirmed=True)
    a_customer(ming, "北京长乐食品")
    [group] = qian.get("/collisions/duplicates")["groups"]
    assert {each["id"] for each in group} == {one["id"], two["id"]}
    assert ming.refused("GET", "/collisions/duplicates")["status"] == 403


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_index_in_the_database_misses_no_part_of_any_name(crm, data):
    name = data.draw(
        st.text(st.sampled_from("重庆上海单曾晨曦贸易长乐行吕绿abcL 0189()（）·&é"), min_size=2, max_size=12)
    )
    text = data.draw(st.sampled_from(parse(name).texts))
    choices = data.draw(st.sampled_from([tuple(text), readings(text), initials(text)]))
    spelled = "".join(data.draw(st.sampled_from(choice)) for choice in choices)
    start = data.draw(st.integers(0, max(0, len(spelled) - 2)))
    part = spelled[start : data.draw(st.integers(start + 2, max(start + 2, len(spelled))))]
    identity = uuid7()
    with system_work(crm.host, "test") as ctx:
        index_name(ctx.session, identity, name)
        found = having_tokens(ctx.session, part)
        assert len(parse(part).core) < 2 or identity in set(ctx.session.scalars(found))
        ctx.session.rollback()


NO_NUMBERS = frozenset({"contact_phone"})


def test_who_may_not_see_numbers_does_not_find_by_them(crm, dawn):
    auditor = crm.person("wu", {"crm.customer.read": "all", "crm.collision.read": "all"}, hidden=NO_NUMBERS)
    for q in ("13812345678", "58886666", "2345678"):
        assert auditor.get("/collisions", q=q)["items"] == []
        assert auditor.get("/customers", q=q)["items"] == []
    [hit] = auditor.get("/collisions", q="晨曦")["items"]
    assert hit["name"] == dawn["name"]
    seen = json.dumps([hit, auditor.get("/customers"), auditor.get(f"/customers/{dawn['id']}")], ensure_ascii=False)
    assert not any(secret in seen for secret in ("13812345678", "58886666", "wang@example.com", "老王微信", "****"))


def test_a_refusal_does_not_tell_numbers_that_are_hidden(crm, dawn):
    crm.hear_of("wu")
    wu = crm.person("wu", {"crm.customer.*": "all"}, hidden=NO_NUMBERS)
    problem = wu.refused("POST", "/customers", {"name": dawn["name"], "source": "web"})
    assert problem["code"] == "crm.customer_collision"
    assert "phone" not in problem["details"]["hits"][0]
    for body in ({"phone": "1"}, {"contact": {"name": "x", "mobile": "1"}}):
        hidden = wu.refused("POST", "/customers", {"name": "新客户", "source": "web", **body})
        assert hidden["code"] == "hidden_field"


def test_probing_is_limited_for_each_person(tmp_path):
    crm = ServiceUnderTest(service, tmp_path, settings={"crm.collision_checks_per_hour": 3})
    hua, ming = (crm.person(name, SELLING) for name in ("hua", "ming"))
    for _ in range(3):
        hua.get("/collisions", q="晨曦")
    crm.clock.advance(minutes=59)
    problem = hua.refused("GET", "/collisions", q="晨曦")
    assert (problem["status"], problem["code"]) == (429, "crm.too_many_checks")
    assert problem["details"] == {"retry_after": 60}
    ming.get("/collisions", q="晨曦")
    crm.clock.advance(minutes=1)
    hua.get("/collisions", q="晨曦")
    crm.close()
