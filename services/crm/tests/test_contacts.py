"""Contact persons (F2): many per customer, one of them the primary one, none of a stranger's business."""

from .builders import a_customer


def a_contact(by, customer, name="王经理", **more):
    return by.post(f"/customers/{customer['id']}/contacts", {"name": name, **more})


def names(by, customer):
    return [(each["name"], each["primary"]) for each in by.get(f"/customers/{customer['id']}")["contacts"]]


def test_the_first_contact_is_the_primary_one_until_another_becomes_it(ming):
    customer = a_customer(ming)
    wang, zhao = a_contact(ming, customer), a_contact(ming, customer, "赵总")
    assert names(ming, customer) == [("王经理", True), ("赵总", False)]
    ming.put(f"/customers/{customer['id']}/contacts/{zhao['id']}", {"primary": True})
    assert names(ming, customer) == [("赵总", True), ("王经理", False)]
    a_contact(ming, customer, "孙总", primary=True)
    assert names(ming, customer)[0] == ("孙总", True)
    assert wang["version"] == 1


def test_a_changed_number_leaves_a_dated_line_and_is_found(crm, ming):
    customer = a_customer(ming)
    contact = a_contact(ming, customer, mobile="13812345678")
    crm.clock.advance(days=3)
    ming.put(f"/customers/{customer['id']}/contacts/{contact['id']}", {"mobile": "13987654321", "expected_version": 1})
    changes = crm.person("auditor", {"system.*": "all"}).get("/system/audit", record_id=contact["id"])["items"]
    assert changes[0]["changes"] == {"mobile": ["13812345678", "13987654321"]}
    assert ming.get("/customers", q="13987654321")["items"][0]["updated_at"].startswith("2026-11-26")
    assert ming.get("/customers", q="13812345678")["items"] == []


def test_a_contact_does_not_make_the_open_archive_stale(ming):
    customer = a_customer(ming)
    a_contact(ming, customer)
    assert ming.put(f"/customers/{customer['id']}", {"area": "华东", "expected_version": 1})["area"] == "华东"


def test_a_removed_contact_is_gone_and_its_number_is_no_longer_found(ming):
    customer = a_customer(ming)
    contact = a_contact(ming, customer, mobile="13812345678")
    ming.delete(f"/customers/{customer['id']}/contacts/{contact['id']}")
    assert names(ming, customer) == []
    assert ming.get("/customers", q="13812345678")["items"] == []


def test_who_has_not_seen_the_newest_version_of_a_contact_is_refused(ming):
    customer = a_customer(ming)
    contact = a_contact(ming, customer)
    path = f"/customers/{customer['id']}/contacts/{contact['id']}"
    ming.put(path, {"title": "总经理"})
    assert ming.refused("PUT", path, {"title": "经理", "expected_version": 1})["code"] == "stale_version"
    assert ming.refused("DELETE", path, {"expected_version": 1})["code"] == "stale_version"


def test_contacts_are_reached_through_their_own_customer_only(ming, hua):
    customer, other = a_customer(ming), a_customer(ming, "北京长乐食品")
    contact = a_contact(ming, customer)
    foreign = a_customer(hua, "西部矿业")
    for by, path in (
        (hua, f"/customers/{customer['id']}/contacts/{contact['id']}"),
        (hua, f"/customers/{foreign['id']}/contacts/{contact['id']}"),
        (ming, f"/customers/{other['id']}/contacts/{contact['id']}"),
    ):
        assert by.refused("PUT", path, {"name": "偷"})["code"] == "not_found"
        assert by.refused("DELETE", path)["code"] == "not_found"
    assert hua.refused("POST", f"/customers/{customer['id']}/contacts", {"name": "偷"})["code"] == "not_found"
    assert names(ming, customer) == [("王经理", True)]
