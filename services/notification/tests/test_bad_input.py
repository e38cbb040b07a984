"""Bad input gets a clear answer and changes nothing."""

from uuid import uuid4

import pytest

from .builders import TODAY, a_receivable, a_rhythm, day


@pytest.fixture
def row(notification, ming):
    notification.hear("crm.rhythm_changed.v1", **a_rhythm(TODAY, day(60)))
    return ming.get("/reminders", kind="not_ordered")["items"][0]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"kind": "birthday"}, "kind"),
        ({"stage": "someday"}, "stage"),
        ({"as_of": "2026-13-01"}, "as_of"),
        ({"as_of": "0001-01-01"}, "as_of"),
        ({"party_id": "7"}, "party_id"),
        ({"limit": "0"}, "limit"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_filter_is_named(ming, query, field):
    problem = ming.refused("GET", "/reminders", **query)
    assert problem["status"] == 422
    assert [error["field"] for error in problem["errors"]] == [field]


@pytest.mark.parametrize("body", [{}, {"reason": "  "}, {"reason": "长" * 201}, {"reason": 5}, {"reason": "x", "a": 1}])
def test_a_dismissal_needs_a_proper_reason(notification, ming, row, body):
    assert ming.refused("POST", f"/reminders/{row['id']}/dismiss", body)["status"] == 422
    assert ming.get("/reminders", kind="not_ordered")["items"][0] == row
    assert notification.told() == []


def test_a_dismissal_by_someone_with_an_old_page_is_refused(ming, row):
    body = {"reason": "已停业", "expected_version": row["version"] + 1}
    assert ming.refused("POST", f"/reminders/{row['id']}/dismiss", body)["code"] == "stale_version"


def test_a_reminder_is_dismissed_once(notification, ming, row):
    path, body = f"/reminders/{row['id']}/dismiss", {"reason": "已停业"}
    assert ming.post(path, body)["state"] == "dismissed"
    problem = ming.refused("POST", path, body)
    assert (problem["code"], problem["status"]) == ("illegal_transition", 409)
    assert len(notification.told("notification.reminder_cleared.v1")) == 1


def test_the_same_key_dismisses_once(notification, ming, row):
    path, body = f"/reminders/{row['id']}/dismiss", {"reason": "已停业"}
    first = ming.call("POST", path, body, key="k1")
    again = ming.call("POST", path, body, key="k1")
    assert first.json() == again.json()
    assert len(notification.told("notification.reminder_cleared.v1")) == 1


def test_an_unknown_reminder_is_not_found(ming):
    for identity in (uuid4(), "not-an-id"):
        assert ming.refused("POST", f"/reminders/{identity}/dismiss", {"reason": "x"})["status"] == 404


def test_pages_follow_each_other_without_gap_or_repeat(notification, ming):
    for number in range(7):
        notification.hear("finance.receivable_opened.v1", **a_receivable(f"AR-{number}", day(number % 3)))
    seen, after = [], {}
    while True:
        page = ming.get("/reminders", limit=2, **after)
        seen += [row["id"] for row in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert len(seen) == len(set(seen)) == 7
