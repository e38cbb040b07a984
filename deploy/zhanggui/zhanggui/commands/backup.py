"""`zhanggui backup` and `zhanggui restore`."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from backup.snapshots.archive import open_archive
from backup.snapshots.errors import BackupMissing, NotEmpty
from backup.snapshots.restoring import restore_backup
from backup.snapshots.taking import verify_backup
from chassis.model import RuleError
from chassis.runtime.installation import installed_names
from chassis.runtime.layout import Layout
from zhanggui.client import Refused, operator_client
from zhanggui.instances import InstanceError, ensure_installed
from zhanggui.local import LocalSystem
from zhanggui.occupied import sole_use

Manifest = dict[str, Any]
Answer = TypeVar("Answer")


@click.command()
@click.option(
    "--verify", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Only check a file."
)
@click.pass_obj
def backup(data_dir: Path, file: Path | None) -> None:
    """Take a backup of the running system now, and verify it; or verify a file."""
    if file is not None:
        manifest = _said(lambda: verify_backup(file))
        click.echo(f"{file} is sound; it was taken at {manifest['taken_at']}.")
        return
    client = operator_client(data_dir)
    job = client.post("/backup/backups")
    result = client.wait_for_job("backup", job["id"])["result"]
    click.echo(f"{Layout(data_dir).backups / result['name']} ({result['bytes']} bytes, verified)")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def restore(data_dir: Path, file: Path) -> None:
    """Restore a backup into an empty data directory (F98). Start it afterwards as it was: 'run' or 'up'."""
    distributed = "postgresql" in _said(lambda: _engines(file))
    manifest = _said(lambda: _into_postgres(data_dir, file) if distributed else _into_files(data_dir, file))
    Layout(data_dir).put_anchors_aside()
    Layout(data_dir).prepare(installed_names())
    rows = sum(sum(state["rows"].values()) for state in manifest["databases"].values())
    click.echo(
        f"Restored {len(manifest['databases'])} databases with {rows} rows, as they were at {manifest['taken_at']}. "
        f"Start with 'zhanggui --data-dir {data_dir} {'up' if distributed else 'run'}'."
    )


def _engines(file: Path) -> set[str]:
    with open_archive(file) as (manifest, _tar):
        return {state["engine"] for state in manifest["databases"].values()}


def _into_files(data_dir: Path, file: Path) -> Manifest:
    """Beside its place first: a restore that was cut off must not look like an installation."""
    layout = Layout(data_dir)
    existed = data_dir.exists()
    with sole_use(data_dir):
        draft = data_dir / "databases.restoring"
        try:
            if any(layout.databases.glob("*.sqlite")):
                raise NotEmpty(what=str(layout.databases))
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(mode=0o700)
            urls = {name: f"sqlite:///{draft / name}.sqlite" for name in installed_names()}
            manifest = restore_backup(file, urls, layout.files)
            if layout.databases.exists():
                layout.databases.rmdir()
            draft.rename(layout.databases)
        except BaseException:
            shutil.rmtree(draft if existed else data_dir, ignore_errors=True)
            raise
    return manifest


def _into_postgres(data_dir: Path, file: Path) -> Manifest:
    """Into the databases of 'zhanggui up': its PostgreSQL is started for as long as that takes."""
    if reason := ensure_installed():
        raise Refused(reason)
    existed = data_dir.exists()
    with sole_use(data_dir):
        system = LocalSystem(data_dir, installed_names())
        if system.postgres.running:
            raise Refused(f"a Zhanggui runs on {data_dir}; restore needs an empty installation")
        try:
            system.postgres.start()
            for name in system.services:
                system.postgres.create_database(name, name)
            manifest = restore_backup(file, system.databases, system.layout.files)
            system.postgres.stop()
        except BaseException as error:
            system.postgres.stop()
            if not existed:
                system.postgres.wipe()
                shutil.rmtree(data_dir, ignore_errors=True)
            if isinstance(error, InstanceError):
                raise Refused(str(error)) from None
            raise
    return manifest


def _said(work: Callable[[], Answer]) -> Answer:
    try:
        return work()
    except (RuleError, BackupMissing) as refusal:
        raise Refused(f"{refusal.title('zh')} / {refusal.title('en')}") from None
