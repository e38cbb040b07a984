"""Guessing is slow, and slow for the one who guesses: the true owner is not kept out for long."""

from datetime import timedelta

import pytest

from gateway.attempts.counting import forget_attempts, network_of
from gateway.attempts.failures import note_failures
from gateway.attempts.model import AttemptCount, Ladder

from .conftest import PASSWORD, Browser

SESSIONS = "/api/v1/gateway/sessions"
HOME, ELSEWHERE = "10.0.0.1", "192.0.2.7"


def attempt(company, name="ming", password="wrong password", address=ELSEWHERE, app=None):
    return Browser(app or company.app, address=address).post(SESSIONS, {"username": name, "password": password})


def guess(company, times, **more):
    return [attempt(company, **more).status_code for _ in range(times)]


@pytest.fixture
def ming(company):
    return company.hire("ming", "salesperson")


def test_the_waits_double_up_to_the_longest():
    ladder = Ladder(free=3, longest=timedelta(seconds=30), window=timedelta(days=1))
    waits = [ladder.wait_after(failures).total_seconds() for failures in range(11)]
    assert waits == [0, 0, 0, 0, 2, 4, 8, 16, 30, 30, 30]
    assert ladder.wait_after(10**6) == timedelta(seconds=30)


def test_from_the_fourth_failure_on_there_is_a_growing_wait(company, ming):
    assert guess(company, 4) == [401] * 4
    waits = []
    for _ in range(8):
        answer = attempt(company)
        assert (answer.status_code, answer.json["code"]) == (429, "too_many_attempts")
        assert answer.json["details"]["retry_after"] == int(answer.headers["Retry-After"])
        waits.append(int(answer.headers["Retry-After"]))
        company.clock.advance(seconds=waits[-1])
        assert attempt(company).status_code == 401
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256]


def test_while_one_waits_the_right_password_waits_too(company, ming):
    guess(company, 4)
    assert attempt(company, password=PASSWORD).status_code == 429
    company.clock.advance(seconds=2)
    assert attempt(company, password=PASSWORD).status_code == 201
    assert guess(company, 4) == [401] * 4, "who got in has not been guessing"


def test_the_spelling_of_the_name_does_not_matter_and_other_names_are_free(company, ming):
    for spelling in ("ming", "MING ", "ｍｉｎｇ", " Ming"):
        assert attempt(company, spelling).status_code == 401
    assert attempt(company, "mIng").status_code == 429
    assert attempt(company, "fang").status_code == 401


def test_a_name_that_nobody_has_is_slowed_down_in_the_same_way(company, ming):
    def answers(name, address):
        return [attempt(company, name, address=address).status_code for _ in range(6)]

    assert answers("ming", "192.0.2.1") == answers("nobody", "192.0.2.2") == [401] * 4 + [429] * 2


def test_guessing_from_elsewhere_does_not_keep_the_owner_out_at_home(company, ming):
    company.sign_in("ming", address=HOME)
    for _ in range(12):
        answer = attempt(company)
        company.clock.advance(seconds=int(answer.headers.get("Retry-After", 0)))
    assert attempt(company).status_code == 429
    assert attempt(company, password=PASSWORD, address=HOME).status_code == 201
    assert attempt(company).status_code == 429, "nor does the owner's success help who guesses"


def test_at_home_nobody_waits_longer_than_thirty_seconds(company, ming):
    company.sign_in("ming", address=HOME)
    longest = 0
    for _ in range(30):
        answer = attempt(company, address=HOME)
        wait = int(answer.headers.get("Retry-After", 0))
        longest = max(longest, wait)
        company.clock.advance(seconds=wait)
    assert longest == 30


def test_home_is_where_somebody_has_signed_in_completely_lately(company, ming):
    company.sign_in("ming", address=HOME)
    company.clock.advance(days=91)
    forget_attempts(company.gateway.host)
    company.gateway.host.settings["sign_in_longest_wait_seconds"] = 1000
    for _ in range(20):
        company.clock.advance(seconds=int(attempt(company, address=HOME).headers.get("Retry-After", 0)))
    assert int(attempt(company, address=HOME).headers.get("Retry-After", 0)) > 30


def test_guessing_many_names_from_one_address_is_stopped(company, ming):
    company.gateway.host.settings["sign_in_failures_per_address"] = 5
    assert [attempt(company, f"nobody{number}").status_code for number in range(7)] == [401] * 6 + [429]
    assert attempt(company, password=PASSWORD).status_code == 429
    assert attempt(company, password=PASSWORD, address="192.0.2.8").status_code == 201
    company.clock.advance(minutes=5)
    assert attempt(company, password=PASSWORD).status_code == 201


def test_people_who_sign_in_rightly_use_up_nothing_of_their_address(company, ming):
    company.gateway.host.settings["sign_in_failures_per_address"] = 2
    assert [attempt(company, password=PASSWORD).status_code for _ in range(6)] == [201] * 6


def test_an_address_of_ipv6_is_the_network_that_one_customer_has():
    assert network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2:bbbb::9") == "2001:db8:1:2::/64"
    assert network_of("2001:db8:1:3::1") != network_of("2001:db8:1:2::1")
    assert network_of("::ffff:10.0.0.1") == network_of("10.0.0.1") == "10.0.0.1"
    assert network_of("-") == "-"


def test_all_gateway_processes_count_together(company, ming, elsewhere):
    apps = (company.app, elsewhere)
    statuses = [attempt(company, app=apps[number % 2]).status_code for number in range(6)]
    assert statuses == [401] * 4 + [429] * 2


def test_what_was_typed_for_a_name_is_nowhere_kept(company, ming):
    attempt(company, "my secret password by mistake")
    note_failures(company.gateway.host)
    with company.gateway.host.database.read() as session:
        kept = [vars(row) for row in session.query(AttemptCount)]
    assert kept and "mistake" not in str(kept)
    assert "mistake" not in str(company.operator.get("/system/audit", limit=200))


def test_a_flood_of_failures_is_one_entry_a_minute_for_each_name(company, ming):
    company.gateway.host.settings |= {"sign_in_free_failures": 1000, "sign_in_failures_per_address": 1000}
    guess(company, 7)
    [attempt(company, f"nobody{number}") for number in range(9)]
    note_failures(company.gateway.host)
    assert failures(company) == [], "the minute is not over"
    company.clock.advance(minutes=1)
    guess(company, 2)
    for _ in range(2):
        note_failures(company.gateway.host)
    assert failures(company) == [(ming["id"], 7), ("unknown", 9)]
    company.clock.advance(minutes=1)
    note_failures(company.gateway.host)
    assert failures(company) == [(ming["id"], 2), (ming["id"], 7), ("unknown", 9)]


def failures(company):
    rows = company.operator.get("/system/audit", limit=200)["items"]
    found = [row for row in rows if row["action"] == "sign_in_failed"]
    return sorted((row["record_id"], row["changes"]["failures"][1]) for row in found)
