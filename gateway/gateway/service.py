"""The gateway: what it can do, at a glance. The edge (edge.py) puts it, and every other service, on the network."""

from pathlib import Path

from chassis.jobs import schedules_in
from chassis.operations import Context, operations_in
from chassis.service import Service
from gateway import events
from gateway.attempts import failures
from gateway.base import Base
from gateway.catalogue import model as catalogue_model  # noqa: F401 - its table belongs to the database
from gateway.clients import credentials as client_credentials
from gateway.clients import operations as client_operations
from gateway.clients import queries as client_queries
from gateway.clients.model import ClientNameTaken, KeyTaken
from gateway.devices import enrolling as device_enrolling
from gateway.devices import operations as device_operations
from gateway.devices import queries as device_queries
from gateway.devices import refusals as device_refusals
from gateway.devices.model import KeyEnrolledBefore
from gateway.explaining import queries as explaining_queries
from gateway.functions import FUNCTIONS
from gateway.networks import operations as network_operations
from gateway.networks import queries as network_queries
from gateway.networks.model import NetworkNameTaken
from gateway.org import operations as org_operations
from gateway.org import queries as org_queries
from gateway.org.operations import prepare_root
from gateway.passwords import operations as password_operations
from gateway.preferences import operations as preference_operations
from gateway.roles import operations as role_operations
from gateway.roles import previewing as role_previewing
from gateway.roles import queries as role_queries
from gateway.roles.operations import prepare_roles
from gateway.second_factor import operations as second_factor_operations
from gateway.sessions import operations as session_operations
from gateway.sessions import queries as session_queries
from gateway.tokens import operations as token_operations
from gateway.users import operations as user_operations
from gateway.users import queries as user_queries
from gateway.users.imports import employees
from gateway.users.model import CodeTaken, UsernameTaken
from gateway.viewing import operations as viewing_operations
from gateway.words import WORDS


def prepare(ctx: Context) -> None:
    """The company and the standard roles are there from the first start."""
    prepare_root(ctx)
    prepare_roles(ctx)


service = Service(
    name="gateway",
    title=("网关", "Gateway"),
    base=Base,
    migrations=Path(__file__).parent / "migrations",
    words=WORDS,
    operations=operations_in(
        session_operations,
        session_queries,
        second_factor_operations,
        password_operations,
        user_operations,
        user_queries,
        org_operations,
        org_queries,
        role_operations,
        role_previewing,
        role_queries,
        viewing_operations,
        preference_operations,
        explaining_queries,
        device_enrolling,
        device_refusals,
        device_queries,
        device_operations,
        network_operations,
        network_queries,
        client_operations,
        client_credentials,
        client_queries,
        token_operations,
    ),
    schedules=schedules_in(failures, device_refusals),
    functions=FUNCTIONS,
    keeps_business=False,
    imports=(employees,),
    publishes=(events.UserChanged, events.UserDeactivated, events.OrgUnitChanged),
    constraints={
        # PostgreSQL names the constraint, SQLite the column.
        "uq_user_account_username": UsernameTaken,
        "user_account.username": UsernameTaken,
        "uq_user_account_code": CodeTaken,
        "user_account.code": CodeTaken,
        "uq_device_thumbprint": KeyEnrolledBefore,
        "uq_network_name": NetworkNameTaken,
        "uq_api_client_name": ClientNameTaken,
        "uq_client_key_thumbprint": KeyTaken,
    },
    prepare=prepare,
)
