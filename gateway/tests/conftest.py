"""The gateway with the real office behind it, over Flask's test client."""

import pytest
from argon2 import PasswordHasher

from chassis.access import operator_principal
from chassis.operations.transport import TransportError
from chassis.testing import Caller, ServiceUnderTest
from gateway.edge import create_app
from gateway.passwords import hashing
from gateway.service import service
from office.service import service as office_service

PASSWORD = "correct horse 掌柜"


class Direct:
    """A transport that calls the office's dispatcher; it can be cut, and remembers what it carried."""

    def __init__(self, office):
        self.office, self.cut, self.carried = office, False, []

    @property
    def services(self):
        return ("office",)

    def send(self, service, request, deadline):
        self.carried.append((request, deadline))
        if self.cut or service != "office":
            raise TransportError("cut")
        return self.office.host.dispatcher.handle(request)


class Browser:
    """A person's client: a Flask test client that speaks JSON and knows its token."""

    def __init__(self, app, token=None, address="10.0.0.1"):
        self.client, self.token, self.address = app.test_client(use_cookies=False), token, address

    def call(self, method, path, body=None, headers=None, **more):
        sent = {"authorization": f"Bearer {self.token}"} if self.token else {}
        return self.client.open(
            path,
            method=method,
            json=body,
            headers={**sent, **(headers or {})},
            environ_base={"REMOTE_ADDR": self.address},
            **more,
        )

    def get(self, path, **more):
        return self.call("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.call("POST", path, {} if body is None else body, **more)


class Company:
    """The gateway under test, the office behind it, and the people in it."""

    def __init__(self, folder):
        # One folder, one set of keys: the office knows the gateway's public key, as in an installation.
        self.folder = folder
        self.office = ServiceUnderTest(office_service, folder)
        self.gateway = ServiceUnderTest(service, folder)
        self.transport = Direct(self.office)
        self.operator = Caller(self.gateway.host, operator_principal(), self.gateway.signer)
        self.app = create_app(self.gateway.host, self.transport)

    @property
    def clock(self):
        return self.gateway.clock

    def hire(self, name, *roles, password=PASSWORD, **more):
        """A person with roles who can sign in."""
        user = self.operator.post("/users", {"username": name, "code": name, "name": name, "roles": roles, **more})
        if password:
            self.operator.post(f"/users/{user['id']}/password", {"password": password, "must_change": False})
        return self.operator.get(f"/users/{user['id']}")

    def unit(self, code, parent=None, **more):
        parent_id = parent and parent["id"]
        return self.operator.post("/units", {"code": code, "name": code, "parent_id": parent_id, **more})

    def sign_in(self, name, password=PASSWORD, address="10.0.0.1"):
        """A browser in which the person is signed in, with a bearer token."""
        browser = Browser(self.app, address=address)
        answer = browser.post("/api/v1/gateway/sessions", {"username": name, "password": password})
        assert answer.status_code == 201, answer.text
        browser.token = answer.json["token"]
        return browser

    def tell_office(self, user):
        """Let the office hear of a person."""
        told = {name: user[name] for name in ("code", "name", "org_path", "superior_id", "active")}
        self.office.hear("gateway.user_changed.v1", user["id"], user_id=user["id"], **told)

    def stranger(self, address="10.0.0.9"):
        return Browser(self.app, address=address)


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch, request):
    """Argon2 with small parameters, because most tests are not about it; those that are say `dear`."""
    if "dear" not in request.keywords:
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        monkeypatch.setattr(hashing, "_hasher", cheap)
        monkeypatch.setattr(hashing, "_NOBODYS", cheap.hash("the password of nobody"))


@pytest.fixture
def company(tmp_path):
    running = Company(tmp_path)
    yield running
    assert running.gateway.violations() == []
    assert running.office.violations() == []
    running.gateway.close()
    running.office.close()


@pytest.fixture
def qian(company):
    """The owner, signed in."""
    company.hire("qian", "owner")
    return company.sign_in("qian")


@pytest.fixture
def elsewhere(company, tmp_path):
    """Another gateway process on the same database."""
    here = company.gateway.host
    host = type(here)(
        here.service,
        here.database.url,
        verifier=here.verifier,
        signer=here.signer,
        files=here.files,
        anchors=tmp_path / "anchors",
        clock=company.clock,
    )
    other = create_app(host, company.transport)
    yield other
    host.close()
