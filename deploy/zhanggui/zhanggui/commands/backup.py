"""`zhanggui backup` and `zhanggui restore`."""

from pathlib import Path

import click

from backup.snapshots.errors import BackupMissing
from backup.snapshots.restoring import restore_backup
from backup.snapshots.taking import verify_backup
from chassis.model import RuleError
from chassis.runtime.installation import Layout, installed_services
from zhanggui.client import Refused, operator_client


@click.command()
@click.option(
    "--verify", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Only check a file."
)
@click.pass_obj
def backup(data_dir: Path, file: Path | None) -> None:
    """Take a backup of the running system now, and verify it; or verify a file."""
    if file is not None:
        taken = _said(lambda: verify_backup(file))["taken_at"]
        click.echo(f"{file} is sound; it was taken at {taken}.")
        return
    client = operator_client(data_dir)
    job = client.post("/backup/backups")
    result = client.wait_for_job("backup", job["id"])["result"]
    click.echo(f"{Layout(data_dir).backups / result['name']} ({result['bytes']} bytes, verified)")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def restore(data_dir: Path, file: Path) -> None:
    """Restore a backup into an empty installation (F98). Start it afterwards with `zhanggui run`."""
    layout = Layout(data_dir)
    if layout.address.exists():
        raise Refused(f"a Zhanggui runs on {data_dir}; restore needs an empty installation")
    names = [service.name for service in installed_services()]
    urls = {name: layout.sqlite_url(name) for name in names}
    layout.prepare(names)
    manifest = _said(lambda: restore_backup(file, urls, layout.files))
    rows = sum(sum(state["rows"].values()) for state in manifest["databases"].values())
    click.echo(
        f"Restored {len(manifest['databases'])} databases with {rows} rows, as they were at {manifest['taken_at']}."
    )


def _said(work):  # type: ignore[no-untyped-def]
    try:
        return work()
    except (RuleError, BackupMissing) as refusal:
        raise Refused(f"{refusal.title('zh')} / {refusal.title('en')}") from None
