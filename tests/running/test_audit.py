"""`zhanggui audit verify`: who edits the trail in the database is found, and the entry is named."""

import sqlite3
from contextlib import closing, contextmanager

import pytest

pytestmark = pytest.mark.journey


@contextmanager
def somebody_else_did_it(company):
    """Within the block the newest entry of the gateway's trail names another actor."""
    with closing(sqlite3.connect(company.folder / "databases" / "gateway.sqlite", timeout=30)) as database:
        newest = "SELECT position, actor_name FROM audit_entry ORDER BY position DESC LIMIT 1"
        position, name = database.execute(newest).fetchone()
        forge = "UPDATE audit_entry SET actor_name = ? WHERE position = ?"
        database.execute(forge, ("somebody", position))
        database.commit()
        try:
            yield position
        finally:
            database.execute(forge, (name, position))
            database.commit()


def test_the_trail_of_every_service_is_read(company):
    lines = company.command("audit", "verify").stdout.splitlines()
    assert {line.split()[0] for line in lines} == set(company.operator.services())
    assert all(line.endswith("entries, none changed, none missing") for line in lines)


def test_an_edited_entry_is_named(company):
    with somebody_else_did_it(company) as position:
        refused = company.command("audit", "verify", "--service", "gateway", check=False)
        assert refused.returncode == 1
        assert f"entry {position} (" in refused.stdout
        assert f"第 {position} 条（" in refused.stdout
        assert "gateway: audit trail: entry" in company.command("check", check=False).stdout
    assert "none changed" in company.command("audit", "verify", "--service", "gateway").stdout
