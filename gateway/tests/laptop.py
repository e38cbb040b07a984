"""A device with a real key, which signs as WebCrypto does."""

import base64

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from .conftest import PASSWORD, Browser

GATEWAY = "/api/v1/gateway"
SESSIONS = f"{GATEWAY}/sessions"
ME = f"{SESSIONS}/current"
PROOF = f"{ME}/proof"


def b64(content):
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


class Laptop:
    """One browser profile: a key, and after enrolment the id the gateway knows it by."""

    def __init__(self, company, address="10.0.0.1", name="笔记本"):
        self.company, self.name, self.address = company, name, address
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = None
        self.browser = Browser(company.app, address=address)

    @property
    def jwk(self):
        numbers = self.key.public_key().public_numbers()
        x, y = (b64(each.to_bytes(32)) for each in (numbers.x, numbers.y))
        return {"kty": "EC", "crv": "P-256", "x": x, "y": y, "ext": True, "key_ops": ["verify"]}

    def enrol(self, code, **more):
        """The answer to showing a code."""
        body = {"code": code, "name": self.name, "platform": "Linux", "public_key": self.jwk, **more}
        answer = self.browser.post(f"{GATEWAY}/devices/enrol", body)
        if answer.status_code == 201:
            self.id = answer.json["device_id"]
        return answer

    def signature(self, text):
        r, s = decode_dss_signature(self.key.sign(text.encode(), ec.ECDSA(SHA256())))
        return b64(r.to_bytes(32) + s.to_bytes(32))

    def challenge(self):
        answer = self.browser.post(f"{GATEWAY}/devices/{self.id}/challenge")
        assert answer.status_code == 200, answer.text
        return answer.json["challenge"]

    def proof(self):
        challenge = self.challenge()
        return {"device_id": self.id, "challenge": challenge, "signature": self.signature(challenge)}

    def attempt(self, name, device="own", password=PASSWORD, **more):
        """The answer to signing in; with a proof of this device unless another is given, or none."""
        body = {"username": name, "password": password}
        proof = self.proof() if device == "own" else device
        return self.browser.post(SESSIONS, body | ({"device": proof} if proof else {}), **more)

    def sign_in(self, name):
        answer = self.attempt(name)
        assert answer.status_code == 201, answer.text
        self.browser.token = answer.json["token"]
        return self.browser

    def renew(self, **more):
        return self.browser.post(PROOF, self.proof() | more)


def a_code(company, user, by=None):
    """A one-time code for a person, made by the operator or in the browser of somebody."""
    body = {"user_id": user["id"]}
    return (
        company.operator.post("/devices/codes", body) if by is None else by.post(f"{GATEWAY}/devices/codes", body).json
    )["code"]


def approved(company, user, **more):
    """A laptop of a person that an administrator has approved."""
    laptop = Laptop(company, **more)
    assert laptop.enrol(a_code(company, user)).status_code == 201
    company.operator.post(f"/devices/{laptop.id}/approve", {})
    return laptop


def set_policy(company, policy, unit=None, networks=(), by=None, **more):
    """The policy of a unit, the company when none is named."""
    unit_id = (unit or root(company))["id"]
    body = {"policy": policy, "networks": [each["id"] for each in networks], **more}
    if by is None:
        return company.operator.put(f"/units/{unit_id}/device-policy", body)
    return by.call("PUT", f"{GATEWAY}/units/{unit_id}/device-policy", body)


def a_network(company, name, *cidrs, kind="vpn"):
    return company.operator.post("/networks", {"name": name, "kind": kind, "cidrs": list(cidrs)})


def root(company):
    return company.operator.get("/units", limit=1)["items"][0]


def refusals(company, **query):
    """{(who, from where, why): how often}, summed over the minutes."""
    found = {}
    for row in company.operator.get("/devices/refusals", limit=200, **query)["items"]:
        key = (row["user_name"], row["address"], row["reason"])
        found[key] = found.get(key, 0) + row["count"]
    return found
