"""What comes back when all is well: the new version, exact amounts as texts, nothing that is hidden."""

from ..builders import a_parcel, registered


def test_an_answer_shows_the_version_that_the_change_made(ming):
    first = ming.call("POST", "/parcels", a_parcel())
    assert (first.status, first.json()["version"], first.headers["etag"]) == (201, 1, '"1"')
    path = f"/parcels/{first.json()['id']}"
    changed = ming.call("PUT", path, {"title": "茶壶"})
    assert (changed.json()["version"], changed.headers["etag"]) == (2, '"2"')
    assert ming.get(path) == changed.json()


def test_amounts_are_texts_of_full_places_without_a_negative_zero(ming):
    parcel = registered(ming, value="-0", weight="1.5000", cost=7)
    assert (parcel["value"], parcel["weight"], parcel["cost"]) == ("0.00", "1.5", "7.00")


def test_hidden_fields_are_in_no_answer_however_deep(store, ming):
    stops = [{"place": "上海", "fee": "777.77"}]
    parcel = registered(ming, cost="888.88", stops=stops)
    grants = {"depot.parcel.*": "all"}
    outsider = store.person("zhou", grants, hidden=frozenset({"cost"}))
    for path in (f"/parcels/{parcel['id']}", "/parcels", f"/manifest/{parcel['id']}"):
        assert b"888.88" in ming.call("GET", path).body
        told = outsider.call("GET", path)
        assert told.status == 200
        assert b"888.88" not in told.body
        assert b"777.77" not in told.body
    assert outsider.get("/parcels")["items"][0]["stops"] == [{"place": "上海"}]
    changed = outsider.call("PUT", f"/parcels/{parcel['id']}", {"title": "新"})
    assert b"888.88" not in changed.body


def test_a_file_has_a_name_that_a_header_can_carry(ming):
    answer = ming.call("POST", "/labels")
    assert answer.body.startswith(b"\x89PNG")
    disposition = answer.headers["content-disposition"]
    assert disposition.isascii()
    assert disposition.count('"') == 0
    assert "%E6%A0%87" in disposition


def test_an_answer_without_a_schema_still_says_that_it_is_json(ming):
    assert ming.call("GET", "/shelves/A1").headers["content-type"] == "application/json"


def test_a_deletion_answers_nothing(ming):
    path = f"/parcels/{registered(ming)['id']}"
    assert ming.call("DELETE", path).status == 204
    assert ming.refused("GET", path)["code"] == "not_found"
