"""Any list as a workbook: the same rows as on the screen, for the same person, and nobody else's."""

from datetime import datetime
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from chassis.access import remember_person
from chassis.audit import AuditEntry
from chassis.exports import lists
from chassis.testing import person_id

from ..builders import registered

EXPORTING = {"depot.parcel.*": "own", "system.jobs.read": "own", "system.export": "own"}


@pytest.fixture
def ming(store):
    return store.person("ming", EXPORTING, org_path="/hq/east/")


@pytest.fixture
def hua(store):
    return store.person("hua", EXPORTING, org_path="/hq/west/")


@pytest.fixture
def fang(store):
    grants = {**EXPORTING, "depot.parcel.*": "team"}
    return store.person("fang", grants, org_path="/hq/east/", teams=("/hq/east/",), hidden=frozenset({"cost"}))


@pytest.fixture
def parcels(ming, hua):
    """Five of Ming's and two of Hua's."""
    for number in range(5):
        more = {"fragile": number == 0, "sent_at": "2026-11-22T17:30:00Z", "due_on": "2026-12-01", "cost": "3.10"}
        registered(ming, code=f"M{number}", weight="1.2500", value=f"{number + 1}0.50", **more)
    for number in range(2):
        registered(hua, code=f"H{number}")


def ask(caller, operation="list_parcels", **more):
    return caller.post("/system/exports", {"operation": operation, **more})


def sheet(store, caller, operation="list_parcels", **more):
    """The rows of an export, headers first."""
    job = ask(caller, operation, **more)
    store.run_jobs()
    ended = caller.get(f"/system/jobs/{job['id']}")
    assert ended["state"] == "done", ended["error"]
    content = caller.call("GET", f"/system/jobs/{job['id']}/file").body
    rows = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert (ended["result"]["rows"], ended["progress"], ended["total"]) == (len(rows) - 1,) * 3
    return rows


def test_a_list_becomes_a_workbook_with_numbers_dates_and_words(store, ming, parcels):
    headers, *rows = sheet(store, ming, query={"sort": "-code"})
    assert headers[:4] == ("编码", "标题", "价值", "weight")
    row = dict(zip(headers, rows[-1], strict=True))
    assert (row["编码"], row["价值"], row["weight"]) == ("M0", 10.5, 1.25)
    assert row["到期日"] == datetime(2026, 12, 1)
    assert row["sent_at"] == datetime(2026, 11, 23, 1, 30), "company time"
    assert headers[-1] == "系统编号"
    assert [each[0] for each in rows] == ["M4", "M3", "M2", "M1", "M0"]


def test_in_english_when_asked(store, ming, parcels):
    headers, *_ = sheet(store, ming, language="en")
    assert headers[:3] == ("Code", "Title", "Value")


def test_the_filter_of_the_screen_is_the_filter_of_the_export(store, ming, parcels):
    wanted = {"min_weight": "1", "limit": "1", "total": "true"}
    assert len(sheet(store, ming, query=wanted)) == 6
    assert len(sheet(store, ming, query={"min_weight": "2"})) == 1


def test_rows_pages_and_total_agree_for_everybody(store, ming, hua, fang, qian, parcels, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 2)
    for caller, count in ((ming, 5), (hua, 2), (fang, 5), (qian, 7)):
        codes, after = [], ""
        while after is not None:
            page = caller.get("/parcels", limit=2, total="true", **({"after": after} if after else {}))
            codes += [each["code"] for each in page["items"]]
            after = page["next"]
        assert [row[0] for row in sheet(store, caller)[1:]] == codes
        assert len(codes) == page["total"]["count"] == count


def test_hidden_fields_are_no_columns(store, ming, fang, parcels):
    assert "cost" in sheet(store, ming)[0]
    assert "cost" not in sheet(store, fang)[0]


def test_a_text_is_never_a_formula(store, ming):
    registered(ming, code="F1", title="=1+1")
    job = ask(ming)
    store.run_jobs()
    book = load_workbook(BytesIO(ming.call("GET", f"/system/jobs/{job['id']}/file").body))
    cell = book.active["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_it_needs_the_function_and_that_of_the_list(store, parcels):
    reader = store.person("ming", {"depot.parcel.*": "own"})
    assert reader.refused("POST", "/system/exports", {"operation": "list_parcels"})["code"] == "forbidden"
    exporter = store.person("ming", {"system.export": "own"})
    assert exporter.refused("POST", "/system/exports", {"operation": "list_parcels"})["code"] == "forbidden"


@pytest.mark.parametrize("operation", ["nothing", "register", "get_parcel", "shelf", "health", "facts"])
def test_what_is_no_list_cannot_be_exported(qian, operation):
    problem = qian.refused("POST", "/system/exports", {"operation": operation})
    assert (problem["status"], problem["code"]) == (422, "export.not_a_list")
    assert problem["errors"][0]["field"] == "operation"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"state": "lost"}, "query.state"),
        ({"sort": "colour"}, "query.sort"),
        ({"colour": "red"}, "query.colour"),
        ({"min_weight": "heavy"}, "query.min_weight"),
    ],
)
def test_a_wrong_filter_is_refused_at_once_and_named(store, qian, query, field):
    problem = qian.refused("POST", "/system/exports", {"operation": "list_parcels", "query": query})
    assert (problem["status"], problem["errors"][0]["field"]) == (422, field)
    assert qian.get("/system/jobs")["items"] == []


def test_too_many_rows_are_refused_with_their_number(qian, parcels, monkeypatch):
    monkeypatch.setattr(lists, "MOST_ROWS", 6)
    problem = qian.refused("POST", "/system/exports", {"operation": "list_parcels"})
    assert (problem["status"], problem["details"]) == (422, {"count": 7, "most": 6})


def test_only_who_asked_gets_the_file(store, ming, qian, parcels):
    job = ask(ming)
    store.run_jobs()
    path = f"/system/jobs/{job['id']}/file"
    assert ming.call("GET", path).status == 200
    assert qian.refused("GET", path)["status"] == 404
    assert qian.get(f"/system/jobs/{job['id']}")["state"] == "done"


def test_it_is_on_record_what_was_exported(store, ming, parcels):
    sheet(store, ming, query={"state": "stored"})
    with store.host.database.read() as session:
        entry = session.scalars(select(AuditEntry).filter_by(action="export")).one()
    assert (entry.actor_name, entry.entity) == ("明", "Export")
    told = {name: new for name, (_old, new) in entry.changes.items()}
    assert told == {"operation": "list_parcels", "query": {"state": "stored"}, "rows": 5}


def test_who_has_left_meanwhile_gets_nothing(store, ming, parcels):
    job = ask(ming)
    with store.host.database.write() as session:
        facts = {"code": "ming", "name": "明", "org_path": "/hq/east/", "superior_id": None}
        remember_person(session, id=person_id("ming"), active=False, **facts)
    store.run_jobs()
    ended = ming.get(f"/system/jobs/{job['id']}")
    assert (ended["state"], ended["result"]) == ("failed", {})
    assert ming.refused("GET", f"/system/jobs/{job['id']}/file")["status"] == 404


def test_the_same_request_twice_is_one_export(store, ming, parcels):
    key = str(uuid4())
    body = {"operation": "list_parcels"}
    first, second = (ming.post("/system/exports", body, key=key) for _ in range(2))
    assert first["id"] == second["id"]


def test_rows_entered_meanwhile_do_not_disturb(store, ming, parcels, monkeypatch):
    """All pages come out of one state of the database, though people go on working."""
    monkeypatch.setattr(lists, "PAGE", 2)
    reader = lists.Reader(store.host, ming.principal, lists.find_listing(store.host, "list_parcels"), {})
    rows = reader.rows()
    first = next(rows)
    registered(ming, code="A0")
    registered(ming, code="M9")
    assert [first["code"], *(row["code"] for row in rows)] == [f"M{number}" for number in range(5)]
