"""Tokens: for a secret or a signature, for ten minutes; refreshed once each, and gone when somebody has a copy."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from gateway.attempts.failures import note_failures

from .integrating import (
    CLIENTS,
    TASKS,
    TOKENS,
    asked,
    by_secret,
    integration,
    refreshing,
    refused,
    register,
    show,
    tokens_of,
)


@pytest.fixture
def shop(qian):
    return register(qian)


def test_a_secret_gives_tokens_that_open_what_was_granted(company, shop):
    tokens = tokens_of(company, shop)
    assert tokens["access_token"].startswith("zga_") and tokens["refresh_token"].startswith("zgr_")
    assert (tokens["token_type"], tokens["expires_in"], tokens["refresh_expires_in"]) == ("Bearer", 600, 2_592_000)
    assert show(company, tokens["access_token"]) == 200
    assert show(company, tokens["refresh_token"]) == 401
    assert show(company, shop["secret"]) == 401


def test_a_form_is_understood_as_rfc_6749_says(company, shop):
    client = company.app.test_client()
    assert client.post(TOKENS, data=by_secret(shop)).json["token_type"] == "Bearer"
    twice = client.post(TOKENS, data={**by_secret(shop), "grant_type": ["client_credentials", "refresh_token"]})
    assert refused(twice, 400) == "malformed_request"
    assert refused(client.post(TOKENS, data=b"\xff=1", content_type="application/x-www-form-urlencoded"), 400)
    assert refused(client.post(TOKENS, data="&".join(f"a{n}=1" for n in range(200)).encode(),
                               content_type="application/x-www-form-urlencoded"), 400)  # fmt: skip
    # Only here: a form of a foreign page does nothing anywhere else.
    other = client.post("/api/v1/gateway/sessions", data={"username": "qian", "password": "x"})
    assert refused(other, 415) == "unsupported_media_type"


def test_an_access_token_ends_after_ten_minutes(company, shop):
    caller = integration(company, shop)
    company.clock.advance(minutes=9, seconds=59)
    assert caller.get(TASKS).status_code == 200
    company.clock.advance(seconds=1)
    assert caller.get(TASKS).status_code == 401


def test_whoever_is_not_the_client_gets_nothing_and_learns_nothing(company, qian, shop):
    unknown = shop["id"].replace(shop["id"][:4], "0000")
    suspended = register(qian, "other")
    qian.post(f"{CLIENTS}/{suspended['id']}/suspend")
    bodies = [
        by_secret(shop, client_secret="zgs_" + "A" * 43),
        by_secret(shop, client_secret=shop["secret"][:-1]),
        by_secret(shop, client_secret=shop["secret"] + "A"),
        by_secret(shop, client_id=unknown),
        by_secret(shop, client_secret=suspended["secret"]),
        by_secret(suspended, client_secret=shop["secret"]),
    ]
    answers = [{**asked(company, body).json, "trace": ""} for body in bodies]
    assert all(each == answers[0] for each in answers)
    assert (answers[0]["status"], answers[0]["code"]) == (401, "client_authentication_failed")


def test_a_request_that_is_none_names_what_is_wrong(company, shop):
    for change, field in (
        ({"grant_type": "password"}, "grant_type"),
        ({"grant_type": None}, "grant_type"),
        ({"client_id": "网店"}, "client_id"),
        ({"client_secret": ""}, "client_secret"),
        ({"client_assertion": "x"}, "client_secret"),
        ({"grant_type": "refresh_token"}, "refresh_token"),
        ({"scope": "everything"}, "scope"),
    ):
        answer = asked(company, by_secret(shop) | change)
        assert refused(answer, 422) == "invalid_content"
        assert field in [each["field"] for each in answer.json["errors"]]


def test_a_refresh_token_works_once_and_a_second_time_ends_the_family(company, shop):
    first = tokens_of(company, shop)
    second = asked(company, refreshing(shop, first)).json
    assert show(company, first["access_token"]) == show(company, second["access_token"]) == 200
    assert refused(asked(company, refreshing(shop, first))) == "refresh_token_reused"
    assert show(company, first["access_token"]) == show(company, second["access_token"]) == 401
    assert refused(asked(company, refreshing(shop, second))) == "refresh_token_invalid"
    assert show(company, tokens_of(company, shop)["access_token"]) == 200


def test_a_reuse_is_seen_by_whoever_looks_after_the_client(company, qian, shop):
    first = tokens_of(company, shop)
    asked(company, refreshing(shop, first))
    asked(company, refreshing(shop, first), address="10.9.9.9")
    [family] = qian.get(f"{CLIENTS}/{shop['id']}/token-families").json["items"]
    assert (family["ending"], family["ended_at"] is not None, family["address"]) == ("reused", True, "10.0.0.9")
    trail = company.operator.get("/system/audit", limit=200)["items"]
    [row] = [row for row in trail if row["action"] == "refused"]
    assert (row["actor_name"], row["record_id"], row["changes"]["address"][1]) == ("网店", shop["id"], "10.9.9.9")


def test_of_ten_that_refresh_at_once_exactly_one_gets_tokens(company, shop):
    first = tokens_of(company, shop)
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: asked(company, refreshing(shop, first)), range(10)))
    assert sorted(each.status_code for each in answers) == [200] + [401] * 9
    [won] = [each.json for each in answers if each.status_code == 200]
    assert {each.json["code"] for each in answers if each.status_code == 401} == {"refresh_token_reused"}
    assert show(company, won["access_token"]) == 401, "a copy was used: nobody knows by whom"


def test_a_refresh_token_belongs_to_its_client_and_lives_for_thirty_days(company, qian, shop):
    first = tokens_of(company, shop)
    other = register(qian, "other")
    assert refused(asked(company, refreshing(other, first))) == "refresh_token_invalid"
    for nonsense in ("zgr_x", first["access_token"], "茶"):
        assert refused(asked(company, refreshing(shop, {"refresh_token": nonsense}))) == "refresh_token_invalid"
    assert refused(asked(company, refreshing(shop, first, client_secret="zgs_x"))) == "client_authentication_failed"
    company.clock.advance(days=29)
    second = asked(company, refreshing(shop, first)).json
    company.clock.advance(days=30)
    assert refused(asked(company, refreshing(shop, second))) == "refresh_token_invalid"


def test_refreshing_ends_after_ninety_days(company, shop):
    tokens = tokens_of(company, shop)
    for _ in range(4):
        company.clock.advance(days=21)
        tokens = asked(company, refreshing(shop, tokens)).json
    assert tokens["refresh_expires_in"] == 6 * 24 * 3600
    company.clock.advance(days=6)
    assert refused(asked(company, refreshing(shop, tokens))) == "refresh_token_invalid"
    assert asked(company, by_secret(shop)).status_code == 200


def test_all_gateway_processes_count_failures_together(company, shop, elsewhere):
    wrong = by_secret(shop, client_secret="zgs_wrong")
    clients = [app.test_client() for app in (company.app, elsewhere)]
    statuses = [clients[number % 2].post(TOKENS, json=wrong).status_code for number in range(13)]
    assert statuses == [401] * 11 + [429] * 2


def test_what_has_expired_is_forgotten(company, qian, shop):
    for _ in range(3):
        tokens_of(company, shop)
    company.clock.advance(days=31)
    tokens_of(company, shop)
    with company.gateway.host.database.engine.connect() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM client_token").scalar_one()
    assert count == 2


def test_one_family_too_many_ends_the_oldest(company, shop):
    oldest = tokens_of(company, shop)
    for _ in range(20):
        company.clock.advance(seconds=1)
        newest = tokens_of(company, shop)
    assert (show(company, oldest["access_token"]), show(company, newest["access_token"])) == (401, 200)


def test_a_secret_is_rotated_without_a_pause(company, qian, shop):
    new = qian.post(f"{CLIENTS}/{shop['id']}/secrets", {"overlap_hours": 48}).json
    assert new["secret"] != shop["secret"]
    company.clock.advance(hours=47)
    tokens_of(company, shop)
    tokens_of(company, new)
    company.clock.advance(hours=1)
    assert refused(asked(company, by_secret(shop))) == "client_authentication_failed"
    tokens_of(company, new)
    qian = company.sign_in("qian")
    assert refused(qian.post(f"{CLIENTS}/{shop['id']}/secrets", {"overlap_hours": 169}), 422) == "invalid_content"


def test_a_secret_that_leaked_ends_at_once_with_its_tokens(company, qian, shop):
    tokens = tokens_of(company, shop)
    qian.post(f"{CLIENTS}/{shop['id']}/secrets", {"overlap_hours": 0})
    assert show(company, tokens["access_token"]) == 401
    assert refused(asked(company, by_secret(shop))) == "client_authentication_failed"


def test_revoking_and_suspending_hold_at_once(company, qian, shop):
    path = f"{CLIENTS}/{shop['id']}"
    caller = integration(company, shop)
    assert caller.get(TASKS).status_code == 200
    qian.post(f"{path}/revoke")
    assert caller.get(TASKS).status_code == 401
    caller = integration(company, shop)
    assert caller.get(TASKS).status_code == 200
    qian.post(f"{path}/suspend")
    assert caller.get(TASKS).status_code == 401
    assert refused(asked(company, by_secret(shop)), 403) == "client_not_active"
    qian.post(f"{path}/resume")
    assert caller.get(TASKS).status_code == 200


def test_another_gateway_process_follows_within_five_seconds(company, qian, shop):
    """What another process has changed is not told to this one: it looks again after five seconds."""
    caller = integration(company, shop)
    assert caller.get(TASKS).status_code == 200
    with company.gateway.host.database.write() as session:
        session.connection().exec_driver_sql("UPDATE api_client SET suspended = true")
    assert caller.get(TASKS).status_code == 200
    company.clock.advance(seconds=5)
    assert caller.get(TASKS).status_code == 401


def test_a_client_expires_after_its_last_day(company, qian):
    shop = register(qian, expires_on="2026-11-24")
    company.clock.advance(days=1, hours=13)  # 23:00 of that day, in the company's time zone
    caller = integration(company, shop)
    assert caller.get(TASKS).status_code == 200
    company.clock.advance(hours=1)
    assert caller.get(TASKS).status_code == 401
    answer = asked(company, by_secret(shop))
    assert (refused(answer, 403), answer.json["details"]["state"]) == ("client_not_active", "expired")


def test_failures_are_limited_for_each_address_and_lock_nobody_else_out(company, shop):
    company.gateway.host.settings["token_failures_per_client"] = 3
    wrong = by_secret(shop, client_secret="zgs_wrong")
    for _ in range(4):
        assert refused(asked(company, wrong)) == "client_authentication_failed"
    stopped = asked(company, by_secret(shop))
    assert refused(stopped, 429) == "too_many_attempts"
    assert stopped.headers["Retry-After"] == "2"
    assert asked(company, by_secret(shop), address="10.0.0.10").status_code == 200
    company.clock.advance(seconds=2)
    assert asked(company, by_secret(shop)).status_code == 200


def test_a_wrong_secret_is_in_the_audit_trail_and_the_secret_is_not(company, shop):
    for body in (by_secret(shop, client_secret="zgs_wrong"), by_secret(shop, client_id=str(uuid4()))):
        asked(company, body)
    company.clock.advance(minutes=1)
    note_failures(company.gateway.host)
    rows = [row for row in company.operator.get("/system/audit")["items"] if row["action"] == "sign_in_failed"]
    told = sorted((row["entity"], row["record_id"], row["changes"]["failures"][1]) for row in rows)
    assert told == [("ApiClient", shop["id"], 1), ("User", "unknown", 1)]
    assert "zgs_" not in str(rows)


def test_guessing_from_one_address_is_stopped_whatever_client_is_named(company, shop):
    company.gateway.host.settings["token_failures_per_address"] = 3
    for number in (1, 2, 3, 4):
        body = by_secret(shop, client_id=f"{number}{shop['id'][1:]}")
        assert refused(asked(company, body)) == "client_authentication_failed"
    assert refused(asked(company, by_secret(shop)), 429) == "too_many_attempts"
