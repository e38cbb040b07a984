"""Migrations: Alembic per service, run as their own step, never at import time. Expand first, contract later.

The chassis keeps its own tables as a branch beside the service's: a change of the chassis is one migration, not eight.
`python -m chassis.database.migrations SERVICE MESSAGE` writes a new one from the difference between models and schema.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, create_engine, event

if TYPE_CHECKING:
    from chassis.service import Service

CHASSIS = Path(__file__).parent.parent / "migrations"


class WrongSchema(Exception):
    """The database is older or newer than the code."""


def migrate(service: "Service", url: str) -> None:
    """Bring a database to the newest schema; safe to repeat, also by several processes at once."""
    with _connected(service, url) as (connection, config):
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7421)")
        command.upgrade(config, "heads")


def check_schema(service: "Service", url: str) -> None:
    """Raises WrongSchema unless the database is at the newest schema of this code."""
    with _connected(service, url) as (connection, config):
        wanted = set(ScriptDirectory.from_config(config).get_heads())
        found = set(MigrationContext.configure(connection).get_current_heads())
        if wanted != found:
            raise WrongSchema(f"{service.name}: the schema is {sorted(found)}, this code needs {sorted(wanted)}")


def unknown_revisions(service: "Service", url: str) -> set[str]:
    """Revisions of a database that this code does not know: a newer version wrote it."""
    with _connected(service, url) as (connection, config):
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        return set(MigrationContext.configure(connection).get_current_heads()) - known


def differences(service: "Service", url: str) -> list[Any]:
    """What the models say and the migrated database does not, or the other way round."""
    with _connected(service, url) as (connection, _config):
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        joined = MetaData()
        for metadata in service.metadata:
            for table in metadata.tables.values():
                table.to_metadata(joined)
        return list(compare_metadata(context, joined))


def write_migration(service: "Service", message: str) -> None:
    """Write a migration for what the models have and the schema has not; 'chassis' tables go to the chassis' branch."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/new.sqlite"
        for branch, metadata, path in _branches(service):
            path.mkdir(parents=True, exist_ok=True)
            migrate(service, url)
            with _connected(service, url, [metadata], _only(metadata)) as (_connection, config):
                heads = ScriptDirectory.from_config(config).get_heads()
                own = [head for head in heads if head.startswith(f"{branch}_")]
                command.revision(
                    config,
                    message,
                    autogenerate=True,
                    version_path=str(path),
                    head=own[0] if own else "base",
                    splice=not own,
                    branch_label=None if own else branch,
                    rev_id=f"{branch}_{len(list(path.glob('*.py'))) + 1:04d}",
                    process_revision_directives=_drop_empty,
                )


def _branches(service: "Service") -> list[tuple[str, MetaData, Path]]:
    chassis, own = service.metadata
    return [("chassis", chassis, CHASSIS / "versions"), (service.name, own, service.migrations / "versions")]


def _only(metadata: MetaData) -> Any:
    return lambda _object, name, kind, reflected, _compare: kind != "table" or not reflected or name in metadata.tables


def _drop_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    if directives and directives[0].upgrade_ops.is_empty():
        directives[:] = []


@contextmanager
def _connected(
    service: "Service", url: str, metadata: list[MetaData] | None = None, include: Any = None
) -> Iterator[tuple[Connection, Config]]:
    config = Config()
    config.set_main_option("script_location", str(CHASSIS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{CHASSIS / 'versions'}\n{service.migrations / 'versions'}")
    config.attributes["metadata"] = metadata or list(service.metadata)
    config.attributes["include"] = include
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        _begin_before_everything(engine)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            yield connection, config
    finally:
        engine.dispose()


def _begin_before_everything(engine: Engine) -> None:
    """SQLite's driver begins at the first INSERT only: a start killed while it migrates would leave half the tables."""

    @event.listens_for(engine, "connect")
    def leave_it_to_us(connection: Any, _record: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def main() -> None:
    name, message = sys.argv[1:3]
    [entry] = entry_points(group="zhanggui.services", name=name)
    write_migration(entry.load(), message)


if __name__ == "__main__":
    main()
