"""Is the code right? Each is good once, however many requests bring it at the same moment."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

import pyotp
from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.orm import Session

from chassis.access import EVERYTHING, Principal, Signer
from chassis.audit import noted
from chassis.operations import Context
from chassis.service import Host
from gateway.attempts.counting import FACTOR, begin_attempt, forgive, subject_of
from gateway.second_factor.model import NoSecondFactor, RecoveryCode, SecondFactor, WrongCode, recovery_hash
from gateway.second_factor.sealing import unseal
from gateway.sessions.client import current_client
from gateway.sessions.model import SignIn
from gateway.users.model import User

STEP_SECONDS = 30
WINDOW = 1
"""Steps before and after the present one that a telephone's clock may be wrong by."""
SECOND_FACTOR, RECOVERY = "totp", "recovery"


def count_try(host: Host, code: str, **_: Any) -> None:
    """Outside the transaction, so that it is counted and told whatever comes: raises TooManyAttempts.

    Whoever has none to show, the operator and API clients among them, is refused by the operation itself.
    """
    user, factor = _own(host)
    if user is None or factor is None:
        return
    begin_attempt(host, {factor_subject(user.id): FACTOR})
    if matching_step(host.signer, factor, code, host.clock.now()) is not None or _is_recovery_code(host, user.id, code):
        return
    person, address = Principal(id=user.id, name=user.name), current_client().address
    noted(host, person, "show_code", "factor_failed", "User", user.id, address=address)


def use_code(ctx: Context, user_id: UUID, code: str, *, recovery: bool = True) -> str:
    """Use up a code, and say which kind it was; raises NoSecondFactor, WrongCode."""
    factor = ctx.session.get(SecondFactor, user_id)
    if factor is None or (factor.confirmed_at is None and recovery):
        raise NoSecondFactor
    step = matching_step(ctx.host.signer, factor, code, ctx.now())
    if step is not None and _use_step(ctx.session, user_id, step):
        kind = SECOND_FACTOR
    elif recovery and _use_recovery(ctx.session, user_id, code):
        kind = RECOVERY
    else:
        raise WrongCode(field="code")
    forgive(ctx.session, factor_subject(user_id))
    return kind


def matching_step(signer: Signer, factor: SecondFactor, code: str, now: datetime) -> int | None:
    """The 30 seconds that the code belongs to; None for no such code."""
    secret = unseal(signer, factor.user_id, factor.sealed_secret)
    if secret is None:
        return None
    totp, present = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    steps = range(present - WINDOW, present + WINDOW + 1)
    plain = "".join(code.split())
    return next((step for step in steps if pyotp.utils.strings_equal(totp.generate_otp(step), plain)), None)


def has_second_factor(session: Session, user_id: UUID) -> bool:
    """Whether the person must show one at each sign-in."""
    statement = select(SecondFactor.user_id).where(
        SecondFactor.user_id == user_id, SecondFactor.confirmed_at.is_not(None)
    )
    return session.scalar(statement) is not None


def recovery_codes_left(session: Session, user_id: UUID) -> int:
    return session.scalar(select(func.count()).where(RecoveryCode.user_id == user_id)) or 0


def factor_subject(user_id: UUID) -> str:
    return subject_of("factor", user_id)


def _own(host: Host) -> tuple[User | None, SecondFactor | None]:
    with host.database.read() as session:
        session.info["reach"] = EVERYTHING  # only the own record
        statement = select(User).join(SignIn, SignIn.user_id == User.id)
        user = session.scalar(statement.where(SignIn.id == current_client().session_id))
        return user, session.get(SecondFactor, user.id) if user else None


def _is_recovery_code(host: Host, user_id: UUID, code: str) -> bool:
    statement = select(RecoveryCode.id).where(RecoveryCode.user_id == user_id)
    with host.database.read() as session:
        return session.scalar(statement.where(RecoveryCode.code_hash == recovery_hash(code))) is not None


def _use_step(session: Session, user_id: UUID, step: int) -> bool:
    """Whether nobody has used this code, or a later one, before: the database decides among several at once."""
    statement = update(SecondFactor).where(SecondFactor.user_id == user_id, SecondFactor.last_step < step)
    return _touched(session, statement.values(last_step=step))


def _use_recovery(session: Session, user_id: UUID, code: str) -> bool:
    found = RecoveryCode.code_hash == recovery_hash(code)
    return _touched(session, delete(RecoveryCode).where(RecoveryCode.user_id == user_id, found))


def _touched(session: Session, statement: Any) -> bool:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount == 1
