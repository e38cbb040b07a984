"""`zhanggui user`: the first people, and forgotten passwords."""

import sys
from pathlib import Path

import click

from zhanggui.client import Client, operator_client

# Asked for only where somebody is there to answer.
_password = click.password_option(
    envvar="ZHANGGUI_PASSWORD", prompt=sys.stdin.isatty(), required=True, help="Asked for when left out."
)


@click.group()
def user() -> None:
    """Add, list and change users."""


@user.command("list")
@click.pass_obj
def list_users(data_dir: Path) -> None:
    """Everybody who may sign in."""
    client = operator_client(data_dir)
    after = None
    while True:
        found = client.get("/gateway/users", limit=200, **({"after": after} if after else {}))
        for row in found["items"]:
            state = "" if row["active"] else " (inactive)"
            click.echo(f"{row['username']:<16} {row['code']:<10} {row['name']:<20} {', '.join(row['roles'])}{state}")
        after = found["next"]
        if after is None:
            return


@user.command("add")
@click.argument("username")
@click.option("--name", required=True)
@click.option("--code", help="The employee code; the user name when left out.")
@click.option("--role", "roles", multiple=True, required=True)
@_password
@click.pass_obj
def add(data_dir: Path, username: str, name: str, code: str | None, roles: tuple[str, ...], password: str) -> None:
    """Add a user at the top of the company, such as the first administrator."""
    person = {"username": username, "name": name, "code": code or username, "roles": list(roles)}
    operator_client(data_dir).post("/gateway/users", person | {"password": password, "must_change": False})
    click.echo(f"{username} may sign in now.")


@user.command("password")
@click.argument("username")
@_password
@click.pass_obj
def password(data_dir: Path, username: str, password: str) -> None:
    """Give a user a new password."""
    client = operator_client(data_dir)
    client.post(f"/gateway/users/{_identity(client, username)}/password", {"password": password, "must_change": False})
    click.echo(f"{username} has a new password.")


@user.command("reset-second-factor")
@click.argument("username")
@click.pass_obj
def reset_second_factor(data_dir: Path, username: str) -> None:
    """For a lost telephone, or after a restore on another machine: the user sets up another one."""
    client = operator_client(data_dir)
    client.post(f"/gateway/users/{_identity(client, username)}/second-factor/reset")
    click.echo(f"{username} signs in with the password alone now.")


def _identity(client: Client, username: str) -> str:
    found = client.get("/gateway/users", username=username)["items"]
    if not found:
        raise click.BadParameter(f"there is no user '{username}'")
    return str(found[0]["id"])
