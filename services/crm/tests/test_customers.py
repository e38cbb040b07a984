"""The archive (F1, F3, F5): entered once, changed with a trace, seen within one's reach."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chassis.testing import person_id

from .builders import a_customer


def test_a_customer_belongs_to_who_enters_it_and_gets_a_code(crm, ming):
    customer = a_customer(ming)
    assert (customer["code"], customer["owner_id"], customer["owner_name"]) == ("C00001", str(person_id("ming")), "明")
    assert customer["credit_limit"] is None
    [told] = crm.told("crm.customer_registered.v1")
    assert (told.data["name"], told.data["org_path"]) == ("上海晨曦贸易有限公司", "/hq/east/")
    assert a_customer(ming, "北京长乐食品")["code"] == "C00002"


def test_a_code_of_our_pattern_given_by_hand_is_passed_over(ming):
    assert a_customer(ming, code="C00002")["code"] == "C00002"
    assert a_customer(ming, "北京长乐食品")["code"] == "C00003"


def test_no_two_customers_have_one_code(crm, ming, hua):
    a_customer(ming, code="ALFKI")
    problem = hua.refused("POST", "/customers", {"name": "别的客户", "source": "web", "code": "ALFKI"})
    assert (problem["code"], problem["errors"][0]["field"]) == ("crm.code_taken", "code")
    other = a_customer(hua, "别的客户")
    assert hua.refused("PUT", f"/customers/{other['id']}", {"code": "ALFKI"})["code"] == "crm.code_taken"


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"name": " "}, "name", "required"),
        ({"name": "长" * 121}, "name", "too_long"),
        ({"owner_id": None}, "owner_id", "required"),
        ({"source": "dream"}, "source", "not_a_choice"),
        ({"grade": "D"}, "grade", "not_a_choice"),
        ({"credit_limit": 12.5}, "credit_limit", "float_number"),
        ({"credit_limit": "-1"}, "credit_limit", "out_of_range"),
        ({"credit_days": -1}, "credit_days", "out_of_range"),
        ({"colour": "red"}, "colour", "unknown_field"),
        ({"contact": {"title": "经理"}}, "contact.name", "required"),
        ({"owner_id": str(person_id("nobody"))}, "owner_id", "crm.owner_unknown"),
        ({"owner_id": str(person_id("hua"))}, "owner_id", "crm.may_not_assign"),
    ],
)
def test_wrong_content_is_named_and_enters_nothing(crm, ming, wrong, field, code):
    problem = ming.refused("POST", "/customers", {"name": "晨曦", "source": "card", **wrong})
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [(field, code)]
    assert crm.told() == []


def test_who_leads_may_enter_customers_for_the_team_only(crm, fang):
    assert a_customer(fang, owner_id=str(person_id("ming")))["owner_name"] == "明"
    body = {"name": "西部矿业", "source": "fair", "owner_id": str(person_id("hua"))}
    assert fang.refused("POST", "/customers", body)["code"] == "crm.may_not_assign"


def test_an_assistant_enters_customers_for_whom_she_serves(crm):
    crm.hear_of("na", "/hq/")
    na = crm.person("na", {"crm.customer.enter": "own"}, serves=(person_id("ming"),))
    assert a_customer(na, owner_id=str(person_id("ming")))["owner_name"] == "明"


def test_every_change_leaves_who_old_and_new(crm, ming):
    customer = a_customer(ming)
    changed = ming.put(f"/customers/{customer['id']}", {"phone": "021-58886666", "expected_version": 1})
    assert (changed["phone"], changed["version"]) == ("021-58886666", 2)
    auditor = crm.person("auditor", {"system.audit.*": "all"})
    latest = auditor.get("/system/audit", record_id=customer["id"])["items"][0]
    assert (latest["actor_name"], latest["changes"]) == ("明", {"phone": ["", "021-58886666"]})
    assert crm.told("crm.customer_changed.v1")[0].data["phone"] == "021-58886666"


def test_a_change_that_changes_nothing_is_not_told(crm, ming):
    customer = a_customer(ming)
    assert ming.put(f"/customers/{customer['id']}", {"name": customer["name"]})["version"] == 1
    assert crm.told("crm.customer_changed.v1") == []


def test_who_has_not_seen_the_newest_version_is_refused(ming):
    customer = a_customer(ming)
    ming.put(f"/customers/{customer['id']}", {"area": "华东"})
    problem = ming.refused("PUT", f"/customers/{customer['id']}", {"area": "华北", "expected_version": 1})
    assert problem["code"] == "stale_version"


def test_a_stranger_sees_nothing_of_a_customer(ming, hua, fang, qian):
    customer = a_customer(ming)
    assert hua.refused("GET", f"/customers/{customer['id']}")["code"] == "not_found"
    assert hua.refused("PUT", f"/customers/{customer['id']}", {"area": "西"})["code"] == "not_found"
    for q in ("", "晨曦", "chenxi", "C00001"):
        listed = hua.get("/customers", total="true", q=q)
        assert (listed["items"], listed["total"]["count"]) == ([], 0)
    assert fang.get("/customers", total="true")["total"]["count"] == 1
    assert qian.get(f"/customers/{customer['id']}")["name"] == customer["name"]


def test_whoever_lacks_the_function_is_refused(crm):
    assert crm.person("li", {"purchasing.*": "all"}).refused("GET", "/customers")["status"] == 403


@pytest.mark.parametrize("q", ["晨曦", "晨", "chenxi", "cx", "c000", "58886666", "6666"])
def test_ming_finds_his_customer_by(ming, q):
    a_customer(ming, phone="021-5888 6666")
    a_customer(ming, "北京长乐食品", code="BJ01", phone="13812345678")
    assert [item["name"] for item in ming.get("/customers", q=q)["items"]] == ["上海晨曦贸易有限公司"]


def test_lists_are_filtered_sorted_and_paged(crm, ming):
    for number, (name, grade, area) in enumerate(
        [("甲公司甲", "A", "华东"), ("乙公司乙", "B", "华东"), ("丙公司丙", None, "华北")]
    ):
        a_customer(ming, name, grade=grade, area=area, code=f"K{number}")
    assert [item["code"] for item in ming.get("/customers", grade="A")["items"]] == ["K0"]
    assert [item["code"] for item in ming.get("/customers", grade="none")["items"]] == ["K2"]
    assert [item["code"] for item in ming.get("/customers", area="华东", sort="-code")["items"]] == ["K1", "K0"]
    first = ming.get("/customers", sort="code", limit=2, total="true")
    rest = ming.get("/customers", sort="code", limit=2, after=first["next"])
    assert [item["code"] for item in first["items"] + rest["items"]] == ["K0", "K1", "K2"]
    assert (first["total"]["count"], rest["next"]) == (3, None)
    assert ming.refused("GET", "/customers", sort="grade")["code"] == "bad_sort"


def test_an_archive_tells_how_complete_and_how_fresh_it_is(crm, ming):
    bare = a_customer(ming)
    full = a_customer(
        ming, "北京长乐食品", type="经销商", grade="A", industry="食品", area="北京", address="长安街1号",
        phone="010-65556666",
        contact={"name": "王经理", "mobile": "13812345678"},
    )  # fmt: skip
    assert (bare["completeness"], full["completeness"]) == (12, 100)
    assert [item["id"] for item in ming.get("/customers", incomplete="true")["items"]] == [bare["id"]]
    crm.clock.advance(days=31)
    ming.put(f"/customers/{full['id']}", {"area": "华北"})
    assert [item["id"] for item in ming.get("/customers", not_updated_days=30)["items"]] == [bare["id"]]


def test_a_name_that_the_company_has_is_a_collision(crm, ming, hua, fang):
    a_customer(ming, phone="021-58886666")
    body = {"name": "晨曦贸易（上海）有限责任公司", "source": "web"}
    problem = hua.refused("POST", "/customers", body)
    assert (problem["code"], problem["status"]) == ("crm.customer_collision", 409)
    [hit] = problem["details"]["hits"]
    assert hit == {
        "kind": "exact",
        "score": 100,
        "own": False,
        "owner_name": "明",
        "name": "上海**贸易",
        "phone": "021****6666",
    }
    assert hua.refused("POST", "/customers", {**body, "collision_confirmed": True})["code"] == "forbidden"
    confirmed = fang.post("/customers", {**body, "collision_confirmed": True})
    assert confirmed["warnings"][0]["kind"] == "exact"
    assert len(crm.told("crm.customer_registered.v1")) == 2


def test_a_similar_name_or_an_equal_number_is_a_warning(ming, hua):
    a_customer(ming, phone="13812345678")
    [warning] = a_customer(hua, "辰曦贸易")["warnings"]
    assert (warning["kind"], warning["own"], warning["name"]) == ("similar", False, "上海**贸易")
    assert [each["kind"] for each in a_customer(hua, "毫不相干", phone="+86 138-1234-5678")["warnings"]] == ["phone"]


def test_a_customer_is_not_renamed_into_another_one(ming, hua):
    a_customer(ming)
    other = a_customer(hua, "西部矿业")
    problem = hua.refused("PUT", f"/customers/{other['id']}", {"name": "晨曦贸易"})
    assert problem["code"] == "crm.customer_collision"
    assert hua.get(f"/customers/{other['id']}")["name"] == "西部矿业"
    assert hua.put(f"/customers/{other['id']}", {"name": "西部矿业集团"})["name"] == "西部矿业集团"


def test_of_many_who_enter_the_same_name_at_once_one_succeeds(crm, ming):
    def enter(number):
        return ming.call("POST", "/customers", {"name": "上海晨曦贸易", "source": "card", "code": f"K{number}"}).status

    with ThreadPoolExecutor(8) as people:
        statuses = list(people.map(enter, range(8)))
    assert sorted(statuses) == [201, *[409] * 7]
