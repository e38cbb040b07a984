"""Restoring a backup into an empty installation (F98). Nothing is written before the whole file was checked."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, inspect, make_url
from sqlalchemy.pool import NullPool

from backup.snapshots.archive import decompress, extract
from backup.snapshots.dumping import engine_name, load_database
from backup.snapshots.errors import ForeignBackup, NotEmpty
from backup.snapshots.taking import database_part


def restore_backup(path: Path, urls: Mapping[str, str], files: Path) -> dict[str, Any]:
    """Fill the empty databases (service -> URL) and the file store; answers the manifest.

    Queues start empty: every consumer catches up from the logs, whose positions and cursors came back together.
    Raises DamagedBackup, ForeignBackup and NotEmpty before anything was changed.
    """
    with tempfile.TemporaryDirectory(prefix="zhanggui-restore-") as name:
        folder = Path(name)
        manifest = extract(path, folder)
        _refuse_foreign(manifest, urls)
        dumps = {service: decompress(_packed(folder, service)) for service in manifest["databases"]}
        for service in dumps:
            _refuse_data(service, urls[service])
        for service, dump in dumps.items():
            load_database(dump, urls[service])
        if (folder / "files").exists():
            shutil.copytree(folder / "files", files, dirs_exist_ok=True)
    return manifest


def _packed(folder: Path, service: str) -> Path:
    return database_part(folder, service).with_suffix(".dump.zst")


def _refuse_foreign(manifest: dict[str, Any], urls: Mapping[str, str]) -> None:
    for service, state in manifest["databases"].items():
        if service not in urls:
            raise ForeignBackup(what=f"the service {service} is not installed")
        if engine_name(urls[service]) != state["engine"]:
            raise ForeignBackup(what=f"{service} was kept in {state['engine']}")


def _refuse_data(service: str, url: str) -> None:
    target = make_url(url)
    if target.get_backend_name() == "sqlite":
        if target.database and Path(target.database).exists():
            raise NotEmpty(what=service)
        return
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        if inspect(connection).get_table_names():
            raise NotEmpty(what=service)
