"""`zhanggui up` and `zhanggui down`, as people type them, with every installed service."""

import json
import os
import shutil
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from tests.demo_company import OPTIONS, assert_lives, small_demo
from tests.faults.company import until
from tests.installation import Installation
from zhanggui.instances import ensure_installed

pytestmark = [pytest.mark.distributed, pytest.mark.slow]


@pytest.fixture
def installation():
    if reason := ensure_installed():
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="zhanggui-up-"))
    folder.chmod(0o755)
    made = Installation("distributed", folder / "data")
    yield made
    made.command("down", check=False)
    shutil.rmtree(folder, ignore_errors=True)


def processes(installation):
    record = json.loads((installation.folder / "instances" / "processes.json").read_text())
    return {name: child["pid"] for name, child in record["children"].items()}


def test_a_company_goes_up_keeps_its_processes_and_goes_down(installation):
    demo = small_demo()
    print(installation.command("up", "--detach", *OPTIONS).stdout)
    assert_lives(installation, demo, (installation.folder / "instances" / "logs" / "up.log").read_text())
    assert installation.command("up", check=False).returncode == 2

    before = processes(installation)
    os.kill(before["sales"], 9)
    until(lambda: processes(installation).get("sales") not in (None, before["sales"]), 2)
    until(installation.ready, 30)

    installation.command("user", "add", "sun", "--name", "孙", "--role", "owner", ZHANGGUI_PASSWORD="a long password")
    installation.settle()
    assert installation.violations() == []

    began = time.monotonic()
    installation.command("down")
    assert time.monotonic() - began < 15
    mine = str(installation.folder)
    assert [each.pid for each in psutil.process_iter(["cmdline", "environ"]) if belongs(each.info, mine)] == []

    installation.start()
    assert "sun" in installation.command("user", "list").stdout
    installation.stop()


def belongs(info, folder):
    """Whether a process works below the folder, by its command line or its environment."""
    words = [*(info["cmdline"] or []), *(info["environ"] or {}).values()]
    return any(word.startswith(folder) for word in words)
