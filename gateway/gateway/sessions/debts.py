"""What a person still owes before a session is complete."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.passwords.model import Credential
from gateway.roles.model import Role
from gateway.second_factor.checking import has_second_factor
from gateway.sessions.model import COMPLETE, PASSWORD_CHANGE, SECOND_FACTOR, SETUP
from gateway.users.model import User


def owed_by(session: Session, user: User) -> set[str]:
    """The stages that a new session of this person has to pass."""
    owed = set()
    if has_second_factor(session, user.id):
        owed.add(SECOND_FACTOR)
    elif needs_second_factor(session, user):
        owed.add(SETUP)
    credential = session.get(Credential, user.id)
    if credential is not None and credential.must_change:
        owed.add(PASSWORD_CHANGE)
    return owed


def needs_second_factor(session: Session, user: User) -> bool:
    """Whether one of the person's roles requires a second factor."""
    if not user.roles:
        return False
    statement = select(Role.id).where(Role.code.in_(user.roles), Role.requires_second_factor).limit(1)
    return session.scalar(statement) is not None


def present_stage(session: Session, stage: str, user: User) -> str:
    """The stage of a session now: a role that has come to require a second factor holds for who is signed in, too."""
    if stage == COMPLETE and needs_second_factor(session, user) and not has_second_factor(session, user.id):
        return SETUP
    return stage
