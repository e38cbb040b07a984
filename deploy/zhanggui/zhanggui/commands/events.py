"""`zhanggui events`: read a log, see the lag, retry or skip parked events."""

import json
from pathlib import Path

import click

from zhanggui.client import Client, operator_client


@click.group()
def events() -> None:
    """Event logs, lag and parked events."""


@events.command("log")
@click.argument("service")
@click.option("--after", default=0, type=click.IntRange(0), help="Start behind this position.")
@click.option("--limit", default=20, type=click.IntRange(1, 1000))
@click.option("--full", is_flag=True, help="Whole envelopes, one JSON object a line.")
@click.pass_obj
def log(data_dir: Path, service: str, after: int, limit: int, full: bool) -> None:
    """Read a service's event log."""
    client = _client_of(data_dir, service)
    for event in client.get(f"/{service}/system/events", after=after, limit=limit)["events"]:
        line = f"{event['sequence']:>8} {event['time']} {event['type']:<44} {event['subject']}"
        click.echo(json.dumps(event, ensure_ascii=False) if full else line)


@events.command("lag")
@click.pass_obj
def lag(data_dir: Path) -> None:
    """How far each consumer is behind each producer."""
    client = operator_client(data_dir)
    states = {service: client.get(f"/{service}/system/lag") for service in client.services()}
    for service, state in states.items():
        behind = {
            producer: states[producer]["head"] - at for producer, at in state["cursors"].items() if producer in states
        }
        late = ", ".join(f"{producer} {count}" for producer, count in behind.items() if count > 0) or "nothing"
        click.echo(f"{service:<14} head {state['head']:>8}  behind: {late}  parked: {state['parked']}")


@events.command("parked")
@click.pass_obj
def parked(data_dir: Path) -> None:
    """Events that could not be applied."""
    client = operator_client(data_dir)
    for service in client.services():
        for row in client.get(f"/{service}/system/parked")["items"]:
            place = f"{service} {row['producer']} {row['position']}"
            error = " ".join(row["error"].split())
            click.echo(f"{place:<36} {row['state']:<9} {row['type']} ×{row['attempts']}: {error}")


@events.command("retry")
@click.argument("service")
@click.argument("producer")
@click.argument("position", type=click.IntRange(1))
@click.pass_obj
def retry(data_dir: Path, service: str, producer: str, position: int) -> None:
    """Try a parked event again."""
    _client_of(data_dir, service).post(f"/{service}/system/parked/{producer}/{position}/retry")
    click.echo(f"{service} tries event {position} of {producer} again within a second.")


@events.command("skip")
@click.argument("service")
@click.argument("producer")
@click.argument("position", type=click.IntRange(1))
@click.option("--reason", required=True, help="Why it is given up; it stays on record.")
@click.pass_obj
def skip(data_dir: Path, service: str, producer: str, position: int, reason: str) -> None:
    """Give a parked event up, with a reason."""
    path = f"/{service}/system/parked/{producer}/{position}/skip"
    _client_of(data_dir, service).post(path, {"reason": reason})
    click.echo(f"{service} has given up event {position} of {producer}.")


def _client_of(data_dir: Path, service: str) -> Client:
    """Raises BadParameter when there is no such service."""
    client = operator_client(data_dir)
    if service not in (known := client.services()):
        raise click.BadParameter(f"there is no service '{service}'; there are: {', '.join(known)}")
    return client
