"""`zhanggui device`: enrol, approve and revoke devices, set the policy, and make the VPN of the branches.

The operator is never locked out: this is the way back in when a policy was too strict.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from zhanggui.client import Client, operator_client
from zhanggui.commands.wireguard import wireguard

POLICIES = ("inherit", "any", "registered", "registered_networks")
Row = dict[str, Any]


@click.group()
def device() -> None:
    """Devices of people, and from where they may work."""


device.add_command(wireguard)


@device.command("list")
@click.option("--state", type=click.Choice(["waiting", "approved", "refused", "revoked"]))
@click.pass_obj
def list_devices(data_dir: Path, state: str | None) -> None:
    """Every device with its fingerprint, the latest first."""
    client = operator_client(data_dir)
    names = {row["id"]: row["username"] for row in _all(client, "/gateway/users")}
    for row in _all(client, "/gateway/devices", **({"state": state} if state else {})):
        seen = (row["last_seen_at"] or "-")[:16]
        who = names.get(row["user_id"], "-")
        click.echo(f"{row['id']} {row['fingerprint']} {row['state']:<9} {who:<16} {seen:<16} {row['name']}")


@device.command("code")
@click.argument("username")
@click.pass_obj
def code(data_dir: Path, username: str) -> None:
    """A one-time code with which a person enrols a device within 15 minutes."""
    client = operator_client(data_dir)
    found = client.get("/gateway/users", username=username)["items"]
    if not found:
        raise click.BadParameter(f"there is no user '{username}'")
    made = client.post("/gateway/devices/codes", {"user_id": found[0]["id"]})
    click.echo(f"{made['code']} (for {username}, once, within 15 minutes)")


@device.command("approve")
@click.argument("which", metavar="ID")
@click.pass_obj
def approve(data_dir: Path, which: str) -> None:
    """Approve a device that waits, by its id or, better, by the fingerprint that it shows."""
    _move(data_dir, which, "approve")


@device.command("refuse")
@click.argument("which", metavar="ID")
@click.pass_obj
def refuse(data_dir: Path, which: str) -> None:
    """Refuse a device that waits."""
    _move(data_dir, which, "refuse")


@device.command("revoke")
@click.argument("which", metavar="ID")
@click.pass_obj
def revoke(data_dir: Path, which: str) -> None:
    """A device is lost or given away: its sessions end within 5 seconds."""
    _move(data_dir, which, "revoke")


@device.command("policy")
@click.argument("policy", type=click.Choice(POLICIES))
@click.option("--unit", "code", default="hq", help="The code of the unit; the company when left out.")
@click.option("--network", "names", multiple=True, help="A network by its name, for registered_networks.")
@click.pass_obj
def policy(data_dir: Path, policy: str, code: str, names: tuple[str, ...]) -> None:
    """Say on which devices and from where the people of a unit, and below, may work."""
    client = operator_client(data_dir)
    unit = _named(_all(client, "/gateway/units"), "code", code, "unit")
    networks = [_named(_all(client, "/gateway/networks"), "name", name, "network")["id"] for name in names]
    client.put(f"/gateway/units/{unit['id']}/device-policy", {"policy": policy, "networks": networks})
    click.echo(f"{unit['name']}: {policy}")


def _move(data_dir: Path, which: str, action: str) -> None:
    client = operator_client(data_dir)
    row = client.post(f"/gateway/devices/{_identity(client, which)}/{action}", {})
    click.echo(f"{row['name']} ({row['fingerprint']}) is {row['state']}.")


def _identity(client: Client, which: str) -> str:
    try:
        return str(UUID(which))
    except ValueError:
        found = client.get("/gateway/devices", fingerprint=which[:40])["items"]
    if not found:
        raise click.BadParameter(f"there is no device '{which}'")
    return str(found[0]["id"])


def _named(rows: Iterator[Row], field: str, name: str, kind: str) -> Row:
    for row in rows:
        if row[field] == name:
            return row
    raise click.BadParameter(f"there is no {kind} '{name}'")


def _all(client: Client, path: str, **query: Any) -> Iterator[Row]:
    after: dict[str, Any] = {}
    while True:
        found = client.get(path, limit=200, **query, **after)
        yield from found["items"]
        if found["next"] is None:
            return
        after = {"after": found["next"]}
