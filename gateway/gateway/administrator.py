"""The first administrator: made by whoever holds the installation's key, through the same operations as anybody."""

from typing import Any

import orjson

from chassis.access import operator_principal
from chassis.operations import Request, Response
from chassis.service import Host


class Refused(Exception):
    """The gateway refused; `problem` is its problem document."""

    def __init__(self, problem: dict[str, Any]):
        super().__init__(problem["titles"]["en"])
        self.problem = problem


def create_administrator(host: Host, username: str, name: str, password: str, roles: tuple[str, ...]) -> str:
    """A person who can sign in, with these roles (such as administrator, owner); answers the id, raises Refused.

    When the password is refused the person exists without one: setting it again is enough.
    """
    values = {"username": username, "code": username, "name": name, "roles": list(roles)}
    user = _call(host, "POST", "/users", values).json()
    _call(host, "PUT", f"/users/{user['id']}/password", {"password": password})
    return str(user["id"])


def _call(host: Host, method: str, path: str, body: dict[str, Any]) -> Response:
    headers = {"zhanggui-principal": host.signer.sign(operator_principal())}
    response = host.dispatcher.handle(Request(method, path, headers=headers, body=orjson.dumps(body)))
    if response.status >= 400:
        raise Refused(response.json())
    return response
