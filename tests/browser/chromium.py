"""A real Chromium: the machine's, or Debian's, installed where that is possible."""

import os
import shutil
from pathlib import Path

from zhanggui.instances.available import install

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def ensure_chromium() -> str | None:
    """Its path, after installing it where root on Debian or Ubuntu can; None where it cannot be had."""
    if find_chromium() is None and os.geteuid() == 0 and Path("/etc/debian_version").exists():
        install(["chromium", "fonts-wqy-microhei"])
    return find_chromium()
