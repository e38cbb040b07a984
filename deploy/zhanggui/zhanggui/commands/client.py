"""`zhanggui client`: other systems that call this one."""

from datetime import datetime
from pathlib import Path

import click

from zhanggui.client import operator_client


@click.group()
def client() -> None:
    """Add API clients: other systems with rights of their own."""


@client.command("add")
@click.argument("name")
@click.option("--responsible", required=True, help="The user name of the person who answers for it.")
@click.option("--grant", "grants", multiple=True, required=True, help="A function and its scope: sales.order.read=all.")
@click.option("--hide", multiple=True, help="A mark of fields that it never sees: cost.")
@click.option("--network", "networks", multiple=True, help="Where it may call from: 10.8.0.0/16; anywhere by default.")
@click.option("--rate-limit", default=120, help="Requests a minute.")
@click.option("--expires-on", type=click.DateTime(["%Y-%m-%d"]), help="Its last day.")
@click.pass_obj
def add(
    data_dir: Path,
    name: str,
    responsible: str,
    grants: tuple[str, ...],
    hide: tuple[str, ...],
    networks: tuple[str, ...],
    rate_limit: int,
    expires_on: datetime | None,
) -> None:
    """Add an API client in the unit of the person who answers for it. Its secret is shown this once."""
    granted = dict(_parted(grant) for grant in grants)
    operator = operator_client(data_dir)
    found = operator.get("/gateway/users", username=responsible)["items"]
    if not found:
        raise click.BadParameter(f"there is no user '{responsible}'")
    asked = {
        "name": name,
        "responsible_id": found[0]["id"],
        "grants": granted,
        "hidden": list(hide),
        "cidrs": list(networks),
        "rate_limit": rate_limit,
        "expires_on": expires_on and expires_on.date().isoformat(),
    }
    made = operator.post("/gateway/clients", asked)
    click.echo(f"client_id      {made['id']}\nclient_secret  {made['secret']}")


def _parted(grant: str) -> tuple[str, str]:
    function, equals, scope = grant.partition("=")
    if not equals:
        raise click.BadParameter(f"'{grant}' is not like sales.order.read=all")
    return function, scope
