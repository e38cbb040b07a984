"""Use cases of the second factor: set up, confirm, renew recovery codes, remove; reset by an administrator."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pyotp
from sqlalchemy import delete

from chassis.audit import note
from chassis.operations import Context, operation
from gateway.attempts.counting import forgive
from gateway.passwords.checking import check_own_password
from gateway.passwords.model import PasswordNeeded
from gateway.principals import forget_principals
from gateway.roles.power import check_power_over
from gateway.second_factor import schemas
from gateway.second_factor.checking import (
    count_try,
    factor_subject,
    has_second_factor,
    recovery_codes_left,
    use_code,
)
from gateway.second_factor.model import (
    RECOVERY_CODES,
    NoSecondFactor,
    RecoveryCode,
    SecondFactor,
    SecondFactorExists,
    new_recovery_code,
    recovery_hash,
)
from gateway.second_factor.sealing import seal
from gateway.sessions.debts import needs_second_factor
from gateway.sessions.ending import end_sessions
from gateway.sessions.model import SETUP
from gateway.sessions.opening import handed_over, own_session, pass_on, person_of
from gateway.users.model import User

if TYPE_CHECKING:
    from chassis.service import Host

ISSUER = "Zhanggui"


def check_password_if_shown(host: "Host", password: Any) -> dict[str, Any]:
    """Outside the transaction: whether the person has shown the own password just now."""
    if password is not None:
        check_own_password(host, password, field="password")
    return {"password": password is not None}


@operation(
    "GET",
    "/me/second-factor",
    title=("自己的动态验证码", "One's own second factor"),
    public=True,
    response=schemas.SecondFactorView,
)
def get_second_factor(ctx: Context) -> dict[str, Any]:
    user = person_of(ctx, own_session(ctx))
    factor = ctx.session.get(SecondFactor, user.id)
    since = factor.confirmed_at if factor else None
    left = recovery_codes_left(ctx.session, user.id)
    required = needs_second_factor(ctx.session, user)
    return {"active": since is not None, "since": since, "recovery_codes_left": left, "required": required}


@operation(
    "POST",
    "/me/second-factor",
    title=("设置动态验证码", "Set up a second factor"),
    public=True,
    request=schemas.BeginSetup,
    response=schemas.Begun,
    before=check_password_if_shown,
    secret=True,
)
def begin_second_factor(ctx: Context, password: bool) -> dict[str, str]:
    """A new secret for the telephone; it counts once a code of it is confirmed."""
    row = own_session(ctx)
    user = person_of(ctx, row)
    if not password and not row.is_fresh(ctx.now()):
        raise PasswordNeeded(field="password")
    if has_second_factor(ctx.session, user.id):
        raise SecondFactorExists
    secret = pyotp.random_base32()
    sealed = seal(ctx.host.signer, user.id, secret)
    ctx.session.merge(SecondFactor(user_id=user.id, sealed_secret=sealed, confirmed_at=None, last_step=0))
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=ISSUER)
    return {"secret": secret, "uri": uri}


@operation(
    "POST",
    "/me/second-factor/confirm",
    title=("确认动态验证码", "Confirm the second factor"),
    public=True,
    request=schemas.Confirm,
    response=schemas.Confirmed,
    before=count_try,
    secret=True,
)
def confirm_second_factor(ctx: Context, code: str) -> dict[str, Any]:
    """From now on each sign-in asks for a code. The recovery codes are shown this once."""
    row = own_session(ctx)
    user = person_of(ctx, row)
    if has_second_factor(ctx.session, user.id):
        raise SecondFactorExists
    use_code(ctx, user.id, code, recovery=False)
    ctx.session.get_one(SecondFactor, user.id).confirmed_at = ctx.now()
    codes = _new_codes(ctx, user.id)
    note(ctx, "factor_set_up", "User", user.id)
    end_sessions(ctx, user.id, but=row.id)
    answer = pass_on(ctx, row, SETUP) if row.stage == SETUP else handed_over(ctx, row, user)
    return {**answer, "recovery_codes": codes}


@operation(
    "POST",
    "/me/second-factor/recovery-codes",
    title=("重新生成恢复码", "Make new recovery codes"),
    public=True,
    request=schemas.Confirm,
    response=schemas.RecoveryCodes,
    before=count_try,
    secret=True,
)
def renew_recovery_codes(ctx: Context, code: str) -> dict[str, Any]:
    """Those from before are worth nothing any more."""
    user = person_of(ctx, own_session(ctx))
    use_code(ctx, user.id, code)
    note(ctx, "codes_renewed", "User", user.id)
    return {"recovery_codes": _new_codes(ctx, user.id)}


@operation(
    "POST",
    "/me/second-factor/remove",
    title=("停用动态验证码", "Remove the second factor"),
    public=True,
    request=schemas.Confirm,
    before=count_try,
    secret=True,
)
def remove_second_factor(ctx: Context, code: str) -> None:
    """Whoever may not be without one sets up the next at once."""
    row = own_session(ctx)
    user = person_of(ctx, row)
    use_code(ctx, user.id, code)
    _remove(ctx, user.id)
    note(ctx, "factor_removed", "User", user.id)
    end_sessions(ctx, user.id, but=row.id)


@operation(
    "POST",
    "/users/{user_id}/second-factor/reset",
    title=("重置用户的动态验证码", "Reset a user's second factor"),
    scope="gateway.user.manage",
)
def reset_second_factor(ctx: Context, user_id: UUID) -> None:
    """Telephone and codes are lost: the person signs in with the password, and sets up another one."""
    user = ctx.get(User, user_id)
    check_power_over(ctx, user)
    if not has_second_factor(ctx.session, user.id):
        raise NoSecondFactor
    _remove(ctx, user.id)
    note(ctx, "factor_reset", "User", user.id)
    end_sessions(ctx, user.id)


def _new_codes(ctx: Context, user_id: UUID) -> list[str]:
    ctx.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    codes = [new_recovery_code() for _ in range(RECOVERY_CODES)]
    for code in codes:
        ctx.add(RecoveryCode(user_id=user_id, code_hash=recovery_hash(code)))
    return codes


def _remove(ctx: Context, user_id: UUID) -> None:
    ctx.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    ctx.session.execute(delete(SecondFactor).where(SecondFactor.user_id == user_id))
    forgive(ctx.session, factor_subject(user_id))
    forget_principals(ctx)
