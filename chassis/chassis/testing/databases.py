"""Databases for tests: SQLite files, or databases of the server that ZHANGGUI_TEST_POSTGRES names.

The schema of a service is created once in the life of the process, as a template; each test gets a copy of it. Databases
on a server are dropped when their test is done, and those of tests that failed when the process ends.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.orm import DeclarativeBase

from chassis.database import Database
from chassis.service import Service

_templates: dict[type[DeclarativeBase], str] = {}
"""{the tables of a service: the name of their template}"""
_living: set[str] = set()
"""The names of our databases on the server."""


def fresh_database(folder: Path, name: str) -> str:
    """The URL of an empty database that nobody else uses."""
    return _created(name, "template1") if _server() else _file(folder, name)


def service_database(folder: Path, service: Service) -> str:
    """The URL of a database with the service's tables, and nothing in them."""
    if service.base not in _templates:
        _templates[service.base] = _new_template(service)
    template = _templates[service.base]
    if _server():
        return _created(service.name, template)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template, folder / f"{service.name}.sqlite")
    return _file(folder, service.name)


def drop_database(url: str | URL) -> None:
    """Take one of our databases away, whoever may still be connected to it. A SQLite file goes with its folder."""
    name = make_url(url).database or ""
    if name in _living:
        _command(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        _living.discard(name)


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
    if not _living:
        atexit.register(_drop_all)
    _living.add(database)
    _command(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
    return make_url(_server()).set(database=database).render_as_string(hide_password=False)


def _drop_all() -> None:
    for name in sorted(_living):
        drop_database(make_url(_server()).set(database=name))


def _command(statement: str) -> None:
    engine = create_engine(_server(), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _server() -> str:
    """The server's URL; empty when the tests run on SQLite."""
    return os.environ.get("ZHANGGUI_TEST_POSTGRES", "")
