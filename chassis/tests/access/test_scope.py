"""The one filter: own, team, branch, all, and nothing by default, whatever way somebody asks."""

from uuid import UUID

import pytest
from sqlalchemy import delete, exists, func, select, union_all, update
from sqlalchemy.orm import aliased, joinedload, selectinload

from chassis.access import EVERYTHING, NOTHING, Reach, reach_of, seeing_everything
from chassis.model import NotFound
from chassis.operations import reading
from chassis.operations.paging import count
from chassis.testing import person_id

from ..builders import registered
from ..sample.depot import Parcel, Stop

STOPS = [{"place": "上海", "fee": "1.00"}, {"place": "北京", "fee": "2.00"}]
ALIAS, OTHER, OF_STOP = aliased(Parcel), aliased(Parcel), aliased(Parcel)


@pytest.fixture
def both(store, ming, hua):
    """A parcel of Ming in the east and one of Hua in the west, with two stops each."""
    return (
        registered(ming, code="EAST", value="10.00", stops=STOPS),
        registered(hua, code="WEST", value="20.00", stops=STOPS),
    )


def found(store, reach, statement):
    with store.host.database.read() as session:
        if reach is not None:
            session.info["reach"] = reach
        return session.execute(statement).all()


OWN = Reach(owners=(person_id("ming"),))
WAYS = {
    "entities": (select(Parcel.code), [("EAST",)]),
    "alias": (select(ALIAS.code), [("EAST",)]),
    "count": (select(func.count()).select_from(Parcel), [(1,)]),
    "count of ids": (select(func.count(Parcel.id)), [(1,)]),
    "sum": (select(func.sum(Parcel.value)), [(10,)]),
    "group": (select(Parcel.org_path, func.sum(Parcel.value)).group_by(Parcel.org_path), [("/hq/east/", 10)]),
    "join": (select(Parcel.code, func.sum(Stop.fee)).join(Stop).group_by(Parcel.code), [("EAST", 3)]),
    "join from the other side": (select(func.count(Stop.id)).join(Stop.parcel), [(2,)]),
    "self join": (select(func.count()).select_from(Parcel).join(ALIAS, ALIAS.state == Parcel.state), [(1,)]),
    "outer join": (select(Parcel.code, ALIAS.code).outerjoin(ALIAS, ALIAS.code == "WEST"), [("EAST", None)]),
    "alias joined by a relationship": (select(func.count(OF_STOP.id)).join(Stop.parcel.of_type(OF_STOP)), [(2,)]),
    "two aliases": (select(ALIAS.code, OTHER.code).join(OTHER, OTHER.state == ALIAS.state), [("EAST", "EAST")]),
    "subquery": (select(func.count()).select_from(select(Parcel).subquery()), [(1,)]),
    "cte": (select(func.count()).select_from(select(Parcel.id).cte()), [(1,)]),
    "scalar subquery": (select(select(func.sum(Parcel.value)).scalar_subquery()), [(10,)]),
    "exists": (select(exists().where(Parcel.code == "WEST")), [(False,)]),
    "in": (select(Stop.place).where(Stop.parcel_id.in_(select(Parcel.id).where(Parcel.code == "WEST"))), []),
    "union": (union_all(select(Parcel.code), select(ALIAS.code)), [("EAST",), ("EAST",)]),
    "distinct": (select(Parcel.org_path).distinct(), [("/hq/east/",)]),
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_way_somebody_asks_only_the_own_is_seen(store, both, way):
    statement, expected = WAYS[way]
    assert [tuple(row) for row in found(store, OWN, statement)] == expected


def test_a_statement_that_was_compiled_for_one_person_is_not_answered_for_another(store, both):
    statement = select(Parcel.code, ALIAS.code).join(ALIAS, ALIAS.state == Parcel.state)
    for name, code in (("ming", "EAST"), ("hua", "WEST"), ("ming", "EAST")):
        assert found(store, Reach(owners=(person_id(name),)), statement) == [(code, code)]
    assert found(store, Reach(paths=("/hq/west/",)), statement) == [("WEST", "WEST")]
    assert found(store, Reach(paths=("/hq/east/",)), statement) == [("EAST", "EAST")]
    assert len(found(store, EVERYTHING, statement)) == 4


@pytest.mark.parametrize("reach", [None, NOTHING, Reach(owners=(person_id("li"),)), Reach(paths=("/hq/south/",))])
def test_who_was_given_no_reach_sees_nothing(store, both, reach):
    for statement in (select(Parcel), select(Stop), select(Parcel).where(Parcel.id == UUID(both[0]["id"]))):
        assert found(store, reach, statement) == []
    with store.host.database.read() as session:
        session.info["reach"] = reach or NOTHING
        assert session.get(Parcel, UUID(both[0]["id"])) is None
        assert count(session, select(Parcel)) == 0
        assert session.query(Parcel).count() == 0


@pytest.mark.parametrize(
    ("scope", "more", "seen"),
    [
        ("own", {}, ["EAST"]),
        ("own", {"serves": (person_id("hua"),)}, ["EAST", "WEST"]),
        ("team", {}, ["EAST"]),
        ("team", {"teams": ("/hq/west/",)}, ["EAST", "WEST"]),
        ("team", {"teams": ("/hq/west",)}, ["EAST", "WEST"]),
        ("branch", {"branch": "/hq/west/"}, ["EAST", "WEST"]),
        ("branch", {"branch": "/hq/south/"}, ["EAST"]),
        ("all", {}, ["EAST", "WEST"]),
    ],
)
def test_lists_details_and_totals_agree_for_every_scope(store, both, scope, more, seen):
    caller = store.person("ming", {"depot.parcel.read": scope}, **more)
    page = caller.get("/parcels", total="true")
    assert [row["code"] for row in page["items"]] == seen
    assert page["total"]["count"] == len(seen)
    assert float(page["total"]["value"]) == sum(float(row["value"]) for row in page["items"])
    for parcel in both:
        status = caller.call("GET", f"/parcels/{parcel['id']}").status
        assert status == (200 if parcel["code"] in seen else 404)


def test_a_foreign_record_cannot_be_told_from_a_missing_one(ming, both):
    foreign = ming.refused("GET", f"/parcels/{both[1]['id']}")
    missing = ming.refused("GET", "/parcels/0193a1d4-0000-7000-8000-000000000000")
    assert {**foreign, "trace": ""} == {**missing, "trace": ""}
    for method, path in (("PUT", ""), ("DELETE", ""), ("POST", "/dispatch")):
        assert ming.refused(method, f"/parcels/{both[1]['id']}{path}", {})["code"] == "not_found"


def test_the_widest_of_several_grants_counts_and_a_family_covers_its_functions(store):
    caller = store.person("ming", {"depot.*": "own", "depot.parcel.read": "team", "depot.parcel.*": "own"}).principal
    assert caller.data_scope("depot.parcel.read") == "team"
    assert caller.data_scope("depot.parcel.enter") == "own"
    assert caller.data_scope("depots.parcel.enter") is None
    assert reach_of(caller, "depots.parcel.enter") == NOTHING


@pytest.mark.parametrize("path", ["/h_/", "/hq%/", "/%/", "/hq/e_st/", "%", "_"])
def test_signs_that_mean_something_to_like_mean_only_themselves(store, both, path):
    assert found(store, Reach(paths=(path,)), select(Parcel)) == []
    assert not Reach(paths=(path,)).includes(person_id("ming"), "/hq/east/")


def test_a_path_with_such_signs_is_found(store):
    odd = store.person("li", {"depot.parcel.*": "team"}, org_path="/50%_off/", teams=("/50%_off/",))
    registered(odd, code="ODD")
    assert [row["code"] for row in odd.get("/parcels")["items"]] == ["ODD"]


def test_updates_and_deletions_reach_the_own_only(store, both):
    with store.host.database.write() as session:
        session.info["reach"] = OWN
        session.execute(update(Parcel).values(title="改"))
        session.execute(delete(Stop))
    titles = dict(found(store, EVERYTHING, select(Parcel.code, Parcel.title)))
    assert titles == {"EAST": "改", "WEST": both[1]["title"]}
    assert found(store, EVERYTHING, select(Stop.owner_id).distinct()) == [(person_id("hua"),)]


@pytest.mark.parametrize("load", [None, selectinload, joinedload])
def test_what_hangs_on_a_record_is_filtered_too(store, both, load):
    with store.host.database.write() as session:
        session.info["reach"] = EVERYTHING
        session.execute(update(Stop).where(Stop.place == "北京").values(owner_id=person_id("li"), org_path="/x/"))
    with store.host.database.read() as session:
        session.info["reach"] = OWN
        statement = select(Parcel).options(load(Parcel.stops)) if load else select(Parcel)
        [parcel] = session.scalars(statement).unique()
        assert [stop.place for stop in parcel.stops] == ["上海"]


def test_what_was_seen_with_the_filter_lifted_is_not_within_reach_afterwards(store, ming, both):
    foreign = UUID(both[1]["id"])
    with reading(store.host, ming.principal, OWN, "test") as context:
        with seeing_everything(context.session):
            kept = context.get(Parcel, foreign)
        assert kept.code == "WEST"
        with pytest.raises(NotFound):
            context.get(Parcel, foreign)
        assert context.session.scalars(select(Parcel.code)).all() == ["EAST"]


def test_the_filter_comes_back_even_after_an_error(store):
    with store.host.database.read() as session:
        with pytest.raises(KeyError), seeing_everything(session):
            raise KeyError
        assert session.info["reach"] == NOTHING
