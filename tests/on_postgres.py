"""Runs a command with ZHANGGUI_TEST_POSTGRES naming a private PostgreSQL that lives as long as the command.

python -m tests.on_postgres COMMAND...
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from sqlalchemy import create_engine, text

from zhanggui.instances import Postgres, ensure_installed, free_port


def main() -> int:
    """The exit status of the command; 1 when there is no PostgreSQL and CI demands it."""
    missing = ensure_installed()
    if missing:
        print(f"LEFT OUT: the suites on PostgreSQL: {missing}", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    with tempfile.TemporaryDirectory(prefix="zhanggui-postgres-") as folder:
        server = Postgres(Path(folder) / "postgres", free_port())
        server.start()
        try:
            _forget_durability(server.dsn("postgres", "postgres"))
            environment = {**os.environ, "ZHANGGUI_TEST_POSTGRES": server.dsn("postgres", "postgres")}
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode
        finally:
            server.stop("immediate")


def _forget_durability(url: str) -> None:
    """These suites ask what commits, not what survives a power cut: without syncing they take half the time."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
