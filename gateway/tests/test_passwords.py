"""Passwords: good enough ones only, hashed well, given for three days, changed by their owner."""

import statistics
import threading
import time

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from gateway.passwords import hashing
from gateway.passwords.hashing import TooBusy, Turnstile
from gateway.passwords.model import Credential
from gateway.passwords.rules import COMMON, is_common, is_obvious

from .conftest import PASSWORD, Browser
from .telephone import set_up

pytestmark = pytest.mark.any_database

API = "/api/v1/gateway"
SESSIONS = f"{API}/sessions"
OWN = f"{API}/me/password"


@pytest.fixture
def ming(company):
    return company.hire("ming", "salesperson")


def attempt(company, name, password):
    return company.stranger().post(SESSIONS, {"username": name, "password": password})


def kept_hash(company):
    with company.gateway.host.database.read() as session:
        return session.scalar(select(Credential.password_hash))


EVERYBODYS = (
    "password Password123! 12345678 qwertyuiop 1qaz2wsx woaini1314 woaini5201314 aaaaaaaaaa abcabcabcabc admin123 "
    "zhang123456 １２３４５６７８ iloveyou!! 88888888"
)


@pytest.mark.parametrize("password", EVERYBODYS.split())
def test_what_everybody_tries_first_is_refused(company, ming, password):
    problem = company.operator.refused("POST", f"/users/{ming['id']}/password", {"password": password})
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [("password", "password_too_common")]


@pytest.mark.parametrize(
    "password", ["Mingxz2026!", "zhanggui@2024", "掌柜zhanggui掌柜", "e004-e004-123", "hengda_888888", "13912345678."]
)
def test_a_password_is_not_made_of_what_everybody_knows(company, password):
    company.gateway.host.settings["password_words"] = "Hengda,恒达"
    person = {"username": "mingxz", "code": "E004", "name": "明晓舟", "phone": "13912345678"}
    assert (
        company.operator.refused("POST", "/users", {**person, "password": password})["code"] == "password_too_obvious"
    )
    assert company.operator.get("/users")["items"] == []


GOOD = [
    "correct horse",
    "zhanggui-demo",
    "春眠不觉晓处处闻啼鸟",
    "no capitals no digits",
    "xx" + "yz" * 30,
    "тихий дон 7",
]


@pytest.mark.parametrize("password", GOOD)
def test_long_ones_of_any_letters_are_good(company, ming, password):
    company.operator.post(f"/users/{ming['id']}/password", {"password": password, "must_change": False})
    assert attempt(company, "ming", password).status_code == 201


def test_nothing_is_cut_off_and_no_letter_is_changed(company, ming):
    long = "a quite long sentence with 掌柜 in it, " * 5
    company.operator.post(f"/users/{ming['id']}/password", {"password": long, "must_change": False})
    assert attempt(company, "ming", long).status_code == 201
    for wrong in (long[:-1], long[:72], long.upper(), long.strip(), long + " ", long * 40):
        assert attempt(company, "ming", wrong).json["code"] in ("sign_in_failed", "too_many_attempts")
        company.clock.advance(minutes=10)


def test_the_input_method_does_not_matter(company, ming):
    company.operator.post(
        f"/users/{ming['id']}/password", {"password": "ｆｕｌｌ　ｗｉｄｔｈ　①", "must_change": False}
    )
    assert attempt(company, "ming", "full width 1").status_code == 201


def test_how_long_at_least_is_a_setting_and_never_less_than_eight(company, ming):
    path = f"/users/{ming['id']}/password"
    company.gateway.host.settings["password_min_length"] = "15"
    problem = company.operator.refused("POST", path, {"password": "fourteen chars"})
    assert (problem["code"], problem["details"]) == ("password_too_short", {"shortest": 15})
    company.gateway.host.settings["password_min_length"] = "3"
    assert company.operator.refused("POST", path, {"password": "seven77"})["errors"][0]["code"] == "password"


def test_the_list_is_small_and_in_order():
    lines = [line for line in COMMON.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert COMMON.stat().st_size < 60_000
    assert 3_000 < len(lines) == len(set(lines)) and lines == sorted(lines)
    assert all(line == line.lower().strip() for line in lines)
    assert not is_common("correct horse battery") and not is_obvious("correct horse battery", ["ming"])


def test_an_administrators_password_must_be_changed_within_three_days(company, ming):
    company.hire("admin", "administrator")
    answer = company.sign_in("admin").post(f"{API}/users/{ming['id']}/password")
    temporary = answer.json["password"]
    assert len(temporary) >= 14 and answer.json["must_change"] is True
    assert company.sign_in("ming", temporary).get(f"{SESSIONS}/current").json["stage"] == "password_change"
    company.clock.advance(hours=72)
    answer = attempt(company, "ming", temporary)
    assert (answer.status_code, answer.json["code"]) == (401, "password_expired")
    assert attempt(company, "ming", "wrong password").json["code"] == "sign_in_failed"


def test_only_the_operator_gives_passwords_that_last(company, ming):
    company.hire("admin", "administrator")
    admin = company.sign_in("admin")
    lasting = {"password": "lasting for ever", "must_change": False}
    assert admin.post(f"{API}/users/{ming['id']}/password", lasting).json["code"] == "password_must_change"
    person = {"username": "hua", "code": "hua", "name": "花", **lasting}
    assert admin.post(f"{API}/users", person).json["code"] == "password_must_change"
    assert admin.post(f"{API}/users", {**person, "must_change": True}).status_code == 201
    assert company.sign_in("hua", "lasting for ever").get(f"{SESSIONS}/current").json["stage"] == "password_change"
    company.sign_in("ming")


def test_a_reset_signs_the_person_out_and_forgives_the_guesses(company, ming):
    browser = company.sign_in("ming", address="10.0.0.5")
    for _ in range(5):
        attempt(company, "ming", "wrong password")
    assert attempt(company, "ming", PASSWORD).status_code == 429
    company.operator.post(f"/users/{ming['id']}/password", {"password": "for the first day"})
    assert browser.get(f"{SESSIONS}/current").status_code == 401
    assert attempt(company, "ming", "for the first day").status_code == 201


def test_a_reset_password_still_wants_the_second_factor(company, ming):
    set_up(company, company.sign_in("ming"))
    company.operator.post(f"/users/{ming['id']}/password", {"password": "given by somebody"})
    thief = company.sign_in("ming", password="given by somebody")
    assert thief.get(f"{SESSIONS}/current").json["stage"] == "second_factor"
    answer = thief.post(OWN, {"old_password": "given by somebody", "password": "mine from now on"})
    assert (answer.status_code, answer.json["code"]) == (403, "second_factor_required")
    assert thief.get("/api/v1/office/tasks").json["code"] == "second_factor_required"


def test_a_password_of_ones_own_does_not_age(company, ming):
    company.clock.advance(days=3650)
    assert company.sign_in("ming").get(f"{SESSIONS}/current").json["stage"] == "complete"


def test_who_changes_the_own_password_stays_here_and_is_out_everywhere_else(company, ming):
    elsewhere, browser = company.sign_in("ming"), company.sign_in("ming")
    for wrong in ("wrong", None, 7, {"a": 1}):
        assert browser.post(OWN, {"old_password": wrong, "password": "a new long one"}).status_code == 422
    same = browser.post(OWN, {"old_password": PASSWORD, "password": PASSWORD})
    assert same.json["code"] == "password_unchanged"
    answer = browser.post(OWN, {"old_password": PASSWORD, "password": "a new long one"})
    assert (answer.status_code, answer.json["stage"]) == (200, "complete")
    assert elsewhere.get(f"{SESSIONS}/current").status_code == 401
    assert browser.get(f"{SESSIONS}/current").status_code == 401
    browser.token = answer.json["token"]
    assert browser.get(f"{SESSIONS}/current").json["name"] == "ming"
    assert attempt(company, "ming", PASSWORD).status_code == 401
    company.sign_in("ming", "a new long one")


def test_a_stolen_session_cannot_guess_the_old_password(company, ming):
    browser = company.sign_in("ming")
    answers = [browser.post(OWN, {"old_password": f"guess {n}", "password": "a new long one"}) for n in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 4 + [429] * 2


def test_a_stranger_changes_nothing(company, ming):
    answer = Browser(company.app).post(OWN, {"old_password": PASSWORD, "password": "a new long one"})
    assert answer.json["code"] == "unauthenticated"


@pytest.mark.dear
def test_a_hash_of_weaker_parameters_is_renewed_at_the_next_sign_in(company, ming):
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with company.gateway.host.database.write() as session:
        session.execute(update(Credential).values(password_hash=weak))
    assert attempt(company, "ming", "wrong password").status_code == 401
    assert kept_hash(company) == weak
    company.sign_in("ming")
    renewed = kept_hash(company)
    assert renewed.startswith("$argon2id$v=19$m=19456,t=3,p=1$")
    company.sign_in("ming")
    assert kept_hash(company) == renewed


def test_the_same_work_is_done_for_every_name(company, ming, monkeypatch):
    company.hire("nopassword", "salesperson", password=None)
    left = company.hire("hua", "salesperson")
    company.operator.post(f"/users/{left['id']}/deactivate", {})
    done = []
    real = hashing._hasher.verify
    monkeypatch.setattr(hashing, "_hasher", Watched(real, done))
    for name in ("ming", "nobody", "nopassword", "hua"):
        assert attempt(company, name, "wrong password").status_code == 401
    assert len(done) == 4 and len(set(done)) == 1


class Watched:
    """The hasher, and with which parameters it has verified."""

    def __init__(self, verify, done):
        self._verify, self._done = verify, done

    def verify(self, password_hash, password):
        self._done.append(password_hash.rpartition("$")[0].rpartition("$")[0])
        return self._verify(password_hash, password)


@pytest.mark.dear
def test_the_time_of_a_failed_sign_in_tells_nothing_about_the_name(company, ming):
    company.gateway.host.settings |= {"sign_in_free_failures": 1000, "sign_in_failures_per_address": 1000}
    times = {"ming": [], "nobody": []}
    for _ in range(9):
        for name, taken in times.items():
            began = time.perf_counter()
            attempt(company, name, "wrong password")
            taken.append(time.perf_counter() - began)
    known, unknown = (statistics.median(times[name]) for name in ("ming", "nobody"))
    assert 0.4 < known / unknown < 2.5


def test_who_comes_when_too_many_wait_is_sent_away_with_a_time(company, ming, monkeypatch):
    full = Turnstile(at_once=1, most_waiting=0)
    monkeypatch.setattr(hashing, "turnstile", full)
    with full.passing():
        answer = attempt(company, "ming", PASSWORD)
    assert (answer.status_code, answer.json["code"], answer.headers["Retry-After"]) == (503, "too_busy", "2")
    assert attempt(company, "ming", PASSWORD).status_code == 201


def test_few_wait_and_none_for_ever():
    turnstile, inside, leave = Turnstile(at_once=1, most_waiting=1), threading.Event(), threading.Event()
    passed = []

    def pass_through():
        with turnstile.passing():
            inside.set()
            leave.wait(10)
            passed.append(1)

    threads = [threading.Thread(target=pass_through) for _ in range(2)]
    threads[0].start()
    inside.wait(10)
    threads[1].start()
    until = time.monotonic() + 10
    while turnstile._admitted._value and time.monotonic() < until:
        time.sleep(0.001)
    with pytest.raises(TooBusy), turnstile.passing():
        pass
    leave.set()
    [thread.join(10) for thread in threads]
    assert passed == [1, 1]
    with turnstile.passing():
        pass
