"""Sessions, transactions and migrations of a service's own database."""

from chassis.database.engine import Database

__all__ = ["Database"]
