"""Which operating-system account runs PostgreSQL, which refuses to be run by root."""

import hashlib
import logging
import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Any

from zhanggui.instances.errors import InstanceError

log = logging.getLogger(__name__)
ACCOUNT = "postgres"
REACHABLE = Path("/var/tmp")


def run_as() -> dict[str, Any]:
    """Arguments for subprocess: empty for an ordinary user, the postgres account for root."""
    if os.geteuid() != 0:
        return {}
    return {"user": ACCOUNT, "group": _postgres().pw_gid, "extra_groups": []}


def own(folder: Path) -> Path:
    """Make `folder` and give it to the account; where the account cannot reach it, a folder under /var/tmp instead."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        folder = folder if _reaches(folder.parent) else _elsewhere(folder)
        shutil.chown(folder, ACCOUNT, _postgres().pw_gid)
    folder.chmod(0o700)
    return folder


def _postgres() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        raise InstanceError("root cannot run PostgreSQL, and this machine has no postgres account") from None


def _reaches(folder: Path) -> bool:
    return subprocess.run(["test", "-x", folder], cwd="/", **run_as()).returncode == 0


def _elsewhere(folder: Path) -> Path:
    """The same folder for the same path each time, so that a restart finds its data."""
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    place = REACHABLE / f"zhanggui-postgres-{name}"
    place.mkdir(mode=0o700, exist_ok=True)
    if place.is_symlink() or place.stat().st_uid not in (0, _postgres().pw_uid):
        raise InstanceError(f"{place} belongs to somebody else")
    log.warning("the postgres account cannot reach %s; the database lies in %s", folder, place)
    return place
