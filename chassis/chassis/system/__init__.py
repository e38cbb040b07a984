"""What every service can do, whatever its business."""

from typing import TYPE_CHECKING

from chassis.imports import running
from chassis.inbox import Reaction, reactions_in
from chassis.jobs import JobKind, jobs_in
from chassis.operations import Operation, operations_in

if TYPE_CHECKING:
    from chassis.service import Service


def system_operations() -> tuple[Operation, ...]:
    """The operations below /system that a host adds to each service."""
    from chassis.system import operations

    return operations_in(operations)


def system_jobs() -> tuple[JobKind, ...]:
    """The jobs that a host adds to each service: imports."""
    return jobs_in(running)


def system_reactions(service: "Service") -> tuple[Reaction, ...]:
    """The reactions a host adds to each service; the gateway owns the directory and needs no copy."""
    from chassis.system import reactions

    return () if service.name == "gateway" else reactions_in(reactions)
