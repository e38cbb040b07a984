"""`zhanggui backup` while people work, `zhanggui restore` into an empty place, and business as usual there."""

import io
import json
import shutil
import tarfile
import threading
from pathlib import Path
from uuid import uuid4

import pytest

from tests.installation import PASSWORD, RUNTIMES, Installation
from tests.northwind import pages
from tests.running.conftest import contents, one_line
from zhanggui.client import operator_client, person_client
from zhanggui.instances import ensure_installed

FIGURES = {"customers": "/crm/customers", "known to sales": "/sales/customers", "tasks": "/office/tasks"}
"""What is counted on both sides."""


class Typist(threading.Thread):
    """Enters customers and tasks for as long as it is let."""

    def __init__(self, folder, ming: str):
        super().__init__(daemon=True)
        self.client, self.ming = operator_client(folder), ming
        self.entered = 0
        self.closing = threading.Event()

    def run(self) -> None:
        while not self.closing.is_set():
            enter(self.client, self.ming)
            self.entered += 1


def enter(client, ming: str) -> None:
    """A customer, and a task about it; both raise Refused when they are not answered."""
    name = uuid4().hex
    customer = {"code": name[:12], "name": name, "owner_id": ming, "source": "visit", "collision_confirmed": True}
    client.post("/crm/customers", customer)
    client.post("/office/tasks", {"title": name, "assignee_id": ming, "due_on": "2026-01-01"})


def ming_of(installation) -> str:
    [ming] = installation.operator.get("/gateway/users", username="ming")["items"]
    return ming["id"]


def counted(installation) -> dict[str, int]:
    return {name: len(pages(installation.operator, path)) for name, path in FIGURES.items()}


MARKS = {"embedded": [pytest.mark.journey], "distributed": [pytest.mark.journey, pytest.mark.slow]}


@pytest.fixture(scope="module", params=[pytest.param(name, marks=MARKS[name]) for name in RUNTIMES])
def taken(request, folder):
    """A company, and a backup of it taken while two people were typing."""
    if request.param == "distributed" and (reason := ensure_installed()):
        pytest.skip(reason)
    company = Installation(request.param, folder / f"saved {request.param}")
    company.start()
    company.command("user", "add", "ming", "--name", "Ming", "--role", "salesperson", ZHANGGUI_PASSWORD=PASSWORD)
    company.settle()
    typists = [Typist(company.folder, ming_of(company)) for _ in range(2)]
    for typist in typists:
        typist.start()
    try:
        file = Path(company.command("backup").stdout.split(" (")[0])
    finally:
        for typist in typists:
            typist.closing.set()
            typist.join(30)
    assert all(typist.entered > 5 for typist in typists)
    yield company, file
    company.stop()


@pytest.fixture
def elsewhere(request, folder):
    """Another machine, so to say: an empty data directory."""
    runtime = request.node.callspec.params["taken"]
    installation = Installation(runtime, folder / f"restored {runtime}")
    yield installation
    if installation.process is not None and installation.process.poll() is None:
        installation.stop()


def manifest_of(file: Path) -> dict:
    with tarfile.open(file) as tar:
        return json.load(tar.extractfile("manifest.json"))


def test_what_was_backed_up_under_load_is_restored_and_work_goes_on(taken, elsewhere):
    company, file = taken
    said = manifest_of(file)["databases"]
    done = elsewhere.command("restore", str(file))
    assert f"{'run' if company.runtime == 'embedded' else 'up'}'." in done.stdout
    elsewhere.start()
    elsewhere.settle()
    assert elsewhere.command("check").stdout == "All invariants hold.\n"
    before = counted(elsewhere)
    customers = said["crm"]["rows"]["customer"]
    assert before == {"customers": customers, "known to sales": customers, "tasks": said["office"]["rows"]["task"]}
    for name in ("crm", "office", "gateway"):
        assert elsewhere.operator.get(f"/{name}/system/lag")["head"] == said[name]["events"]
    assert person_client(elsewhere.address, "ming", PASSWORD).get("/gateway/sessions/current")["name"] == "Ming"
    enter(elsewhere.operator, ming_of(elsewhere))
    elsewhere.settle()
    assert counted(elsewhere) == {name: count + 1 for name, count in before.items()}
    assert elsewhere.command("check").stdout == "All invariants hold.\n"


def test_the_company_that_was_backed_up_is_none_the_worse(taken):
    company, file = taken
    assert " is sound; it was taken at " in company.command("backup", "--verify", str(file)).stdout
    assert company.violations() == []


def test_a_running_company_is_never_overwritten(taken):
    company, file = taken
    before = counted(company)
    assert "runs" in one_line(company.command("restore", str(file), check=False))
    assert counted(company) == before


@pytest.fixture
def file(request, folder, company):
    """A small sound backup."""
    return Path(company.command("backup").stdout.split(" (")[0])


@pytest.mark.journey
def test_a_company_that_has_closed_is_not_overwritten_either(place, file):
    before = contents(place.folder)
    assert "holds data" in one_line(place.command("restore", str(file), check=False))
    assert contents(place.folder) == before


@pytest.mark.journey
def test_a_damaged_backup_is_called_damaged_and_leaves_nothing_behind(empty, file, tmp_path):
    whole = file.read_bytes()
    damaged = tmp_path / "damaged.zgb"
    for content in (whole[:-20_000], whole[:700], flipped(whole, len(whole) // 2), flipped(whole, 600), b""):
        damaged.write_bytes(content)
        for words in (("backup", "--verify", str(damaged)), ("restore", str(damaged))):
            line = one_line(empty.command(*words, check=False))
            assert "damaged or incomplete" in line or "cannot be restored" in line
    assert not empty.folder.exists()


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


@pytest.mark.journey
def test_a_foreign_file_is_called_foreign(empty, file, tmp_path):
    manifest = manifest_of(file)
    services = {**manifest["databases"], "kitchen": manifest["databases"]["crm"]}
    for changes in ({"format": 99}, {"databases": services}, {"databases": []}, {"parts": None}):
        foreign = with_manifest(file, tmp_path / "foreign.zgb", manifest | changes)
        one_line(empty.command("restore", str(foreign), check=False))
    assert not empty.folder.exists()


def with_manifest(file: Path, target: Path, manifest: dict) -> Path:
    """The same backup, saying something else of itself."""
    text = json.dumps(manifest).encode()
    with tarfile.open(file) as source, tarfile.open(target, "w") as copy:
        for member in source.getmembers():
            content = text if member.name == "manifest.json" else source.extractfile(member).read()
            member.size = len(content)
            copy.addfile(member, io.BytesIO(content))
    return target


@pytest.mark.journey
def test_an_empty_folder_stays_empty_when_nothing_could_be_restored(empty, file):
    empty.folder.mkdir()
    shutil.copy(file, empty.folder.parent / "cut.zgb")
    (empty.folder.parent / "cut.zgb").write_bytes(file.read_bytes()[:-20_000])
    one_line(empty.command("restore", str(empty.folder.parent / "cut.zgb"), check=False))
    assert list(empty.folder.iterdir()) == []
