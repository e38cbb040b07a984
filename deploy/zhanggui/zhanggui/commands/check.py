"""`zhanggui check`: the invariants, on the living system."""

from pathlib import Path

import click

from zhanggui.client import operator_client
from zhanggui.invariants import violations


@click.command()
@click.option("--wait", default=30.0, type=click.FloatRange(0), help="Seconds to wait until all events are consumed.")
@click.pass_obj
def check(data_dir: Path, wait: float) -> None:
    """Check the invariants I1-I11 of all services; exit status 1 when one is violated."""
    found = violations(operator_client(data_dir), wait)
    for line in found:
        click.echo(line)
    click.echo(f"{len(found)} violations" if found else "All invariants hold.")
    if found:
        raise click.exceptions.Exit(1)
