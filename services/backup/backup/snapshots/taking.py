"""Taking a backup: cut, dump, describe, pack (F96); and verifying one (F98)."""

import shutil
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from backup.snapshots.archive import SUFFIX, compress, decompress, extract, write_archive
from backup.snapshots.cut import consistent_cut
from backup.snapshots.dumping import dump_database
from backup.snapshots.errors import DamagedBackup
from backup.snapshots.manifest import FORMAT, cursors_ahead, describe_database


def take_backup(
    urls: Mapping[str, str], files: Path, target_folder: Path, now: datetime
) -> tuple[Path, dict[str, Any]]:
    """One file over all databases (service -> URL) and stored files; answers its path and its manifest."""
    target_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=target_folder, prefix=".taking-") as name:
        folder = Path(name)
        manifest = _dump_everything(urls, folder, now)
        # Files are content-addressed and never change: copied after the cut they hold all that the cut refers to.
        if files.exists():
            shutil.copytree(files, folder / "files", ignore=shutil.ignore_patterns(".*"))
        target = _free_name(target_folder, now)
        write_archive(target, manifest, folder)
    return target, manifest


def verify_backup(path: Path) -> dict[str, Any]:
    """The manifest of a sound file: every checksum right, every database readable, every row there."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".verifying-") as name:
        manifest = extract(path, Path(name))
        for service, said in manifest["databases"].items():
            _verify_database(Path(name), service, said)
    if ahead := cursors_ahead(manifest["databases"]):
        raise DamagedBackup(what="; ".join(ahead))
    return manifest


def database_part(folder: Path, service: str) -> Path:
    """Where the dump of a service lies in an unpacked backup."""
    return folder / "databases" / f"{service}.dump"


def _dump_everything(urls: Mapping[str, str], folder: Path, now: datetime) -> dict[str, Any]:
    (folder / "databases").mkdir()
    databases = {}
    with consistent_cut(urls) as cut:
        for service, connection in cut.connections.items():
            databases[service] = describe_database(connection)
            dump = database_part(folder, service)
            dump_database(connection, cut.exported[service], dump)
            compress(dump)
    return {
        "format": FORMAT,
        "taken_at": now.isoformat(),
        "held_ms": round(cut.held_ms, 1),
        "databases": databases,
    }


def _verify_database(folder: Path, service: str, said: dict[str, Any]) -> None:
    packed = database_part(folder, service).with_suffix(".dump.zst")
    if not packed.exists():
        raise DamagedBackup(what=f"the database of {service} is missing")
    plain = decompress(packed)
    if said["engine"] != "sqlite":
        return
    with closing(sqlite3.connect(plain)) as database:
        [sound] = database.execute("PRAGMA integrity_check").fetchone()
        if sound != "ok":
            raise DamagedBackup(what=f"{service}: {sound}")
        for table, count in said["rows"].items():
            [found] = database.execute(f'SELECT count(*) FROM "{table}"').fetchone()
            if found != count:
                raise DamagedBackup(what=f"{service}.{table}: {found} rows instead of {count}")


def _free_name(folder: Path, now: datetime) -> Path:
    stem = f"zhanggui-{now:%Y%m%d-%H%M%S}"
    names = [stem, *(f"{stem}-{count}" for count in range(2, 100))]
    return next(folder / f"{name}{SUFFIX}" for name in names if not (folder / f"{name}{SUFFIX}").exists())
