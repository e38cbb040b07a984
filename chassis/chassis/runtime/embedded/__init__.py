"""The embedded runtime: every service in one process, SQLite files, threads; it needs Python and nothing else."""

from chassis.runtime.embedded.embedded import Embedded

__all__ = ["Embedded"]
