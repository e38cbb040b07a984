"""The testing kit's databases: each test its own, with the tables, and none left behind."""

import os
import subprocess
import sys

import pytest
from sqlalchemy import create_engine, inspect, make_url, text

from chassis.testing import ServiceUnderTest
from chassis.testing.databases import drop_database, fresh_database, service_database

from ..builders import registered
from ..sample.depot import depot

SERVER = os.environ.get("ZHANGGUI_TEST_POSTGRES")
on_postgres = pytest.mark.postgres


def tables(url):
    engine = create_engine(url)
    found = set(inspect(engine).get_table_names())
    engine.dispose()
    return found


def exists(url):
    engine = create_engine(SERVER)
    with engine.connect() as connection:
        asked = text("SELECT count(*) FROM pg_database WHERE datname = :name")
        found = connection.execute(asked, {"name": make_url(url).database}).scalar()
    engine.dispose()
    return bool(found)


def test_a_copy_of_the_template_has_every_table_and_a_fresh_one_has_none(tmp_path):
    urls = service_database(tmp_path / "depot", depot), fresh_database(tmp_path, "fresh")
    declared = {name for metadata in depot.metadata for name in metadata.tables}
    assert (tables(urls[0]), tables(urls[1])) == (declared, set())
    for url in urls:
        drop_database(url)


def test_what_one_test_wrote_no_other_sees(tmp_path):
    first, second = (ServiceUnderTest(depot, tmp_path / name) for name in ("first", "second"))
    registered(first.person("qian", {"*": "all"}))
    assert len(first.person("qian", {"*": "all"}).get("/parcels")["items"]) == 1
    assert second.person("qian", {"*": "all"}).get("/parcels")["items"] == []
    first.close()
    second.close()


@on_postgres
def test_a_closed_service_leaves_its_database_emptied_to_the_next(tmp_path):
    first = ServiceUnderTest(depot, tmp_path)
    registered(first.person("qian", {"*": "all"}))
    first.close()
    second = ServiceUnderTest(depot, tmp_path)
    assert second.host.database.url == first.host.database.url
    assert second.person("qian", {"*": "all"}).get("/parcels")["items"] == second.told() == []
    assert second.violations() == []
    second.close()


@on_postgres
def test_at_the_end_of_the_tests_no_database_is_left(tmp_path):
    script = f"""
from pathlib import Path
from chassis.testing import ServiceUnderTest
from office.service import service
running = [ServiceUnderTest(service, Path({str(tmp_path)!r}) / each) for each in ("a", "b")]
running[0].close()
print(*(each.host.database.url.database for each in running))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    names = done.stdout.split()
    assert len(names) == 2
    assert not any(exists(make_url(SERVER).set(database=name)) for name in names)


@on_postgres
def test_only_our_own_databases_are_dropped():
    drop_database(SERVER)
    assert exists(SERVER)
