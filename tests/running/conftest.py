"""One company in one process for whatever only looks at it, and places of their own for what is started and broken."""

import hashlib
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.installation import PASSWORD, Installation

TEAM = {"ming": "salesperson", "fang": "sales_manager", "qian": "owner"}


@pytest.fixture(scope="session")
def folder():
    """A folder for everything that runs here; what ran in it has ended by the time it goes."""
    path = Path(tempfile.mkdtemp(prefix="zhanggui-running-"))
    path.chmod(0o755)  # the account of PostgreSQL must get through
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def company(folder):
    """`zhanggui run` with Ming, Fang and Qian, added by the command line."""
    running = Installation("embedded", folder / "company")
    running.start()
    for username, role in TEAM.items():
        words = ("--name", username.title(), "--role", role)
        running.command("user", "add", username, *words, ZHANGGUI_PASSWORD=PASSWORD)
    running.settle()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def closed(company, folder):
    """What a company leaves behind when it closes in the evening; to be copied, never to be changed."""
    evening = Installation("embedded", folder / "closed")
    evening.start()
    evening.command("user", "add", "ming", "--name", "Ming", "--role", "salesperson", ZHANGGUI_PASSWORD=PASSWORD)
    evening.settle()
    evening.stop()
    return evening.folder


@pytest.fixture
def place(closed, tmp_path):
    """A closed company of the test's own, which it may damage and start; it is ended afterwards."""
    shutil.copytree(closed, tmp_path / "data")
    installation = Installation("embedded", tmp_path / "data")
    yield installation
    installation.end()


@pytest.fixture
def empty(tmp_path):
    """A place where nothing was ever started."""
    installation = Installation("embedded", tmp_path / "new" / "data")
    installation.folder.parent.mkdir()
    yield installation
    installation.end()


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder with its checksum: two equal answers say that nothing was changed."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def one_line(done) -> str:
    """What was refused: exit status 2, nothing but one line on standard error, no traceback."""
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    [line] = done.stderr.splitlines()
    assert line.startswith("zhanggui: ")
    return line
