"""`zhanggui device`: codes, approval by fingerprint, revocation, and the way back from a policy that was too strict."""

import pytest

from tests.bad_input.furnishing import a_public_key
from tests.installation import PASSWORD
from tests.running.conftest import one_line
from zhanggui.client import Client, Refused, person_client

pytestmark = pytest.mark.journey


def enrolled(company, name="手机"):
    code = company.command("device", "code", "ming").stdout.split()[0]
    body = {"code": code, "name": name, "public_key": a_public_key()}
    return Client(company.address, lambda: "").post("/gateway/devices/enrol", body)


def test_a_device_is_approved_by_its_fingerprint_and_revoked_by_its_id(company):
    device = enrolled(company)
    assert f"{device['fingerprint']} waiting   ming " in company.command("device", "list", "--state", "waiting").stdout
    said = company.command("device", "approve", device["fingerprint"].lower()).stdout
    assert said == f"手机 ({device['fingerprint']}) is approved.\n"
    assert company.command("device", "revoke", device["device_id"]).stdout.endswith("is revoked.\n")
    assert f"{device['fingerprint']} revoked " in company.command("device", "list").stdout
    other = enrolled(company, "平板")
    assert company.command("device", "refuse", other["device_id"]).stdout.endswith("is refused.\n")


def test_the_operator_undoes_what_locks_everybody_out(company):
    company.operator.post("/gateway/networks", {"name": "VPN", "kind": "vpn", "cidrs": ["10.77.0.0/24"]})
    company.command("device", "policy", "registered_networks", "--network", "VPN")
    with pytest.raises(Refused, match="registered devices"):
        person_client(company.address, "ming", PASSWORD)
    company.command("device", "policy", "inherit", "--unit", "hq")
    person_client(company.address, "ming", PASSWORD)


def test_what_is_wrong_is_one_clear_line(company):
    device = enrolled(company)
    for words, said in (
        (("approve", "AAAA-BBBB-CCCC"), "there is no device 'AAAA-BBBB-CCCC'"),
        (("approve", "0193a1d4-0000-7000-8000-000000000000"), "找不到该记录"),
        (("revoke", device["device_id"]), "'revoke'"),
        (("code", "nobody"), "there is no user 'nobody'"),
        (("policy", "strict"), "'strict'"),
        (("policy", "any", "--unit", "nowhere"), "there is no unit 'nowhere'"),
        (("policy", "registered_networks", "--network", "nowhere"), "there is no network 'nowhere'"),
        (("policy", "registered_networks"), "请指定允许的网络"),
        (("list", "--state", "lost"), "'lost'"),
        (("wireguard", "peers"), "there is no VPN yet"),
        ((), None),
    ):
        done = company.command("device", *words, check=False)
        assert done.returncode == 2, words
        assert said is None or said in one_line(done), words
