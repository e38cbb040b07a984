"""What can go wrong with an instance, and where its own words about it are."""

from pathlib import Path


class InstanceError(RuntimeError):
    """A database, broker or process could not be started or stopped; the message carries the end of its log."""


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log, for an error message; empty when there is no log yet."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])
