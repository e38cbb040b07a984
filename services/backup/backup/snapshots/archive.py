"""The backup file: a tar with the manifest first, then every part compressed by zstandard. A person can copy it."""

import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import zstandard

from backup.snapshots.errors import DamagedBackup, ForeignBackup
from backup.snapshots.manifest import FORMAT, sha256_of

SUFFIX = ".zgb"
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 50_000_000


def write_archive(target: Path, manifest: dict[str, Any], folder: Path) -> None:
    """Pack the parts below a folder. The file gets its name only when it is complete and on the disk."""
    parts = sorted(path for path in folder.rglob("*") if path.is_file())
    manifest["parts"] = {str(path.relative_to(folder)): _part(path) for path in parts}
    unfinished = target.with_suffix(".unfinished")
    with unfinished.open("wb") as raw:
        with tarfile.open(fileobj=raw, mode="w") as tar:
            _add(tar, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
            for path in parts:
                tar.add(path, str(path.relative_to(folder)), filter=_anonymous)
        raw.flush()
        os.fsync(raw.fileno())
    unfinished.rename(target)


def compress(source: Path) -> None:
    """Replace a file by its compressed form."""
    target = source.with_name(source.name + ".zst")
    with source.open("rb") as plain, target.open("wb") as packed:
        zstandard.ZstdCompressor(level=3, write_checksum=True).copy_stream(plain, packed)
    source.unlink()


@contextmanager
def open_archive(path: Path) -> Iterator[tuple[dict[str, Any], tarfile.TarFile]]:
    """The manifest and the tar; raises DamagedBackup for what is no whole backup file."""
    try:
        with tarfile.open(path, mode="r:") as tar:
            yield _manifest(tar), tar
    except (tarfile.TarError, EOFError, OSError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise DamagedBackup(what=str(error) or type(error).__name__) from None


def extract(path: Path, folder: Path) -> dict[str, Any]:
    """Unpack into an empty folder, every part checked against the manifest; answers the manifest."""
    with open_archive(path) as (manifest, tar):
        names = [name for name in tar.getnames() if name != MANIFEST]
        if sorted(names) != sorted(manifest["parts"]):
            raise DamagedBackup(what="parts are missing, or there are too many")
        for name in names:
            tar.extract(name, folder, filter="data")
            _check_part(folder / name, name, manifest["parts"][name])
    return manifest


def decompress(source: Path) -> Path:
    """The plain form beside a compressed part."""
    target = source.with_suffix("")
    try:
        with source.open("rb") as packed, target.open("wb") as plain:
            zstandard.ZstdDecompressor().copy_stream(packed, plain)
    except zstandard.ZstdError as error:
        raise DamagedBackup(what=f"{source.name}: {error}") from None
    return target


def _manifest(tar: tarfile.TarFile) -> dict[str, Any]:
    first = tar.next()
    if first is None or first.name != MANIFEST or first.size > LARGEST_MANIFEST:
        raise DamagedBackup(what="no manifest")
    file = tar.extractfile(first)
    manifest = json.loads(file.read()) if file else None
    if not isinstance(manifest, dict) or not all(
        isinstance(manifest.get(name), dict) for name in ("parts", "databases")
    ):
        raise DamagedBackup(what="the manifest is not readable")
    if manifest.get("format") != FORMAT:
        raise ForeignBackup(what=f"format {manifest.get('format')}")
    return manifest


def _part(path: Path) -> dict[str, Any]:
    return {"sha256": sha256_of(path), "bytes": path.stat().st_size}


def _check_part(path: Path, name: str, said: dict[str, Any]) -> None:
    if path.stat().st_size != said["bytes"] or sha256_of(path) != said["sha256"]:
        raise DamagedBackup(what=name)


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(data), 0o600
    tar.addfile(entry, io.BytesIO(data))


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry
