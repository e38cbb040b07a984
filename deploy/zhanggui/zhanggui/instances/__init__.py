"""Private instances of RabbitMQ and PostgreSQL, and a supervisor of processes, for `make up` and for the tests.

Everything an instance knows lies in the folder it is given, and it listens on 127.0.0.1 only, on ports of its own.
So tests may stop, kill and wipe it, and the machine's own RabbitMQ and PostgreSQL never notice.
"""

from zhanggui.instances.available import ensure_installed
from zhanggui.instances.errors import InstanceError
from zhanggui.instances.ports import free_port, reserve
from zhanggui.instances.postgres import Postgres
from zhanggui.instances.rabbitmq import RabbitMQ
from zhanggui.instances.supervisor import Child, Supervisor, stop_recorded

__all__ = [
    "Child",
    "InstanceError",
    "Postgres",
    "RabbitMQ",
    "Supervisor",
    "ensure_installed",
    "free_port",
    "reserve",
    "stop_recorded",
]
