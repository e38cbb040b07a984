"""What somebody who leaves has in hand here, and who takes it over (F18)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.access import seeing_everything
from chassis.model import RuleError
from chassis.operations import Context
from gateway.org.model import OrgUnit
from gateway.org.telling import tell_unit
from gateway.users.model import User
from gateway.users.telling import tell_changed


class SuccessorNeeded(RuleError):
    code = "successor_needed"
    zh = "此人仍负责部门、有下属或由助理服务，请指定接替人"
    en = "This person still leads units, has subordinates or is served by assistants; name a successor"


@dataclass(frozen=True)
class InHand:
    """The units somebody leads, the people whose superior it is, and the assistants who work for this person."""

    units: list[OrgUnit]
    reports: list[User]
    assistants: list[User]

    def require_nothing(self) -> None:
        """Raises SuccessorNeeded, which names what there is."""
        if self.units or self.reports or self.assistants:
            raise SuccessorNeeded(
                field="successor_id",
                units=[_named(unit) for unit in self.units],
                reports=[_named(person) for person in self.reports],
                assistants=[_named(person) for person in self.assistants],
            )


def in_hand(session: Session, user: User) -> InHand:
    """What of it is left. All of it, even what the administrator does not manage: it would be left to nobody."""
    with seeing_everything(session):  # as said above: nothing may be left to nobody
        units = session.scalars(select(OrgUnit).filter_by(leader_id=user.id).order_by(OrgUnit.path))
        people = session.scalars(select(User).where(User.active, User.id != user.id).order_by(User.code)).all()
    reports = [each for each in people if each.superior_id == user.id]
    return InHand(list(units), reports, [each for each in people if user.code in each.serves])


def hand_over(ctx: Context, leaver: User, successor: User, what: InHand) -> None:
    """The successor leads, is the superior, and is served; one from below moves up to the leaver's own superior."""
    if _is_below(ctx.session, successor, leaver):
        successor.superior_id = leaver.superior_id
        tell_changed(ctx, successor)
    for unit in what.units:
        unit.leader_id = successor.id
        tell_unit(ctx, unit)
    for person in what.reports:
        if person.id != successor.id:
            person.superior_id = successor.id
            tell_changed(ctx, person)
    for assistant in what.assistants:
        served = {successor.code if code == leaver.code else code for code in assistant.serves}
        assistant.serves = sorted(served - {assistant.code})


def _is_below(session: Session, person: User, superior: User) -> bool:
    above: User | None = person
    with seeing_everything(session):  # superiors may sit outside of what the administrator manages
        while above is not None and above.superior_id is not None:
            if above.superior_id == superior.id:
                return True
            above = session.get(User, above.superior_id)
    return False


def _named(record: Any) -> dict[str, str]:
    return {"id": str(record.id), "code": record.code, "name": record.name}
