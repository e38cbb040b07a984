"""The gateway: what it can do, at a glance. The edge (edge.py) puts it, and every other service, on the network."""

from pathlib import Path

from chassis.operations import Context, operations_in
from chassis.service import Service
from gateway import events
from gateway.base import Base
from gateway.catalogue import model as catalogue_model  # noqa: F401 - its table belongs to the database
from gateway.org import operations as org_operations
from gateway.org import queries as org_queries
from gateway.org.operations import prepare_root
from gateway.roles import operations as role_operations
from gateway.roles import queries as role_queries
from gateway.roles.operations import prepare_roles
from gateway.sessions import operations as session_operations
from gateway.users import operations as user_operations
from gateway.users import queries as user_queries
from gateway.users.imports import employees
from gateway.users.model import CodeTaken, UsernameTaken


def prepare(ctx: Context) -> None:
    """The company and the standard roles are there from the first start."""
    prepare_root(ctx)
    prepare_roles(ctx)


service = Service(
    name="gateway",
    title=("网关", "Gateway"),
    base=Base,
    migrations=Path(__file__).parent / "migrations",
    operations=operations_in(
        session_operations,
        user_operations,
        user_queries,
        org_operations,
        org_queries,
        role_operations,
        role_queries,
    ),
    imports=(employees,),
    publishes=(events.UserChanged, events.UserDeactivated, events.OrgUnitChanged),
    constraints={
        # PostgreSQL names the constraint, SQLite the column.
        "uq_user_account_username": UsernameTaken,
        "user_account.username": UsernameTaken,
        "uq_user_account_code": CodeTaken,
        "user_account.code": CodeTaken,
    },
    prepare=prepare,
)
