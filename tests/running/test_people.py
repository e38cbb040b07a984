"""`zhanggui user`: who is added signs in, with the rights of the role; a forgotten password is replaced."""

import pytest

from tests.installation import PASSWORD
from zhanggui.client import Refused, person_client

pytestmark = pytest.mark.journey


def test_whoever_was_added_signs_in_with_the_rights_of_the_role(company):
    ming = company.person("ming").get("/gateway/sessions/current")
    assert (ming["name"], ming["roles"]) == ("Ming", ["salesperson"])
    with pytest.raises(Refused):
        company.person("ming").get("/gateway/users")
    assert company.person("qian").get("/gateway/users")["items"]


def test_everybody_is_listed(company):
    lines = company.command("user", "list").stdout.splitlines()
    [fang] = [line for line in lines if line.startswith("fang ")]
    assert fang.split() == ["fang", "fang", "Fang", "sales_manager"]


def test_a_new_password_replaces_the_old_one(company):
    person = ("user", "add", "wen", "--name", "Wen", "--role", "cashier", "--role", "auditor", "--code", "E77")
    assert company.command(*person, ZHANGGUI_PASSWORD=PASSWORD).stdout == "wen may sign in now.\n"
    assert "wen              E77" in company.command("user", "list").stdout
    forgotten = company.command("user", "password", "wen", ZHANGGUI_PASSWORD="another long one")
    assert forgotten.stdout == "wen has a new password.\n"
    with pytest.raises(Refused):
        person_client(company.address, "wen", PASSWORD)
    assert person_client(company.address, "wen", "another long one").get("/gateway/sessions/current")["name"] == "Wen"


def test_a_weak_password_leaves_no_user_behind(company):
    words = ("user", "add", "weak", "--name", "Weak", "--role", "cashier")
    assert company.command(*words, check=False, ZHANGGUI_PASSWORD="short").returncode == 2
    assert company.operator.get("/gateway/users", username="weak")["items"] == []
