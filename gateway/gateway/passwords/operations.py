"""Use cases of passwords: given by an administrator, changed by oneself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chassis.audit import note
from chassis.model import Unauthenticated
from chassis.operations import Context, operation
from gateway.attempts.counting import forgive, subject_of
from gateway.passwords import schemas
from gateway.passwords.checking import check_own_password
from gateway.passwords.hashing import plain_password
from gateway.passwords.keeping import NewPassword, keep_password, made_up_password, new_password
from gateway.passwords.model import Credential, PasswordUnchanged
from gateway.roles.power import check_power_over
from gateway.sessions.ending import end_sessions
from gateway.sessions.model import PASSWORD_CHANGE
from gateway.sessions.opening import handed_over, own_session, pass_on, person_of
from gateway.users.model import User
from gateway.users.telling import tell_changed

if TYPE_CHECKING:
    from chassis.service import Host


@dataclass(frozen=True, repr=False)
class OldPassword:
    """The hash that the old password fits, and whether the new one is the same."""

    hash: str
    same: bool


def given_password(host: "Host", password: str | None, **_: Any) -> dict[str, Any]:
    """Outside the transaction: the password that was given, or one made up."""
    return {"password": made_up_password(host)} if password is None else new_password(host, password)


def check_passwords(host: "Host", old_password: Any, password: str) -> dict[str, Any]:
    """Outside the transaction: the old one is right, the new one is hashed."""
    found = check_own_password(host, old_password, field="old_password")
    same = plain_password(old_password) == plain_password(password)
    return {"old_password": OldPassword(found, same), **new_password(host, password)}


@operation(
    "POST",
    "/users/{user_id}/password",
    title=("设置用户密码", "Set a user's password"),
    scope="gateway.user.manage",
    request=schemas.SetPassword,
    response=schemas.PasswordSet,
    before=given_password,
    secret=True,
)
def set_password(ctx: Context, user_id: UUID, password: NewPassword, must_change: bool) -> dict[str, Any]:
    """Give a person a temporary password; whoever is signed in as the person is signed out."""
    user = ctx.get(User, user_id)
    check_power_over(ctx, user)
    expires_at = keep_password(ctx, user, password, must_change=must_change)
    forgive(ctx.session, subject_of("user", user.username, ""))
    end_sessions(ctx, user.id)
    note(ctx, "password_reset", "User", user.id, must_change=must_change)
    tell_changed(ctx, user)
    shown = {"password": password.text} if password.made_up else {}
    return {**shown, "must_change": must_change, "expires_at": expires_at}


@operation(
    "POST",
    "/me/password",
    title=("修改自己的密码", "Change one's own password"),
    public=True,
    request=schemas.ChangeOwnPassword,
    response=schemas.PasswordChanged,
    before=check_passwords,
    secret=True,
)
def change_own_password(ctx: Context, old_password: OldPassword, password: NewPassword) -> dict[str, Any]:
    """Everybody who is signed in may, whatever the roles; all other sessions of the person end."""
    row = own_session(ctx)
    user = person_of(ctx, row)
    credential = ctx.session.get(Credential, user.id)
    # It may have been changed by another while the old one was looked at.
    if credential is None or credential.password_hash != old_password.hash:
        raise Unauthenticated
    if old_password.same:
        raise PasswordUnchanged(field="password")
    keep_password(ctx, user, password, must_change=False)
    end_sessions(ctx, user.id, but=row.id)
    note(ctx, "password_changed", "User", user.id)
    tell_changed(ctx, user)
    return pass_on(ctx, row, PASSWORD_CHANGE) if row.stage == PASSWORD_CHANGE else handed_over(ctx, row, user)
