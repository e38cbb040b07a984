"""The tree of superiors decides places and roles where an imported list names none.

Whoever has subordinates leads a team of his own below his superior's team, and sits in it; the others sit in their
superior's team. Who leads others is a sales manager, at the top a sales director; who leads nobody is a salesperson.
"""

import re
from uuid import UUID

from sqlalchemy import select

from chassis.model import derived_id
from chassis.operations import Context
from gateway.org.model import ROOT_ID, OrgUnit
from gateway.org.operations import add_unit, move_unit
from gateway.org.telling import tell_unit
from gateway.users.model import User


class Settlement:
    """Puts people where the tree says, and remembers whom the other services must be told of."""

    def __init__(self, ctx: Context):
        self.ctx = ctx
        self.moved: dict[UUID, User] = {}

    def settle(self, user: User) -> None:
        """Put a person into place, and those who sit in the person's team after."""
        reports = self._reports(user)
        if user.derives_roles:
            user.roles = self._role(user, bool(reports))
        if not user.derives_place:
            self._lead_where_nobody_does(user, bool(reports))
            return
        above = self._unit_above(user)
        unit = self._team(user, above) if reports else above
        if user.unit_id != unit.id:
            user.put_into(unit)
            self.moved[user.id] = user
            for report in reports:
                self.settle(report)

    def settle_above(self, superior_id: UUID | None) -> None:
        """Settle a superior who has won or lost somebody."""
        if superior_id is not None:
            self.settle(self.ctx.get(User, superior_id))

    def _reports(self, user: User) -> list[User]:
        statement = select(User).where(User.superior_id == user.id, User.active).order_by(User.code)
        return list(self.ctx.session.scalars(statement))

    def _role(self, user: User, leads: bool) -> list[str]:
        if not leads:
            return ["salesperson"]
        return ["sales_manager"] if user.superior_id or user.superior_code else ["sales_director"]

    def _unit_above(self, user: User) -> OrgUnit:
        if user.superior_id is None:
            return self.ctx.get(OrgUnit, ROOT_ID)
        return self.ctx.get(OrgUnit, self.ctx.get(User, user.superior_id).unit_id)

    def _team(self, user: User, above: OrgUnit) -> OrgUnit:
        identity = derived_id("team", user.id)
        team = self.ctx.session.get(OrgUnit, identity)
        if team is None:
            code, name = self._team_code(user), f"{user.name} 的团队"
            return add_unit(self.ctx, above, id=identity, code=code, name=name, kind="team", leader_id=user.id)
        if team.parent_id != above.id:
            self.moved |= {person.id: person for person in move_unit(self.ctx, team, above)}
        return team

    def _team_code(self, user: User) -> str:
        code = "team-" + re.sub(r"[^a-z0-9]+", "-", user.code.lower()).strip("-")[:30]
        taken = self.ctx.session.scalar(select(OrgUnit.id).filter_by(code=code)) is not None
        return f"team-{user.id.hex[-12:]}" if taken or code == "team-" else code

    def _lead_where_nobody_does(self, user: User, leads: bool) -> None:
        """In a unit named by the list, the first one with subordinates and a superior elsewhere leads."""
        unit = self.ctx.get(OrgUnit, user.unit_id)
        superior = self.ctx.get(User, user.superior_id) if user.superior_id else None
        if leads and unit.leader_id is None and (superior is None or superior.unit_id != unit.id):
            unit.leader_id = user.id
            tell_unit(self.ctx, unit)
