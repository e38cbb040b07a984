"""Transfers (F18): what may be seen follows the customer, what was achieved stays with who did it."""

from chassis.testing import person_id

from .builders import a_customer, a_record

HUA = str(person_id("hua"))


def handed_over(by, customer, to=HUA, **more):
    return by.post(f"/customers/{customer['id']}/transfer", {"owner_id": to, "reason": "调岗", **more})


def test_scope_follows_the_new_owner_and_the_performer_stays(crm, ming, hua, qian):
    customer = a_customer(ming)
    a_record(ming, customer, next_contact_on="2026-11-30")
    handed_over(qian, customer)
    assert ming.refused("GET", f"/customers/{customer['id']}")["code"] == "not_found"
    assert ming.get("/contact-records")["items"] == []
    assert ming.get("/plans")["items"] == []
    assert hua.get(f"/customers/{customer['id']}")["owner_name"] == "华"
    [record] = hua.get("/contact-records")["items"]
    assert (record["performer_id"], record["owner_id"]) == (str(person_id("ming")), HUA)
    assert [plan["owner_id"] for plan in hua.get("/plans")["items"]] == [HUA]
    [told] = crm.told("crm.customer_transferred.v1")
    assert (told.data["owner_id"], told.data["org_path"]) == (HUA, "/hq/west/")
    assert told.data["previous_owner_id"] == str(person_id("ming"))


def test_the_history_is_seen_with_the_customer(ming, hua, qian):
    customer = a_customer(ming)
    handed_over(qian, customer)
    [transfer] = hua.get("/transfers", customer_id=customer["id"])["items"]
    assert (transfer["reason"], transfer["transferred_by"]) == ("调岗", str(person_id("qian")))
    listed = ming.get("/transfers", total="true")
    assert (listed["items"], listed["total"]["count"]) == ([], 0)


def test_many_go_together_or_none(crm, ming, qian):
    one, two = a_customer(ming), a_customer(ming, "北京长乐食品")
    body = {"customer_ids": [one["id"], two["id"]], "owner_id": HUA, "reason": "离职"}
    handed_over(qian, two)
    assert qian.refused("POST", "/transfers", body)["code"] == "crm.already_owner"
    assert qian.get(f"/customers/{one['id']}")["owner_name"] == "明"
    handed_over(qian, two, str(person_id("ming")))
    assert len(qian.post("/transfers", body)["items"]) == 2
    assert len(crm.told("crm.customer_transferred.v1")) == 4


def test_who_leads_transfers_within_the_team_only(crm, ming, fang, hua):
    customer, foreign = a_customer(ming), a_customer(hua, "西部矿业")
    path = f"/customers/{customer['id']}/transfer"
    assert fang.refused("POST", path, {"owner_id": HUA, "reason": "给"})["code"] == "crm.may_not_assign"
    body = {"owner_id": str(person_id("fang")), "reason": "拿"}
    assert fang.refused("POST", f"/customers/{foreign['id']}/transfer", body)["code"] == "not_found"
    many = {**body, "customer_ids": [customer["id"], foreign["id"]]}
    assert fang.refused("POST", "/transfers", many)["code"] == "not_found"
    assert crm.told("crm.customer_transferred.v1") == []


def test_a_transfer_needs_a_reason_a_person_who_works_here_and_the_newest_version(crm, ming, qian):
    customer = a_customer(ming)
    path = f"/customers/{customer['id']}/transfer"
    assert qian.refused("POST", path, {"owner_id": HUA})["errors"][0]["field"] == "reason"
    nobody = {"owner_id": str(person_id("nobody")), "reason": "?"}
    assert qian.refused("POST", path, nobody)["code"] == "crm.owner_unknown"
    assert (
        qian.refused("POST", path, {"owner_id": HUA, "reason": "x", "expected_version": 7})["code"] == "stale_version"
    )
    assert ming.refused("POST", path, {"owner_id": HUA, "reason": "x"})["status"] == 403


def test_who_joins_another_team_takes_the_customers_along(crm, ming, fang):
    customer = a_customer(ming)
    a_record(ming, customer)
    crm.hear_of("ming", "/hq/west/")
    assert fang.refused("GET", f"/customers/{customer['id']}")["code"] == "not_found"
    assert ming.get(f"/customers/{customer['id']}")["org_path"] == "/hq/west/"
    assert crm.told("crm.customer_transferred.v1")[0].data["org_path"] == "/hq/west/"


def test_a_leavers_customers_go_to_the_successor(crm, ming, hua):
    customer = a_customer(ming)
    crm.hear("gateway.user_deactivated.v1", user_id=person_id("ming"), successor_id=person_id("hua"))
    assert hua.get(f"/customers/{customer['id']}")["owner_name"] == "华"
    crm.hear("gateway.user_deactivated.v1", user_id=person_id("hua"), successor_id=None)
    assert hua.get(f"/customers/{customer['id']}")["owner_name"] == "华"
