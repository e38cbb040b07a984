"""`zhanggui audit`: is the audit trail as it was written?"""

from pathlib import Path
from typing import Any

import click

from zhanggui.client import Client, operator_client


@click.group()
def audit() -> None:
    """The audit trail: who did what, when, from which device."""


@audit.command("verify")
@click.option("--service", help="Only this one.")
@click.pass_obj
def verify(data_dir: Path, service: str | None) -> None:
    """Read the whole trail and name what was edited, deleted, inserted or cut; exit status 1 when anything was."""
    client = operator_client(data_dir)
    known = client.services()
    if service is not None and service not in known:
        raise click.BadParameter(f"there is no service '{service}'; there are: {', '.join(known)}")
    whole = [_verify_one(client, each) for each in ([service] if service else known)]
    if not all(whole):
        raise click.exceptions.Exit(1)


def _verify_one(client: Client, service: str) -> bool:
    """Walks along the trail of a service, a part at a time; whether it is whole."""
    after: int | None = 0
    whole = True
    answer: dict[str, Any] = {}
    while after is not None:
        answer = client.get(f"/{service}/system/audit/verification", after=after)
        for damage in answer["damages"]:
            click.echo(f"{service:<14} {damage['zh']} / {damage['en']}")
        whole = whole and not answer["damages"]
        after = answer["next"]
    if whole:
        click.echo(f"{service:<14} {answer['entries']} entries, none changed, none missing")
    return whole
