"""What somebody likes to look at: kept for the person, on every screen, and nobody else's concern (F79)."""

import pytest

from gateway.preferences.model import MOST_CHARACTERS, MOST_PREFERENCES

OWN = "/api/v1/gateway/me/preferences"
CARDS = {"order": ["money", "contacts"], "hidden": ["stock"]}


@pytest.fixture
def ming(company):
    company.hire("ming", "salesperson")
    return company.sign_in("ming")


def keep(browser, name, words):
    return browser.call("PUT", f"{OWN}/{name}", {"words": words})


def kept(browser):
    return {row["name"]: row["words"] for row in browser.get(OWN).json["items"]}


def test_what_was_kept_is_there_after_a_new_sign_in(company, ming):
    assert keep(ming, "workbench.cards", CARDS).json == {"name": "workbench.cards", "words": CARDS}
    assert kept(company.sign_in("ming")) == {"workbench.cards": CARDS}


def test_it_replaces_what_was_kept_before(ming):
    keep(ming, "workbench.cards", CARDS)
    keep(ming, "workbench.cards", {"hidden": []})
    assert kept(ming) == {"workbench.cards": {"hidden": []}}


def test_nobody_sees_those_of_somebody_else(company, ming):
    keep(ming, "workbench.cards", CARDS)
    company.hire("hua", "salesperson")
    hua = company.sign_in("hua")
    assert kept(hua) == {}
    keep(hua, "workbench.cards", {"order": ["stock"]})
    assert kept(ming) == {"workbench.cards": CARDS}


def test_a_stranger_has_none(company):
    assert company.stranger().get(OWN).status_code == 401
    assert keep(company.stranger(), "workbench.cards", CARDS).status_code == 401


@pytest.mark.parametrize(
    "words", [["x"], "x", {"order": "x"}, {"order": [7]}, {"": ["x"]}, {"x" * 41: []}, {"order": ["x" * 201]}]
)
def test_only_words_under_names_are_kept(ming, words):
    assert keep(ming, "workbench.cards", words).json["code"] == "invalid_content"
    assert kept(ming) == {}


def test_they_are_small(ming):
    much = {f"view{count}": ["长" * 150] for count in range(20)}
    assert len(str(much)) < MOST_CHARACTERS and keep(ming, "views", much).status_code == 200
    [error] = keep(ming, "views", {name: words * 2 for name, words in much.items()}).json["errors"]
    assert (error["field"], error["code"]) == ("words", "too_long")
    assert kept(ming) == {"views": much}


def test_they_are_few(ming):
    for count in range(MOST_PREFERENCES):
        assert keep(ming, f"columns.{count}", {}).status_code == 200
    assert keep(ming, "one.more", {}).json["code"] == "too_many_preferences"
    assert keep(ming, "columns.7", {"hidden": ["area"]}).status_code == 200


@pytest.mark.parametrize("name", ["x" * 61, "Cards", "7cards", "a b", "茶"])
def test_a_name_is_plain(ming, name):
    assert keep(ming, name, {}).status_code == 404


def test_who_looks_on_as_a_role_changes_nothing(company):
    company.hire("qian", "owner")
    qian = company.sign_in("qian")
    keep(qian, "workbench.cards", CARDS)
    qian.post("/api/v1/gateway/sessions/current/view-as", {"role": "salesperson"})
    assert keep(qian, "workbench.cards", {}).status_code == 403
    assert kept(qian) == {"workbench.cards": CARDS}
