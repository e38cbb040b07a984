"""What cannot be started says why in one line, with exit status 2, and is left exactly as it was found."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest

from tests.installation import ZHANGGUI
from tests.running.conftest import contents, one_line

pytestmark = pytest.mark.journey


def refused(place) -> str:
    """The one line of a start that is refused; nothing was changed."""
    before = contents(place.folder)
    line = one_line(place.command("run", check=False))
    assert contents(place.folder) == before
    return line


def change(place, name: str, statement: str) -> None:
    with closing(sqlite3.connect(place.folder / "databases" / f"{name}.sqlite")) as database:
        database.execute(statement)
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_a_taken_port(company, place):
    before = contents(place.folder)
    line = one_line(place.command("run", check=False, PORT=str(company.port)))
    assert (
        line == f"zhanggui: cannot listen on 127.0.0.1:{company.port}: Address already in use; set PORT to another one"
    )
    assert contents(place.folder) == before


def test_a_port_that_is_none(place):
    line = one_line(place.command("run", check=False, PORT="many"))
    assert "'many' is not a valid integer" in line


@pytest.mark.parametrize("address", ["no.such.host.invalid", "10.0.0", "127.0.0.1:many", "127.0.0.1:70000", "[::1", ""])
def test_an_address_that_is_none(place, address):
    line = one_line(place.command("run", "--listen", address, check=False))
    assert line.startswith(f"zhanggui: cannot listen on '{address}': ")


def test_an_address_of_another_machine(place):
    line = one_line(place.command("run", "--listen", "10.255.255.254", check=False))
    assert line.startswith("zhanggui: cannot listen on 10.255.255.254:") and line.endswith("; is the VPN up?")


@pytest.mark.parametrize("address", ["0.0.0.0", "[::]:8080", "198.51.100.7", "::ffff:8.8.8.8"])
@pytest.mark.parametrize("command", ["run", "up"])
def test_a_public_address_is_never_listened_on_silently(place, command, address):
    line = one_line(place.command(command, "--listen", "127.0.0.1", "--listen", address, check=False))
    assert "can be reached by strangers" in line and "--public" in line


def test_a_data_dir_below_a_file(place, tmp_path):
    (tmp_path / "a file").write_text("kept")
    line = one_line(place.command("run", check=False, DATA_DIR=str(tmp_path / "a file" / "data")))
    assert line.startswith(f"zhanggui: cannot keep anything in {tmp_path / 'a file' / 'data'}: ")
    assert (tmp_path / "a file").read_text() == "kept"


def test_a_data_dir_that_is_a_file(place, tmp_path):
    (tmp_path / "a file").write_text("kept")
    assert "is a file" in one_line(place.command("run", check=False, DATA_DIR=str(tmp_path / "a file")))


def test_a_data_dir_that_is_not_writable(place):
    for part in (".", "databases"):
        folder = place.folder / part
        folder.chmod(0o500)
        try:
            done = run_without_privileges(place)
        finally:
            folder.chmod(0o700)
        line = one_line(done)
        assert str(folder.resolve()) in line


def run_without_privileges(place):
    """Root may write everywhere; without this capability it is refused like anybody else."""
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("root may write everywhere, and there is no setpriv to prevent it")
    prefix = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    words = [*prefix, ZHANGGUI, "run"]
    return subprocess.run(words, env=place.environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("damage", ["garbage at the start", "cut in half"])
def test_a_damaged_database(place, damage):
    file = place.folder / "databases" / "crm.sqlite"
    whole = file.read_bytes()
    file.write_bytes(b"\x00garbage" * 512 + whole[4096:] if damage.startswith("garbage") else whole[: len(whole) // 2])
    line = refused(place)
    assert f"the database {file} cannot be read" in line
    assert line.endswith("restore a backup")


@pytest.mark.parametrize("half", ["private", "public"])
def test_a_missing_key(place, half):
    (place.folder / "keys" / f"crm.{half}.json").unlink()
    assert "the key pair of crm in " in refused(place)


@pytest.mark.parametrize("text", ["", "{}", "not json", '{"kty": "OKP", "crv": "Ed25519", "x": "AA", "d": "AA"}'])
def test_a_broken_key(place, text):
    (place.folder / "keys" / "gateway.private.json").write_text(text)
    assert "the key pair of gateway in " in refused(place)


def test_keys_that_do_not_belong_together(place):
    keys = place.folder / "keys"
    shutil.copy(keys / "sales.public.json", keys / "crm.public.json")
    assert "the key pair of crm in " in refused(place)


def test_without_any_keys_new_ones_are_made_and_the_trail_is_adopted_knowingly(place):
    """Whoever takes the keys away could have rewritten the trail: told until somebody sets the anchors aside."""
    shutil.rmtree(place.folder / "keys")
    place.start()
    told = place.violations()
    assert told and all(": audit trail: " in line for line in told)
    place.stop()
    (place.folder / "anchors").rename(place.folder / "anchors.before")
    place.start()
    assert place.violations() == []


def test_a_newer_schema(place):
    change(
        place, "finance", "UPDATE alembic_version SET version_num = 'finance_9999' WHERE version_num LIKE 'finance%'"
    )
    line = refused(place)
    assert "finance.sqlite was written by a newer version (finance_9999)" in line


@pytest.mark.parametrize("loss", ["deleted", "emptied", "an older state"])
def test_a_database_that_lost_what_others_have_read(place, loss):
    file = place.folder / "databases" / "gateway.sqlite"
    if loss == "deleted":
        file.unlink()
    elif loss == "emptied":
        file.write_bytes(b"")
    else:
        change(place, "gateway", "UPDATE ledger_head SET event_position = 1")
    line = refused(place)
    assert "events of gateway" in line
    assert "it was lost or replaced; restore a backup" in line
