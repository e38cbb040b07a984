"""The testing kit's databases: each test its own, with the tables, and none left behind."""

import os

import pytest
from sqlalchemy import create_engine, inspect, make_url, text

from chassis.testing import ServiceUnderTest
from chassis.testing.databases import drop_database, fresh_database, service_database

from ..builders import registered
from ..sample import depot

SERVER = os.environ.get("ZHANGGUI_TEST_POSTGRES")
on_postgres = pytest.mark.skipif(not SERVER, reason="SQLite files go with their folder")


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
def test_a_closed_service_leaves_no_database_behind(tmp_path):
    running = ServiceUnderTest(depot, tmp_path)
    url = running.host.database.url
    assert exists(url)
    running.close()
    assert not exists(url)


@on_postgres
def test_only_our_own_databases_are_dropped(tmp_path):
    drop_database(SERVER)
    assert exists(SERVER)
