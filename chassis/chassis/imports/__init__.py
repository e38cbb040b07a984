"""Imports from spreadsheets: declared per service, run as jobs, the same way for every kind of list (F86)."""

from chassis.imports.kind import ImportKind
from chassis.imports.operations import import_operations
from chassis.spreadsheets import Column

__all__ = ["Column", "ImportKind", "import_operations"]
