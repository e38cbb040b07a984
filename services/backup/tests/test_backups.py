"""Backups: one sound file a day, and nothing that is not sound is called good."""

import random
import shutil
import threading
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from backup.snapshots.archive import open_archive
from backup.snapshots.cut import consistent_cut
from backup.snapshots.errors import DamagedBackup, ForeignBackup, NotEmpty
from backup.snapshots.manifest import cursors_ahead
from backup.snapshots.restoring import restore_backup
from backup.snapshots.taking import take_backup, verify_backup


def put(url: str, statement: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def asked(url: str, statement: str):
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text(statement)).scalar()
    engine.dispose()
    return found


@pytest.fixture
def taken(tmp_path, urls, running):
    for url in urls.values():
        put(url, "INSERT INTO ledger_head VALUES (1, 7, 0, '', '')")
    put(urls["sibling"], "INSERT INTO cursor VALUES ('backup', 5)")
    running.host.files.put(b"a photo of a visiting card")
    path, _ = take_backup(urls, running.host.files.root, tmp_path / "backups", running.clock.now())
    return path


def test_a_backup_is_taken_verified_and_told(running, operations, urls):
    for url in urls.values():
        put(url, "INSERT INTO ledger_head VALUES (1, 3, 0, '', '')")
    operations.post("/backups")
    running.run_jobs()
    [backup] = operations.get("/backups")["items"]
    assert backup["state"] == "verified"
    assert backup["heads"] == {"backup": 3, "sibling": 3}
    assert backup["held_ms"] < 500
    [told] = running.told("backup.backup_verified.v1")
    assert told.data["file"] == backup["file"]


def test_a_restored_installation_holds_the_same(tmp_path, urls, taken, empty_database):
    targets = {name: empty_database("new", name) for name in urls}
    manifest = restore_backup(taken, targets, tmp_path / "new" / "files")
    assert asked(targets["sibling"], "SELECT position FROM cursor WHERE producer = 'backup'") == 5
    assert manifest["databases"]["sibling"]["rows"]["cursor"] == 1
    restored = [path.read_bytes() for path in (tmp_path / "new" / "files").rglob("*") if path.is_file()]
    assert restored == [b"a photo of a visiting card"]


def test_restore_never_overwrites(tmp_path, urls, taken):
    with pytest.raises(NotEmpty):
        restore_backup(taken, urls, tmp_path / "elsewhere")
    assert asked(urls["sibling"], "SELECT position FROM cursor") == 5
    assert not (tmp_path / "elsewhere").exists()


def test_a_backup_of_an_unknown_service_is_refused(tmp_path, taken, empty_database):
    with pytest.raises(ForeignBackup):
        restore_backup(taken, {"backup": empty_database("only", "backup")}, tmp_path / "elsewhere")


def test_no_damaged_file_is_called_good(taken):
    """300 random flips and 100 random cuts (the production issue does 10,000)."""
    sound = taken.read_bytes()
    rng = random.Random(7)
    covered = _covered_ranges(taken)
    for _ in range(300):
        position = rng.choice(covered)
        flipped = bytearray(sound)
        flipped[position] ^= 1 << rng.randrange(8)
        taken.write_bytes(flipped)
        with pytest.raises(DamagedBackup):
            verify_backup(taken)
    for _ in range(100):
        taken.write_bytes(sound[: rng.randrange(max(covered))])
        with pytest.raises(DamagedBackup):
            verify_backup(taken)
    taken.write_bytes(sound)
    verify_backup(taken)


def _covered_ranges(path: Path) -> list[int]:
    """Every byte of every part: the padding of tar between them holds nothing."""
    with open_archive(path) as (manifest, tar):
        members = [member for member in tar.getmembers() if member.name in manifest["parts"]]
    return [place for member in members for place in range(member.offset_data, member.offset_data + member.size)]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a tar", b"\0" * 20_000])
def test_a_file_that_is_no_backup_is_named_so(tmp_path, content):
    path = tmp_path / "x.zgb"
    path.write_bytes(content)
    with pytest.raises(DamagedBackup):
        verify_backup(path)


def test_a_moved_file_fails_its_verification(running, operations, urls, tmp_path):
    for url in urls.values():
        put(url, "INSERT INTO ledger_head VALUES (1, 0, 0, '', '')")
    operations.post("/backups")
    running.run_jobs()
    [backup] = operations.get("/backups")["items"]
    shutil.rmtree(tmp_path / "backups")
    operations.post(f"/backups/{backup['id']}/verify")
    running.run_jobs()
    assert operations.get("/backups")["items"][0]["state"] == "failed"
    assert len(running.told("backup.backup_failed.v1")) == 1


def test_a_full_or_forbidden_folder_is_a_recorded_failure(running, operations, tmp_path):
    (tmp_path / "backups").write_text("a file where the folder should be")
    operations.post("/backups")
    running.run_jobs()
    [backup] = operations.get("/backups")["items"]
    assert backup["state"] == "failed"
    assert backup["error"]


def test_under_load_no_write_fails_and_no_cursor_is_ahead(tmp_path, urls):
    """A producer writes its log and a consumer follows it while cuts are taken: each cut must be consistent."""
    for url in urls.values():
        put(url, "INSERT INTO ledger_head VALUES (1, 0, 0, '', '')")
    put(urls["sibling"], "INSERT INTO cursor VALUES ('backup', 0)")
    stop, errors = threading.Event(), []

    def busy(work):
        try:
            while not stop.is_set():
                work()
        except Exception as error:  # noqa: BLE001 - whatever fails in the thread must fail the test
            errors.append(error)

    def write():
        put(urls["backup"], "UPDATE ledger_head SET event_position = event_position + 1")

    def follow():
        head = asked(urls["backup"], "SELECT event_position FROM ledger_head")
        put(urls["sibling"], f"UPDATE cursor SET position = {head}")

    threads = [threading.Thread(target=busy, args=(work,)) for work in (write, follow)]
    for thread in threads:
        thread.start()
    held = []
    for _ in range(20):
        with consistent_cut(urls) as cut:
            held.append(cut.held_ms)
            head = cut.connections["backup"].exec_driver_sql("SELECT event_position FROM ledger_head").scalar()
            cursor = cut.connections["sibling"].exec_driver_sql("SELECT position FROM cursor").scalar()
            databases = {
                "backup": {"events": head, "cursors": {}},
                "sibling": {"events": 0, "cursors": {"backup": cursor}},
            }
            assert cursors_ahead(databases) == []
    stop.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(held)[len(held) // 2] < 500  # the median: a busy machine may stop us for longer once
