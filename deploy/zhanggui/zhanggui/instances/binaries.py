"""Where PostgreSQL and RabbitMQ are installed; None where they are not."""

import re
import shutil
from pathlib import Path

POSTGRES_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")
RABBITMQ_PLACES = ("/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin", "/usr/lib/rabbitmq/bin", "/opt/rabbitmq/sbin")


def postgres_bin(version: str | None = None) -> Path | None:
    """The folder of initdb, pg_ctl and pg_dump: of this major version, or the newest there is."""
    folders = [found for found in _installed(POSTGRES_PLACES, "initdb") if version in (None, *_numbers(found))]
    return folders[-1] if folders else _on_path("initdb")


def rabbitmq_bin() -> Path | None:
    """The folder of the rabbitmq-server script itself.

    Not /usr/sbin: what lies there is Debian's wrapper, which insists on the rabbitmq user and the system's settings.
    """
    folders = _installed(RABBITMQ_PLACES, "rabbitmq-server")
    return folders[-1] if folders else None


def _installed(places: tuple[str, ...], program: str) -> list[Path]:
    root = Path("/")
    found = [folder for place in places for folder in root.glob(place.lstrip("/")) if (folder / program).exists()]
    return sorted(found, key=lambda folder: [int(number) for number in _numbers(folder)])


def _numbers(folder: Path) -> list[str]:
    return re.findall(r"\d+", str(folder))


def _on_path(program: str) -> Path | None:
    found = shutil.which(program)
    return Path(found).resolve().parent if found else None
