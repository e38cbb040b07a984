"""The rows of the demo company of `make run`: a small Chinese trading company that does not exist."""

from .company import DemoCompany, company

__all__ = ["DemoCompany", "company"]
