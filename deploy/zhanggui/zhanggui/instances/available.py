"""Are RabbitMQ and PostgreSQL on this machine, and if not, can they be put there?"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zhanggui.instances.binaries import postgres_bin, rabbitmq_bin
from zhanggui.instances.errors import last_lines

PACKAGES = {"postgresql": postgres_bin, "rabbitmq-server": rabbitmq_bin}
POLICY = Path("/usr/sbin/policy-rc.d")
INSTALL_LOG = Path("/var/log/zhanggui-install.log")


def ensure_installed() -> str | None:
    """None when both are there, after installing them where root on Debian or Ubuntu can; else the reason, one line."""
    absent = missing()
    if not absent:
        return None
    names = ", ".join(absent)
    if not (Path("/etc/debian_version").exists() and shutil.which("apt-get")):
        return (
            f"缺少 {names}，请用本系统的软件包管理器安装 / {names} missing: install with this system's package manager"
        )
    if os.geteuid() != 0:
        return (
            f"缺少 {names}，请以 root 执行 apt-get install {' '.join(absent)} / {names} missing: install them as root"
        )
    install(absent)
    if missing():
        cause = last_lines(INSTALL_LOG, 1)
        return f"安装 {names} 失败，详见 {INSTALL_LOG} / installing {names} failed, see {INSTALL_LOG}: {cause}"
    return None


def missing() -> list[str]:
    """The Debian packages that are wanted and not there."""
    return [package for package, find in PACKAGES.items() if find() is None]


def install(packages: list[str]) -> None:
    """apt-get, asking nothing and starting no service; what it says goes to INSTALL_LOG."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wanted = ["install", "-y", "-q", "--no-install-recommends", "--no-upgrade", *packages]
    with INSTALL_LOG.open("w") as log, _services_left_alone():
        for arguments in (["update", "-q"], wanted):
            subprocess.run(
                ["apt-get", *arguments], env=quiet, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )


@contextmanager
def _services_left_alone() -> Iterator[None]:
    """Debian asks policy-rc.d before a package starts its service; 101 means no. A policy already there stays."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink(missing_ok=True)
