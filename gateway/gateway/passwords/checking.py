"""The own password, shown once more by somebody who is signed in."""

from typing import Any

from sqlalchemy import select

from chassis.model import Unauthenticated
from chassis.service import Host
from gateway.attempts.counting import begin_attempt, familiar_ladder, give_back, subject_of
from gateway.passwords.hashing import matches
from gateway.passwords.model import Credential, WrongPassword
from gateway.sessions.client import current_client
from gateway.sessions.model import SignIn


def check_own_password(host: Host, password: Any, *, field: str) -> str:
    """The hash it fits; raises Unauthenticated, WrongPassword, TooManyAttempts, TooBusy. Outside any transaction."""
    session_id = current_client().session_id
    with host.database.read() as session:
        statement = select(Credential.user_id, Credential.password_hash).join(
            SignIn, SignIn.user_id == Credential.user_id
        )
        found = session.execute(statement.where(SignIn.id == session_id)).one_or_none()
    if found is None:
        raise Unauthenticated
    subject = subject_of("own", found.user_id)
    begin_attempt(host, {subject: familiar_ladder(host)})
    if not matches(found.password_hash, password if isinstance(password, str) else ""):
        raise WrongPassword(field=field)
    with host.database.write() as session:
        give_back(session, subject)
    return str(found.password_hash)
