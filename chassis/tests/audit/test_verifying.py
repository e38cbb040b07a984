"""Nobody changes the trail unseen, however well the forger computes; and no honest history is ever called forged."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joserfc.jwk import OKPKey
from sqlalchemy import delete, insert, select, update

from chassis.access import Signer
from chassis.audit import broken_links, note
from chassis.eventlog import LedgerHead
from chassis.operations import system_work

from ..builders import a_parcel, reborn, registered
from ..conftest import OWN
from .forging import COLUMNS, FORGERIES, TABLE, read, rechain, tell_head

FORGED = 1000


@pytest.fixture
def trail(store, ming, hua):
    """Sixteen entries by two people."""
    for number in range(8):
        parcel = registered(ming if number % 2 else hua)
        (ming if number % 2 else hua).put(f"/parcels/{parcel['id']}", {"title": f"第{number}"})
    return store


def damages(store, session=None, **part):
    if session is not None:
        return list(broken_links(session, store.host.trail, **part))
    with store.host.database.read() as own:
        return list(broken_links(own, store.host.trail, **part))


def test_a_thousand_forgeries_are_all_found(trail):
    unseen = []
    with trail.host.database.read() as session:
        for seed in range(FORGED):
            dice = Random(seed)
            forgery = dice.choice(FORGERIES)
            told = forgery(session, dice)
            if not damages(trail, session):
                unseen.append(f"{seed}: {forgery.__name__} {told}")
            session.rollback()
    assert unseen == []
    assert damages(trail) == []


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_can_be_edited_unseen(trail, column):
    with trail.host.database.read() as session:
        row = read(session)[6]
        forged = {"changes": {"a": [None, 1]}, "occurred_at": row["occurred_at"] + timedelta(microseconds=1)}
        value = forged.get(column, 99 if column == "position" else "x")
        session.execute(update(TABLE).where(TABLE.c.position == 7).values({column: value}))
        found = damages(trail, session)
        assert [each.position for each in found if each.kind != "beyond"][:1] == [7]


def test_the_edited_entry_is_named(trail):
    with trail.host.database.read() as session:
        row = read(session)[4]
        session.execute(update(TABLE).where(TABLE.c.position == 5).values(actor_name="somebody"))
        [damage] = damages(trail, session)
    assert (damage.kind, damage.position) == ("changed", 5)
    assert (damage.entity, damage.record_id) == ("Parcel", row["record_id"])
    assert damage.en == f"entry 5 (Parcel {row['record_id']}) was changed"
    assert "第 5 条" in damage.zh


def test_who_computes_all_hashes_again_is_found_at_the_first_rewritten_entry(trail):
    with trail.host.database.read() as session:
        rows = read(session)
        rows[8]["actor_name"] = "somebody"
        rechain(rows, Random(1))
        session.execute(delete(TABLE))
        session.execute(insert(TABLE), rows)
        tell_head(session, Random(1), rows)
        first, last = damages(trail, session)
    assert (first.kind, first.position, last.kind) == ("rewritten", 9, "head")


def test_deleted_entries_are_counted(trail):
    with trail.host.database.read() as session:
        session.execute(delete(TABLE).where(TABLE.c.position.between(3, 6)))
        [damage] = damages(trail, session)
    assert (damage.kind, damage.position, damage.until) == ("missing", 3, 6)


def put_back(store, rows, head):
    with store.host.database.write() as session:
        session.execute(delete(TABLE))
        session.execute(insert(TABLE), rows)
        session.execute(update(LedgerHead).values(dict(head)))


def test_an_older_state_of_the_database_put_back_whole_is_found_by_its_anchor(trail, ming):
    with trail.host.database.read() as session:
        rows, head = read(session), session.execute(select(LedgerHead.__table__)).one()._mapping
    registered(ming)
    with trail.host.database.read() as session:
        now = (read(session), session.execute(select(LedgerHead.__table__)).one()._mapping)
        trail.host.trail.anchor(session, trail.clock.now())
    put_back(trail, rows, head)
    [damage] = damages(trail)
    assert (damage.kind, damage.position, damage.until) == ("missing", 17, 17)
    put_back(trail, *now)
    assert damages(trail) == []


def test_a_forged_head_is_never_anchored(trail):
    with trail.host.database.write() as session:
        session.execute(delete(TABLE).where(TABLE.c.position > 4))
        [last] = read(session)[-1:]
        session.execute(update(LedgerHead).values(audit_position=4, audit_hash=last["hash"]))
        trail.host.trail.anchor(session, trail.clock.now())
        assert trail.host.trail.anchors.last().position == 0
        session.rollback()


def test_anchors_are_added_only_when_the_trail_has_moved(trail):
    for _ in range(3):
        with trail.host.database.read() as session:
            trail.host.trail.anchor(session, trail.clock.now())
    anchors, forged = trail.host.trail.anchors.read()
    assert [each.position for each in anchors] == [0, 16]
    assert forged == []


def test_a_line_that_somebody_else_wrote_among_the_anchors_is_found(trail):
    path = trail.host.trail.anchors.path
    path.write_text(path.read_text().replace('"position": 0', '"position": 3'))
    assert {each.kind for each in damages(trail)} >= {"anchors"}
    path.write_text("")
    assert [each.kind for each in damages(trail)] == ["unanchored"]
    path.unlink()
    reborn(trail)


def test_a_trail_that_came_with_a_backup_is_adopted_and_goes_on(trail):
    """Restored elsewhere: the old key is not there. What was found is vouched for by its hash, the rest by seals."""
    trail.host.trail.anchors.path.unlink()
    trail.host.signer = Signer("depot", OKPKey.generate_key("Ed25519"))
    host = reborn(trail)
    assert host.trail.anchors.last().begins
    registered(trail.person("ming", OWN))
    assert damages(trail) == []
    for position in (3, 17):
        with trail.host.database.read() as session:
            rows = read(session)
            rows[position - 1]["actor_name"] = "somebody"
            rechain(rows, Random(1))
            session.execute(delete(TABLE))
            session.execute(insert(TABLE), rows)
            tell_head(session, Random(1), rows)
            assert {"head", "rewritten"} & {each.kind for each in damages(trail, session)}
            assert ("anchored" in {each.kind for each in damages(trail, session)}) == (position == 3)


def test_a_part_at_a_time_finds_the_same(trail):
    operator = trail.person("operator", {"*": "all"})
    with trail.host.database.write() as session:
        session.execute(update(TABLE).where(TABLE.c.position == 9).values(device="another"))
    found, after, parts = [], 0, 0
    while after is not None:
        answer = operator.get("/system/audit/verification", after=after, limit=4)
        found += [(each["kind"], each["position"]) for each in answer["damages"]]
        after, parts = answer["next"], parts + 1
    assert (found, parts, answer["entries"]) == ([("changed", 9)], 4, 16)
    with trail.host.database.write() as session:
        session.execute(update(TABLE).where(TABLE.c.position == 9).values(device=None))


VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
)
NOTES = st.lists(st.dictionaries(st.sampled_from("abc"), VALUES | st.lists(VALUES, max_size=3), max_size=3), max_size=4)


@settings(max_examples=250, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(histories=st.tuples(NOTES, NOTES, NOTES, NOTES), anchored=st.sampled_from([True] + [False] * 30))
def test_none_of_a_thousand_honest_histories_is_called_forged(store, histories, anchored):
    for notes in histories:
        with system_work(store.host, "history") as context:
            for details in notes:
                note(context, "tell", "Story", len(details), **details)
    with store.host.database.read() as session:
        if anchored:
            store.host.trail.anchor(session, store.clock.now())
        before = max(0, session.get_one(LedgerHead, 1).audit_position - 30)
        assert damages(store, session, after=before) == []


def test_a_refused_unit_of_work_leaves_the_chain_as_it_was(trail, ming):
    parcel = registered(ming, code="A1")
    ming.refused("POST", "/parcels", a_parcel(code="A1"))
    ming.put(f"/parcels/{parcel['id']}", {"title": "茶壶"})
    assert damages(trail) == []
