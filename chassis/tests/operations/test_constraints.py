"""What the database refuses is told as the rule behind it, the same by SQLite and by PostgreSQL."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, OperationalError, TimeoutError
from sqlalchemy.orm.exc import StaleDataError

from chassis.access import EVERYTHING
from chassis.model import RuleError, StaleVersion
from chassis.observe import new_trace
from chassis.operations.problems import MOST_ENTRIES, problem_of

from ..builders import a_parcel, database_gone, registered
from ..sample.depot import CodeTaken, Parcel


def test_a_check_constraint_is_told_as_its_rule(ming):
    path = f"/parcels/{registered(ming)['id']}"
    problem = ming.refused("PUT", path, {"weight": "1000.0001"})
    assert (problem["code"], problem["status"]) == ("depot.too_heavy", 409)
    assert ming.get(path)["weight"] == "0"


def test_a_constraint_whose_name_only_begins_like_a_mapped_one_is_not_taken_for_it(ming):
    assert ming.refused("PUT", f"/parcels/{registered(ming)['id']}", {"weight": "-1"})["code"] == "invalid"


def test_a_unique_constraint_is_told_as_its_rule(store, ming):
    registered(ming, code="A1")
    assert ming.refused("POST", "/parcels", a_parcel(code="A1"))["code"] == CodeTaken.code
    assert len(store.told()) == 1


def test_what_a_person_wrote_is_not_read_as_the_name_of_a_constraint(ming):
    registered(ming, code="ck_parcel_weight")
    assert ming.refused("POST", "/parcels", a_parcel(code="ck_parcel_weight"))["code"] == CodeTaken.code


def test_an_identity_used_twice_exists_already(ming):
    first = registered(ming)
    problem = ming.refused("POST", "/parcels", a_parcel(id=first["id"]))
    assert (problem["code"], problem["status"]) == ("already_exists", 409)


def test_a_record_that_others_point_to_cannot_be_removed_below_them(ming):
    parcel = registered(ming, stops=[{"place": "上海", "fee": "1"}])
    assert ming.refused("DELETE", f"/parcels/{parcel['id']}")["code"] == "invalid"


def test_two_writers_of_one_record_cannot_both_win(store, ming):
    path = f"/parcels/{registered(ming)['id']}"
    with store.host.database.read() as session:
        session.info["reach"] = EVERYTHING
        seen = session.scalars(select(Parcel)).one()
        session.expunge(seen)
    ming.put(path, {"title": "先"})
    with pytest.raises(StaleDataError) as raised, store.host.database.write() as session:
        session.add(seen)
        seen.title = "后"
    assert problem_of(raised.value, new_trace())[1]["code"] == StaleVersion.code
    assert ming.get(path)["title"] == "先"


def every_rule(rule: type[RuleError] = RuleError):
    yield rule
    for each in rule.__subclasses__():
        yield from every_rule(each)


@pytest.mark.parametrize("rule", sorted({each for each in every_rule() if each.__module__.startswith("chassis.")},
                                        key=lambda rule: rule.__name__))  # fmt: skip
def test_every_refusal_has_a_code_of_its_own_and_both_languages(rule):
    assert {"code", "zh", "en"} <= vars(rule).keys() or rule.__name__ in ("RuleError",), "inherits its sentence"
    assert 400 <= rule.status < 600
    same = {each for each in every_rule() if each.code == rule.code and each.__module__.startswith("chassis.")}
    assert same == {rule}
    assert not rule.zh.isascii()
    assert rule.en.isascii()


@pytest.mark.parametrize("error", [OperationalError("select 1", {}, Exception("gone")), TimeoutError("no connection")])
def test_a_database_that_is_gone_makes_the_service_unavailable(error):
    status, document = problem_of(error, new_trace())
    assert (status, document["code"]) == (503, "unavailable")


def test_a_database_that_goes_away_is_no_error_of_the_request(store, ming):
    path = f"/parcels/{registered(ming)['id']}"
    with database_gone(store):
        for answer in (ming.call("GET", path), ming.call("POST", "/parcels", a_parcel())):
            assert (answer.status, answer.json()["code"]) == (503, "unavailable")
    assert ming.call("GET", path).status == 200


def test_an_answer_names_at_most_a_hundred_wrong_fields(ming):
    problem = ming.refused("POST", "/parcels", {f"f{number}": 0 for number in range(500)})
    assert len(problem["errors"]) == MOST_ENTRIES


def test_an_error_of_the_database_does_not_list_what_was_entered(store):
    """It ends in a log, and what was entered may be a secret or a customer's number."""
    with pytest.raises(DBAPIError) as error, store.host.database.read() as session:
        session.execute(text("SELECT 1 FROM nowhere_at_all WHERE 1 = :entered"), {"entered": 4711})
    assert "nowhere_at_all" in str(error.value)
    assert "parameters hidden" in str(error.value) and "'entered': 4711" not in str(error.value)
