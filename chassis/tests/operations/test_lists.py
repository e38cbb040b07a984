"""Lists: pages that neither lose nor repeat a row, whatever they are sorted by; totals over what is seen."""

import base64
from random import Random

import orjson
import pytest

from ..builders import a_parcel, registered

DAYS = [None, "2026-11-23", "2026-12-01"]


@pytest.fixture
def many(ming):
    dice = Random(7)
    for number in range(25):
        registered(
            ming,
            title=dice.choice(["茶杯", "茶壶", "Tea", "tea", "x" * 200, "茶" * 200]),
            value=dice.choice(["9.50", "12.50", "100.00", "0.05"]),
            due_on=dice.choice(DAYS),
            sent_at=dice.choice([None, "2026-11-23T10:00:00+08:00", "2026-11-23T02:00:00.000001Z"]),
            fragile=dice.choice([True, False]),
            code=f"P{number:03d}",
        )


def walked(caller, **query):
    rows, after = [], {}
    while True:
        page = caller.get("/parcels", limit="4", **query, **after)
        assert len(page["items"]) <= 4
        rows += page["items"]
        if page["next"] is None:
            return rows
        after = {"after": page["next"]}


@pytest.mark.parametrize("sort", ["code", "title", "value", "due_on", "sent_at", "fragile"])
@pytest.mark.parametrize("falling", ["", "-"])
def test_walking_the_pages_meets_every_row_once(ming, many, sort, falling):
    rows = walked(ming, sort=falling + sort)
    assert sorted(row["code"] for row in rows) == [f"P{number:03d}" for number in range(25)]
    if sort in ("value", "due_on"):
        values = [float(row[sort]) if sort == "value" else row[sort] or "9999" for row in rows]
        assert values == sorted(values, reverse=bool(falling))


def test_a_total_counts_what_the_filter_finds_not_what_the_page_shows(ming, many):
    page = ming.get("/parcels", limit="3", total="true", state="stored")
    assert page["total"]["count"] == 25
    assert float(page["total"]["value"]) == pytest.approx(sum(float(row["value"]) for row in walked(ming)))
    assert ming.get("/parcels", state="gone", total="true")["total"] == {"count": 0, "value": None}
    assert ming.get("/parcels")["total"] is None


@pytest.mark.parametrize(
    "position",
    [
        ["茶\u0000", "0193a1d4-0000-7000-8000-000000000000"],
        [None, None],
        [None, "0193a1d4-0000-7000-8000-000000000000"],
        [5, 5],
        ["a"],
        ["a", "b", "c"],
        {"a": 1, "b": 2},
        [["a"], "0193a1d4-0000-7000-8000-000000000000"],
        7,
    ],
)
@pytest.mark.parametrize("sort", ["code", "value", "sent_at", "due_on", "fragile"])
def test_a_forged_cursor_is_refused_or_finds_a_place(ming, position, sort):
    registered(ming)
    cursor = base64.urlsafe_b64encode(orjson.dumps(position)).decode()
    answer = ming.call("GET", "/parcels", after=cursor, sort=sort)
    assert answer.status in (200, 422)
    if answer.status == 422:
        assert answer.json()["code"] == "bad_cursor"


@pytest.mark.parametrize("value", ["NaN", "1e999999", "9" * 500, "0001-01-01T00:00:00+14:00", "2026-11-23T10:00:00"])
@pytest.mark.parametrize("sort", ["value", "sent_at", "due_on"])
def test_a_cursor_with_an_impossible_value_is_refused(ming, value, sort):
    cursor = orjson.dumps([value, "0193a1d4-0000-7000-8000-000000000000"])
    answer = ming.call("GET", "/parcels", after=base64.urlsafe_b64encode(cursor).decode(), sort=sort)
    assert answer.status == 422


def test_a_record_entered_while_somebody_turns_the_pages_moves_none(ming, many):
    first = ming.get("/parcels", limit="10")
    ming.post("/parcels", a_parcel(code="A000"))
    rest = ming.get("/parcels", limit="200", after=first["next"])
    assert [row["code"] for row in first["items"] + rest["items"]] == [f"P{number:03d}" for number in range(25)]
