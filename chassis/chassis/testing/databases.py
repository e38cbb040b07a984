"""Databases for tests: SQLite files, or databases of the server that ZHANGGUI_TEST_POSTGRES names.

The schema of a service is created once in the life of the process, as a template that is copied. On a server a database
is used again, emptied, by the next test: to drop one costs a checkpoint, a second on a busy disk. All are dropped when
the process ends; a test that failed keeps its own until then.
"""

import atexit
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, Engine, MetaData, create_engine, make_url, text

from chassis.database import Database
from chassis.service import Service

_templates: dict[Sequence[MetaData], str] = {}
"""{the tables of a service: the name or path of their template}"""
_idle: dict[Sequence[MetaData], list[str]] = defaultdict(list)
"""{the tables of a service: URLs of emptied databases that nobody uses}"""
_ours: set[str] = set()
"""The names of our databases on the server."""
_engines: dict[str, Engine] = {}
"""{driver: the first engine of this process}"""


def fresh_database(folder: Path, name: str) -> str:
    """The URL of an empty database, without tables, that nobody else uses."""
    return _created(name, "template1") if _server() else _file(folder, name)


def service_database(folder: Path, service: Service) -> str:
    """The URL of a database with the service's tables and nothing in them, to be given back."""
    if _idle[service.metadata]:
        return _idle[service.metadata].pop()
    if service.metadata not in _templates:
        _templates[service.metadata] = _new_template(service)
    template = _templates[service.metadata]
    if _server():
        return _created(service.name, template)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template, folder / f"{service.name}.sqlite")
    return _file(folder, service.name)


def give_back(service: Service, url: URL) -> None:
    """The test is done: whoever is still connected is sent away, and the next test gets the database emptied."""
    if url.database not in _ours:
        return  # a SQLite file goes with its folder
    engine = create_engine(url)
    with engine.begin() as connection:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))
        for metadata in service.metadata:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
    engine.dispose()
    _idle[service.metadata].append(url.render_as_string(hide_password=False))


def share_compiled(engine: Engine) -> None:
    """Use the statements that tests before have compiled: compiling them anew took two of five seconds."""
    first = _engines.setdefault(engine.url.drivername, engine)
    engine.dialect = first.dialect  # part of the key under which a statement is kept
    engine.update_execution_options(compiled_cache=first._compiled_cache)


def drop_database(url: str | URL) -> None:
    """Take one of our databases away, whoever may still be connected to it."""
    name = make_url(url).database or ""
    if name in _ours:
        _command(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        _ours.discard(name)


def _new_template(service: Service) -> str:
    """The name of a database, or the path of a file, with the service's tables."""
    if _server():
        url = _created(f"{service.name}_template", "template1")
    else:
        folder = Path(tempfile.mkdtemp(prefix="zhanggui-template-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        url = _file(folder, service.name)
    database = Database(url)
    for metadata in service.metadata:
        metadata.create_all(database.engine)
    database.dispose()  # what somebody is connected to cannot be copied
    return str(database.url.database)


def _file(folder: Path, name: str) -> str:
    return f"sqlite:///{folder / name}.sqlite"


def _created(name: str, template: str) -> str:
    database = f"test_{name}_{uuid4().hex[:12]}"
    if not _ours:
        atexit.register(_drop_all)
    _ours.add(database)
    _command(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
    return make_url(_server()).set(database=database).render_as_string(hide_password=False)


def _drop_all() -> None:
    for name in sorted(_ours):
        drop_database(make_url(_server()).set(database=name))


def _command(statement: str) -> None:
    engine = create_engine(_server(), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _server() -> str:
    """The server's URL; empty when the tests run on SQLite."""
    return os.environ.get("ZHANGGUI_TEST_POSTGRES", "")
