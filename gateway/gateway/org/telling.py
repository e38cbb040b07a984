"""Telling the other services of an org unit."""

from chassis.operations import Context
from gateway import events
from gateway.org.model import OrgUnit


def tell_unit(ctx: Context, unit: OrgUnit) -> None:
    """Everybody learns the unit's place and leader."""
    ctx.record(
        events.OrgUnitChanged,
        unit.id,
        unit_id=unit.id,
        code=unit.code,
        name=unit.name,
        path=unit.path,
        leader_id=unit.leader_id,
    )
