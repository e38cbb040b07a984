"""Branches work from named networks: the address counts at every request, and cannot be claimed by a header."""

import pytest

from gateway.networks.addresses import address_in_networks

from .laptop import GATEWAY, ME, a_network, approved, refusals, root, set_policy

pytestmark = pytest.mark.any_database


@pytest.fixture
def ming(company):
    return company.hire("ming", "salesperson")


@pytest.mark.parametrize(
    ("address", "cidrs", "inside"),
    [
        ("10.8.0.7", ["10.8.0.0/24"], True),
        ("10.8.1.7", ["10.8.0.0/24"], False),
        ("10.8.1.7", ["10.8.0.0/24", "10.8.1.7/32"], True),
        ("::ffff:10.8.0.7", ["10.8.0.0/24"], True),
        ("10.8.0.7", ["::ffff:0:0/96"], False),
        ("fd00::7", ["fd00::/64"], True),
        ("fd00:0:0:1::7", ["fd00::/64"], False),
        ("fe80::1%eth0", ["fe80::/10"], True),
        ("10.8.0.7", [], False),
        ("-", ["10.8.0.0/24"], False),
        ("", ["10.8.0.0/24"], False),
        ("10.8.0.7, 10.9.0.1", ["10.8.0.0/24"], False),
        ("010.8.0.7", ["10.8.0.0/24"], False),
    ],
)
def test_which_addresses_lie_in_which_networks(address, cidrs, inside):
    assert address_in_networks(address, cidrs) is inside


def test_a_network_has_one_spelling_and_is_never_everywhere(company):
    network = a_network(company, "总部", "10.1.2.3/16", "192.168.1.5", "FD00:0::/64")
    assert network["cidrs"] == ["10.1.0.0/16", "192.168.1.5/32", "fd00::/64"]
    for wrong in ("0.0.0.0/0", "::/0", "10.0.0.0/33", "ten", "10.0.0", "", "10.0.0.0/255.0.255.0"):
        problem = company.operator.refused("POST", "/networks", {"name": "x", "cidrs": [wrong]})
        assert problem["errors"][0]["field"] == "cidrs.0", wrong
    assert company.operator.refused("POST", "/networks", {"name": "x", "cidrs": []})["status"] == 422
    taken = company.operator.refused("POST", "/networks", {"name": "总部", "cidrs": ["10.2.0.0/16"]})
    assert taken["code"] == "network_name_taken"


def test_what_a_unit_says_holds_below_until_a_unit_below_says_otherwise(company):
    east = company.unit("east", kind="branch")
    counter = company.unit("counter", east, kind="office")
    vpn = a_network(company, "VPN", "10.8.0.0/24")

    def in_force(unit):
        shown = company.operator.get(f"/units/{unit['id']}/device-policy")
        return shown["policy"], shown["in_force"]["policy"], shown["in_force"]["unit_id"]

    assert in_force(counter) == ("inherit", "any", None)
    set_policy(company, "registered")
    assert in_force(counter) == ("inherit", "registered", root(company)["id"])
    shown = set_policy(company, "registered_networks", unit=east, networks=[vpn])
    assert shown["networks"] == shown["in_force"]["networks"] == [vpn["id"]]
    assert in_force(counter) == ("inherit", "registered_networks", east["id"])
    set_policy(company, "any", unit=counter)
    assert in_force(counter) == ("any", "any", counter["id"])
    set_policy(company, "inherit", unit=counter)
    set_policy(company, "inherit", unit=east)
    assert in_force(counter) == ("inherit", "registered", root(company)["id"])


def test_a_policy_names_networks_when_it_needs_them_and_only_then(company):
    vpn, path = a_network(company, "VPN", "10.8.0.0/24"), f"/units/{root(company)['id']}/device-policy"
    operator = company.operator
    assert operator.refused("PUT", path, {"policy": "registered_networks"})["code"] == "networks_needed"
    both = {"policy": "registered", "networks": [vpn["id"]]}
    assert operator.refused("PUT", path, both)["code"] == "networks_not_needed"
    foreign = {"policy": "registered_networks", "networks": [root(company)["id"]]}
    assert operator.refused("PUT", path, foreign)["code"] == "not_found"
    set_policy(company, "registered_networks", networks=[vpn])
    used = operator.refused("DELETE", f"/networks/{vpn['id']}")
    assert (used["code"], used["details"]["units"]) == ("network_in_use", "公司 / Company")
    set_policy(company, "any")
    operator.delete(f"/networks/{vpn['id']}")


def test_people_of_a_branch_work_from_its_networks_only(company, ming):
    vpn = a_network(company, "VPN", "10.8.0.0/24", "fd08::/64")
    set_policy(company, "registered_networks", networks=[vpn])
    laptop = approved(company, ming, address="192.0.2.1")
    outside = laptop.attempt("ming")
    assert (outside.status_code, outside.json["code"]) == (403, "network_not_allowed")
    laptop.browser.address = "10.8.0.7"
    browser = laptop.sign_in("ming")
    assert browser.get(ME).status_code == 200
    browser.address = "192.0.2.1"  # the principal is remembered; the address is not
    assert browser.get(ME).json["code"] == "network_not_allowed"
    assert browser.get("/api/v1/office/tasks").json["code"] == "network_not_allowed"
    assert browser.post("/api/v1/batch", []).json["code"] == "network_not_allowed"
    browser.address = "fd08::12"
    assert browser.get(ME).status_code == 200
    assert refusals(company) == {("ming", "192.0.2.1", "network_not_allowed"): 4}


FORGED = (
    {"X-Forwarded-For": "10.8.0.7"},
    {"X-Forwarded-For": "10.8.0.7, 10.8.0.8"},
    {"Forwarded": "for=10.8.0.7"},
    {"X-Real-IP": "10.8.0.7"},
    {"Client-IP": "10.8.0.7", "True-Client-IP": "10.8.0.7", "CF-Connecting-IP": "10.8.0.7"},
)


@pytest.mark.parametrize("headers", FORGED, ids=lambda headers: next(iter(headers)))
def test_no_header_moves_anybody_into_a_network(company, ming, headers):
    set_policy(company, "registered_networks", networks=[a_network(company, "VPN", "10.8.0.0/24")])
    laptop = approved(company, ming, address="192.0.2.1")
    assert laptop.attempt("ming", headers=headers).json["code"] == "network_not_allowed"
    assert refusals(company) == {("ming", "192.0.2.1", "network_not_allowed"): 1}


def test_a_changed_network_holds_at_once_and_in_other_processes_within_five_seconds(company, ming):
    vpn = a_network(company, "VPN", "10.0.0.0/24")
    set_policy(company, "registered_networks", networks=[vpn])
    browser = approved(company, ming).sign_in("ming")
    assert browser.get(ME).status_code == 200
    company.operator.put(f"/networks/{vpn['id']}", {"cidrs": ["10.8.0.0/24"]})
    company.clock.advance(seconds=5)
    assert browser.get(ME).json["code"] == "network_not_allowed"


def test_whoever_would_lock_himself_out_is_asked_first(company):
    fang = company.hire("fang", "administrator")
    browser = company.sign_in("fang")
    refused = set_policy(company, "registered", by=browser)
    assert (refused.status_code, refused.json["code"]) == (409, "locks_you_out")
    assert company.operator.get(f"/units/{root(company)['id']}/device-policy")["policy"] == "inherit"
    laptop = approved(company, fang)
    laptop.browser.token = browser.token
    assert laptop.renew().status_code == 200
    assert set_policy(company, "registered", by=browser).status_code == 200
    elsewhere, here = a_network(company, "VPN", "10.8.0.0/24"), a_network(company, "LAN", "10.0.0.0/24", kind="lan")
    refused = set_policy(company, "registered_networks", networks=[elsewhere], by=browser)
    assert (refused.json["code"], refused.json["details"]["reason"]) == ("locks_you_out", "network_not_allowed")
    assert set_policy(company, "registered_networks", networks=[here], by=browser).status_code == 200
    path = f"{GATEWAY}/networks/{here['id']}"
    assert browser.call("PUT", path, {"cidrs": ["10.3.0.0/24"]}).json["code"] == "locks_you_out"
    revoke = f"{GATEWAY}/devices/{laptop.id}/revoke"
    assert browser.post(revoke).json["details"]["reason"] == "device_revoked"
    assert browser.call("PUT", path, {"cidrs": ["10.3.0.0/24"], "confirm": True}).status_code == 200
    assert browser.get(ME).json["code"] == "network_not_allowed"


def test_the_operator_is_never_locked_out(company):
    set_policy(company, "registered_networks", networks=[a_network(company, "VPN", "10.8.0.0/24")])
    browser = company.stranger("192.0.2.9")
    browser.token = company.gateway.signer.sign(company.operator.principal)
    assert browser.get(f"{GATEWAY}/devices").status_code == 200
    assert (
        browser.call("PUT", f"{GATEWAY}/units/{root(company)['id']}/device-policy", {"policy": "any"}).status_code
        == 200
    )
