"""What every service can do, whatever its business."""

from typing import TYPE_CHECKING

from chassis.imports import running as importing
from chassis.inbox import Reaction, reactions_in
from chassis.jobs import JobKind, jobs_in
from chassis.operations import Operation, operations_in
from chassis.system.functions import FUNCTIONS

if TYPE_CHECKING:
    from chassis.service import Service


__all__ = ["FUNCTIONS", "system_jobs", "system_operations", "system_reactions"]


def system_operations() -> tuple[Operation, ...]:
    """The operations below /system that a host adds to each service."""
    from chassis.exports import operations as exports
    from chassis.system import audit, operations

    return operations_in(operations, audit, exports)


def system_jobs() -> tuple[JobKind, ...]:
    """The jobs that a host adds to each service: imports and exports."""
    from chassis.exports import running as exporting

    return jobs_in(importing, exporting)


def system_reactions(service: "Service") -> tuple[Reaction, ...]:
    """The reactions a host adds to each service; the gateway owns the directory and needs no copy."""
    from chassis.system import reactions

    return () if service.name == "gateway" else reactions_in(reactions)
