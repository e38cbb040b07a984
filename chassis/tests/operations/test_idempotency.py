"""The same key has one effect and one answer, whoever repeats it and however fast."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from chassis.operations.idempotency import KEPT, StoredResponse, forget_responses

from ..builders import a_parcel, registered


def at_once(call, times=10):
    with ThreadPoolExecutor(times) as threads:
        return [future.result() for future in [threads.submit(call) for _ in range(times)]]


def test_the_same_key_ten_times_at_once_has_one_effect(store, ming):
    body = a_parcel()
    answers = at_once(lambda: ming.call("POST", "/parcels", body, key="k-1"))
    assert {(answer.status, answer.body, answer.headers["etag"]) for answer in answers} == {
        (201, answers[0].body, '"1"')
    }
    assert sum("idempotent-replayed" in answer.headers for answer in answers) == 9
    assert len(store.told("depot.parcel_registered.v1")) == 1


def test_a_move_repeated_at_once_is_answered_as_done_and_not_as_illegal(store, ming):
    path = f"/parcels/{registered(ming)['id']}/dispatch"
    answers = at_once(lambda: ming.call("POST", path, {}, key="k-2"))
    assert {(answer.status, answer.body) for answer in answers} == {(200, answers[0].body)}
    assert len(store.told("depot.parcel_gone.v1")) == 1


def test_without_an_identity_of_its_own_a_repeated_entry_is_one_entry(store, ming):
    body = {"code": "A1", "title": "茶杯", "value": "1"}
    answers = at_once(lambda: ming.call("POST", "/parcels", body, key="k-3"))
    assert {answer.body for answer in answers} == {answers[0].body}
    assert ming.get("/parcels", total="true")["total"]["count"] == 1


def test_the_key_of_another_request_is_refused(store, ming):
    body = a_parcel()
    ming.post("/parcels", body, key="k")
    other = ming.refused("POST", "/parcels", {**body, "title": "别的"}, key="k")
    assert (other["status"], other["code"]) == (422, "idempotency_key_reused")
    assert len(store.told()) == 1


def test_another_person_and_another_operation_have_keys_of_their_own(store, ming, hua):
    first, second = ming.post("/parcels", a_parcel(), key="k"), hua.post("/parcels", a_parcel(), key="k")
    assert first["id"] != second["id"]
    assert ming.post(f"/parcels/{first['id']}/dispatch", key="k")["state"] == "gone"


def test_a_refusal_is_not_kept(ming):
    body = a_parcel(code="A1")
    first = registered(ming, code="A1")
    assert ming.refused("POST", "/parcels", body, key="k")["code"] == "depot.code_taken"
    ming.delete(f"/parcels/{first['id']}")
    assert ming.call("POST", "/parcels", body, key="k").status == 201


@pytest.mark.parametrize("key", ["x" * 101, "a b", "键", "a\u0000", "\n"])
def test_a_malformed_key_is_refused_rather_than_cut(store, ming, key):
    assert ming.refused("POST", "/parcels", a_parcel(), key=key)["code"] == "malformed_idempotency_key"
    assert store.told() == []


def test_a_file_is_replayed_byte_for_byte(ming):
    first, again = (ming.call("POST", "/labels", key="k") for _ in range(2))
    assert again.body == first.body
    assert again.headers["content-type"] == "image/png"


def test_what_has_been_hidden_since_is_not_in_a_kept_answer(store):
    body = {**a_parcel(), "cost": "700.00"}
    seen, blind = (store.person("qian", {"depot.parcel.*": "all"}, hidden=hidden) for hidden in ((), {"cost"}))
    first = seen.call("POST", "/parcels", body, key="k").json()
    assert first["cost"] == "700.00"
    again = blind.call("POST", "/parcels", body, key="k")
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json() == {name: value for name, value in first.items() if name != "cost"}


def test_a_deletion_repeated_is_answered_as_done(ming):
    path = f"/parcels/{registered(ming)['id']}"
    assert [ming.call("DELETE", path, key="k").status for _ in range(2)] == [204, 204]


def test_what_nobody_asks_for_any_more_is_forgotten(store, ming):
    body = a_parcel()
    ming.post("/parcels", body, key="old")
    store.clock.advance(seconds=(KEPT + timedelta(days=1)).total_seconds())
    ming.post("/parcels", a_parcel(), key="young")
    with store.host.database.write() as session:
        forget_responses(session, store.clock.now())
        assert [row.key for row in session.query(StoredResponse)] == ["young"]
