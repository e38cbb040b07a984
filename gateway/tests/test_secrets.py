"""Nothing that opens a door is in a log, the audit trail, an event, a problem document, the database, the contract."""

import logging

import pytest
import structlog

from gateway.attempts.failures import note_failures

from .telephone import API, FACTOR, ME, set_up

pytestmark = pytest.mark.any_database

SENTINELS = [f"sentinel {word} 4711" for word in ("first", "second", "third", "wrong")]
FIRST, SECOND, THIRD, WRONG = SENTINELS


def test_no_secret_leaves_a_trace(company, caplog, capsys):
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    seen, secrets = live(company)
    note_failures(company.gateway.host)
    log = "".join(capsys.readouterr()) + caplog.text
    assert "refused" in log
    places = {
        "log": log,
        "audit": str(company.operator.get("/system/audit", limit=200)),
        "events": str(company.gateway.told()),
        "problems": "".join(seen),
        "contract": company.app.test_client().get("/api/v1/openapi.json").text,
        "database": dump(company),
    }
    for place, text in places.items():
        assert len(text) > 200, place
        for secret in secrets:
            assert secret not in text, (place, secret)


def live(company):
    """A person's whole life with passwords, codes and tokens; the refusals met, and the secrets in it."""
    ming = company.hire("ming", "salesperson", password=None)
    path = f"/users/{ming['id']}/password"
    company.operator.call("POST", path, {"password": FIRST}, key="k")
    browser = company.sign_in("ming", FIRST)
    secrets, seen = [*SENTINELS, browser.token], []

    def refused(path, body):
        answer = browser.post(path, body)
        assert answer.status_code >= 400
        seen.append(answer.text)

    refused(f"{API}/sessions", {"username": "ming", "password": WRONG})
    refused(f"{API}/sessions", {"username": WRONG, "password": WRONG})
    refused(f"{API}/sessions", {"username": [WRONG], "password": WRONG, WRONG: 1} | {"username": "ming"})
    refused(f"{API}/me/password", {"old_password": WRONG, "password": SECOND})
    refused(f"{API}/me/password", {"old_password": FIRST, "password": FIRST})
    browser.token = browser.post(f"{API}/me/password", {"old_password": FIRST, "password": SECOND}).json["token"]
    secrets.append(browser.token)
    telephone = set_up(company, browser)
    secrets += [browser.token, telephone.secret, *telephone.recovery_codes]
    refused(f"{FACTOR}/remove", {"code": WRONG})
    browser = company.sign_in("ming", SECOND)
    secrets.append(browser.token)
    refused(f"{ME}/second-factor", {"code": WRONG})
    used = telephone.recovery_codes[0]
    browser.token = browser.post(f"{ME}/second-factor", {"code": used}).json["token"]
    refused(f"{ME}/second-factor", {"code": used})
    secrets += [browser.token, company.operator.post(path)["password"]]
    company.operator.post(path, {"password": THIRD})
    # A field that nobody knows is named in the refusal: it is the key, never a value, that is repeated.
    return [text.replace(WRONG, "", 1) if f'"field":"{WRONG}"' in text else text for text in seen], secrets


def dump(company):
    with company.gateway.host.database.engine.connect() as connection:
        names = [row.name for row in connection.exec_driver_sql(LIST_TABLES[connection.dialect.name])]
        return " ".join(
            str(row) for name in names for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()
        )


LIST_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
}
