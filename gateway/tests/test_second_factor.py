"""The telephone as a second factor: codes that are good once, recovery codes on paper, and an administrator's reset."""

from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest
from sqlalchemy import select

from chassis.access import load_signer, make_keys
from gateway.second_factor.model import SecondFactor
from gateway.second_factor.sealing import seal, unseal

from .conftest import PASSWORD, Browser
from .telephone import API, FACTOR, ME, set_up

pytestmark = pytest.mark.any_database

PROVE = f"{ME}/second-factor"


@pytest.fixture
def ming(company):
    return company.hire("ming", "salesperson")


@pytest.fixture
def telephone(company, ming):
    return set_up(company, company.sign_in("ming"))


def prove(company, code):
    """A new sign-in that shows this code."""
    return company.sign_in("ming").post(PROVE, {"code": code})


def test_the_uri_for_the_telephone_names_the_person_and_the_system(company, ming):
    begun = company.sign_in("ming").post(FACTOR).json
    parsed = pyotp.parse_uri(begun["uri"])
    assert (parsed.secret, parsed.name, parsed.issuer) == (begun["secret"], "ming", "Zhanggui")


def test_password_and_code_together_sign_in(company, telephone):
    browser = company.sign_in("ming")
    assert browser.get("/api/v1/office/tasks").json["code"] == "second_factor_required"
    answer = browser.post(PROVE, {"code": telephone.code()})
    assert (answer.json["stage"], answer.json["user"]["name"]) == ("complete", "ming")
    assert browser.get(ME).status_code == 401, "the token of the password alone is worth nothing now"
    browser.token = answer.json["token"]
    assert browser.get("/api/v1/office/tasks").status_code == 200


def test_a_page_gets_the_new_token_as_a_cookie(company, telephone):
    client, page = company.app.test_client(), {"X-Zhanggui-CSRF": "1"}
    client.post(f"{API}/sessions", json={"username": "ming", "password": PASSWORD}, headers=page)
    answer = client.post(PROVE, json={"code": telephone.code()}, headers=page)
    assert "token" not in answer.json and answer.headers["Set-Cookie"].startswith("zhanggui_session=")
    assert client.get("/api/v1/office/tasks").status_code == 200


def test_a_code_is_good_once(company, telephone):
    code = telephone.code()
    assert prove(company, code).status_code == 200
    again = prove(company, code)
    assert (again.status_code, again.json["code"]) == (422, "wrong_code")


def test_ten_at_once_with_the_same_code_and_one_gets_in(company, telephone):
    browsers = [company.sign_in("ming") for _ in range(10)]
    company.gateway.host.settings["sign_in_free_failures"] = 100
    code = telephone.code()
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda browser: browser.post(PROVE, {"code": code}), browsers))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses.count(200) == 1 and set(statuses) <= {200, 422, 429}


def test_the_same_recovery_code_at_once_signs_one_in(company, telephone):
    browsers = [company.sign_in("ming") for _ in range(3)]
    code = telephone.recovery_codes[0]
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda browser: browser.post(PROVE, {"code": code}), browsers))
    assert sorted(answer.status_code for answer in answers) == [200, 422, 422]


@pytest.mark.parametrize(("late", "status"), [(-30, 200), (30, 200), (-60, 422), (61, 422)])
def test_a_clock_may_be_wrong_by_thirty_seconds(company, telephone, late, status):
    company.clock.advance(minutes=5)
    code = pyotp.TOTP(telephone.secret).at(company.clock.now())
    company.clock.advance(seconds=late)
    assert prove(company, code).status_code == status


def test_an_older_code_is_worth_nothing_after_a_newer_one(company, telephone):
    older = telephone.code()
    newer = telephone.code()
    assert prove(company, newer).status_code == 200
    assert prove(company, older).json["code"] == "wrong_code"


def test_a_recovery_code_signs_in_once_however_it_is_typed(company, telephone):
    assert len(set(telephone.recovery_codes)) == 10
    typed = telephone.recovery_codes[3].replace("-", " ").upper()
    assert prove(company, typed).status_code == 200
    assert prove(company, telephone.recovery_codes[3]).json["code"] == "wrong_code"
    browser = company.sign_in("ming")
    browser.token = browser.post(PROVE, {"code": telephone.code()}).json["token"]
    assert browser.get(FACTOR).json["recovery_codes_left"] == 9
    fresh = browser.post(f"{FACTOR}/recovery-codes", {"code": telephone.code()}).json["recovery_codes"]
    assert prove(company, telephone.recovery_codes[0]).json["code"] == "wrong_code"
    assert prove(company, fresh[0]).status_code == 200


def test_guessing_codes_is_stopped_and_the_right_one_waits_too(company, telephone):
    browser = company.sign_in("ming")
    guesses = [browser.post(PROVE, {"code": f"{number:06}"}).status_code for number in range(4)]
    assert guesses == [422, 422, 422, 422]
    answer = browser.post(PROVE, {"code": telephone.code(seconds=1)})
    assert (answer.status_code, answer.json["code"]) == (429, "too_many_attempts")
    assert 0 < int(answer.headers["Retry-After"]) <= 2
    assert prove(company, telephone.code()).status_code == 200


def test_a_wrong_code_is_in_the_audit_trail_and_the_code_is_not(company, telephone, ming):
    company.sign_in("ming", address="192.0.2.7").post(PROVE, {"code": "987654"})
    [entry] = [row for row in trail(company) if row["action"] == "factor_failed"]
    assert (entry["actor_name"], entry["record_id"], entry["changes"]) == (
        "ming",
        ming["id"],
        {"address": [None, "192.0.2.7"]},
    )


def test_a_thief_with_the_password_has_few_guesses_a_day(company, telephone):
    tried, until = 0, company.clock.now().timestamp() + 24 * 3600
    browser = company.sign_in("ming")
    while company.clock.now().timestamp() < until:
        answer = browser.post(PROVE, {"code": "000000"})
        if answer.status_code == 429:
            company.clock.advance(seconds=int(answer.headers["Retry-After"]))
        elif answer.status_code == 401:
            browser = company.sign_in("ming")
        else:
            tried += 1
    assert tried < 45


def test_nothing_counts_before_a_first_code_confirms_it(company, ming):
    browser = company.sign_in("ming")
    browser.post(FACTOR)
    assert browser.post(f"{FACTOR}/confirm", {"code": "000000"}).json["code"] == "wrong_code"
    assert browser.get(FACTOR).json == {
        "active": False,
        "since": None,
        "recovery_codes_left": 0,
        "required": False,
    }
    assert company.sign_in("ming").get(ME).json["stage"] == "complete"


def test_setting_one_up_ends_the_other_sessions(company, ming):
    elsewhere, here = company.sign_in("ming"), company.sign_in("ming")
    set_up(company, here)
    assert elsewhere.get(ME).status_code == 401
    assert here.get(ME).status_code == 200
    assert here.post(FACTOR).json["code"] == "second_factor_exists"


def test_long_after_the_sign_in_the_password_is_asked_for_again(company, ming):
    browser = company.sign_in("ming")
    company.clock.advance(minutes=16)
    assert browser.post(FACTOR).json["code"] == "password_needed"
    assert browser.post(FACTOR, {"password": "wrong"}).json["code"] == "wrong_password"
    assert browser.post(FACTOR, {"password": PASSWORD}).status_code == 200


def test_it_is_removed_with_a_code_only(company, telephone):
    browser = company.sign_in("ming")
    browser.token = browser.post(PROVE, {"code": telephone.code()}).json["token"]
    assert browser.post(f"{FACTOR}/remove", {"code": "123456"}).json["code"] == "wrong_code"
    assert browser.post(f"{FACTOR}/remove", {"code": telephone.code()}).status_code == 204
    assert company.sign_in("ming").get(ME).json["stage"] == "complete"


def test_an_administrator_resets_a_lost_telephone_and_the_trail_says_so(company, telephone, ming):
    fang = company.hire("fang", "salesperson")
    assert company.sign_in("fang").post(f"{API}/users/{ming['id']}/second-factor/reset").json["code"] == "forbidden"
    company.hire("admin", "administrator")
    signed_in = company.sign_in("ming")
    assert company.sign_in("admin").post(f"{API}/users/{ming['id']}/second-factor/reset").status_code == 204
    assert signed_in.get(ME).status_code == 401
    assert company.sign_in("ming").get(ME).json["stage"] == "complete"
    [entry] = [row for row in trail(company) if row["action"] == "factor_reset"]
    assert (entry["actor_name"], entry["record_id"]) == ("admin", ming["id"])
    problem = company.operator.refused("POST", f"/users/{fang['id']}/second-factor/reset")
    assert problem["code"] == "no_second_factor"


def test_the_secret_is_sealed_for_one_person_with_the_key_of_this_installation(company, telephone, tmp_path):
    with company.gateway.host.database.read() as session:
        kept = session.scalar(select(SecondFactor))
    assert telephone.secret.encode() not in kept.sealed_secret
    ours = company.gateway.host.signer
    assert unseal(ours, kept.user_id, kept.sealed_secret) == telephone.secret
    make_keys(tmp_path / "other", ["gateway"])
    assert unseal(load_signer(tmp_path / "other", "gateway"), kept.user_id, kept.sealed_secret) is None
    assert unseal(ours, kept.user_id, seal(ours, kept.user_id, "X")[:-1] + b"?") is None
    hua = company.hire("hua", password=None)
    other = type(kept.user_id)(hua["id"])
    assert unseal(ours, other, kept.sealed_secret) is None, "a row copied to somebody else opens nothing"


def test_where_the_key_is_lost_recovery_codes_still_open(company, telephone):
    """A restored installation has new keys: telephones are set up anew, paper still counts."""
    with company.gateway.host.database.write() as session:
        kept = session.scalar(select(SecondFactor))
        kept.sealed_secret = seal(company.office.host.signer, kept.user_id, telephone.secret)
    assert prove(company, telephone.code()).json["code"] == "wrong_code"
    assert prove(company, telephone.recovery_codes[0]).status_code == 200


def test_a_stranger_and_the_operator_have_none(company, ming):
    assert Browser(company.app).get(FACTOR).status_code == 401
    assert company.operator.refused("POST", "/me/second-factor/remove", {"code": "1"})["code"] == "unauthenticated"


def trail(company):
    return company.operator.get("/system/audit", limit=200)["items"]
