"""A thousand tries from unregistered devices with the right password: none gets in (F99)."""

import itertools

import pytest
from argon2 import PasswordHasher
from sqlalchemy import update

from gateway.passwords.model import Credential

from .conftest import PASSWORD
from .laptop import Laptop, a_code, a_network, approved, b64, refusals, set_policy
from .test_networks import FORGED

pytestmark = pytest.mark.any_database

TRIES = 1_000


@pytest.fixture
def company_of_registered_devices(company):
    """Hashed cheaply, because a thousand proper hashes take half a minute."""
    company.hire("ming", "salesperson")
    company.hire("hua", "salesperson")
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with company.gateway.host.database.write() as session:
        session.execute(update(Credential).values(password_hash=cheap))
    set_policy(company, "registered_networks", networks=[a_network(company, "VPN", "10.8.0.0/24")])
    return company


class Thieves:
    """Each method is a way to try: the body's `device`, and what else goes with it."""

    def __init__(self, company):
        people = {name: company.operator.get("/users", username=name)["items"][0] for name in ("ming", "hua")}
        self.company, inside = company, {"address": "10.8.0.9"}
        self.good = approved(company, people["ming"], **inside)
        self.foreign = approved(company, people["hua"], **inside)
        self.waiting, self.unknown = Laptop(company, **inside), Laptop(company, **inside)
        self.waiting.enrol(a_code(company, people["ming"]))
        self.refused, self.revoked = Laptop(company, **inside), approved(company, people["ming"], **inside)
        self.refused.enrol(a_code(company, people["ming"]))
        company.operator.post(f"/devices/{self.refused.id}/refuse", {})
        company.operator.post(f"/devices/{self.revoked.id}/revoke", {})
        self.unknown.id = str(company.operator.get("/units", limit=1)["items"][0]["id"])
        self.overheard, self.old = self.good.proof(), self.good.proof()
        assert self.good.attempt("ming", self.overheard).status_code == 201
        company.clock.advance(minutes=2)
        self.elsewhere = Laptop(company, address="192.0.2.66")

    def ways(self):
        return {
            "no proof": lambda n: {"device": None},
            "foreign key": lambda n: {"device": self.signed(self.foreign, self.good)},
            "new key": lambda n: {"device": self.signed(Laptop(self.company), self.good)},
            "replayed": lambda n: {"device": self.overheard},
            "expired": lambda n: {"device": self.old},
            "another user's device": lambda n: {"device": self.foreign.proof()},
            "revoked": lambda n: {"device": self.revoked.proof()},
            "waiting": lambda n: {"device": self.waiting.proof()},
            "refused": lambda n: {"device": self.refused.proof()},
            "unknown": lambda n: {"device": self.signed(self.unknown, self.unknown, self.good.challenge())},
            "tampered signature": lambda n: {"device": flipped(self.good.proof(), "signature", n)},
            "tampered challenge": lambda n: {"device": self.tampered_challenge(n)},
            "zero signature": lambda n: {"device": self.good.proof() | {"signature": b64(bytes(64))}},
            "challenge of another": lambda n: {"device": self.signed(self.good, self.good, self.foreign.challenge())},
            "wrong network": lambda n: {"device": self.good.proof(), "by": self.elsewhere},
            "forged headers": lambda n: {
                "device": self.good.proof(),
                "by": self.elsewhere,
                "headers": FORGED[n % len(FORGED)],
            },
        }

    def signed(self, signer, said, challenge=None):
        text = challenge or said.challenge()
        return {"device_id": said.id, "challenge": text, "signature": signer.signature(text)}

    def tampered_challenge(self, n):
        proof = flipped(self.good.proof(), "challenge", n)
        return proof | {"signature": self.good.signature(proof["challenge"])}


def flipped(proof, name, n):
    """One letter of a value is another one."""
    text, at = proof[name], n % (len(proof[name]) - 2)
    return proof | {name: text[:at] + ("B" if text[at] == "A" else "A") + text[at + 1 :]}


def test_a_thousand_tries_with_the_right_password_and_nobody_gets_in(company_of_registered_devices):
    company = company_of_registered_devices
    thieves = Thieves(company)
    inside = Laptop(company, address="10.8.0.66")
    codes = {}
    for number, (name, way) in zip(range(TRIES), itertools.cycle(thieves.ways().items()), strict=False):
        what = way(number)
        answer = what.get("by", inside).attempt("ming", what["device"], headers=what.get("headers"))
        assert answer.status_code == 403, (name, answer.text)
        assert "token" not in answer.json and "Set-Cookie" not in answer.headers, name
        codes.setdefault(name, set()).add(answer.json["code"])
    assert codes == {
        "no proof": {"device_required"},
        "foreign key": {"device_not_accepted"},
        "new key": {"device_not_accepted"},
        "replayed": {"challenge_not_valid"},
        "expired": {"challenge_not_valid"},
        "another user's device": {"device_not_accepted"},
        "revoked": {"device_not_accepted"},
        "waiting": {"device_waiting"},
        "refused": {"device_not_accepted"},
        "unknown": {"device_not_accepted"},
        "tampered signature": {"device_not_accepted"},
        "tampered challenge": {"challenge_not_valid"},
        "zero signature": {"device_not_accepted"},
        "challenge of another": {"challenge_not_valid"},
        "wrong network": {"network_not_allowed"},
        "forged headers": {"network_not_allowed"},
    }
    assert sum(refusals(company).values()) == TRIES
    assert thieves.good.attempt("ming").status_code == 201
