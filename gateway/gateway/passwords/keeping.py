"""A new password on its way into the database: hashed outside the transaction, judged and kept within."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chassis.operations import Context
from chassis.service import Host
from gateway.passwords.hashing import hashed
from gateway.passwords.model import TEMPORARY, Credential, PasswordMustChange
from gateway.passwords.rules import check_password_rules, shortest
from gateway.users.model import User

_LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789"
_MADE_UP = 14


@dataclass(frozen=True, repr=False)
class NewPassword:
    """A password, how it will be kept, and whether we made it up. It never shows itself in a log."""

    text: str
    hash: str
    made_up: bool = False


def new_password(host: Host, password: str | None, **_: Any) -> dict[str, Any]:
    """For `before`: hashing takes long and must not hold up other writers. None stays None."""
    return {"password": NewPassword(password, hashed(password)) if password is not None else None}


def made_up_password(host: Host) -> NewPassword:
    """A temporary password that nobody has chosen, without letters that look alike: 80 bits."""
    text = "".join(secrets.choice(_LETTERS) for _ in range(max(_MADE_UP, shortest(host))))
    return NewPassword(text, hashed(text), made_up=True)


def keep_password(ctx: Context, user: User, new: NewPassword, *, must_change: bool) -> datetime | None:
    """Keep it; answers when it ends, if it must be changed. Raises PasswordMustChange, and the rules of passwords."""
    if not must_change and ctx.principal.kind != "operator" and ctx.principal.id != user.id:
        raise PasswordMustChange(field="must_change")
    if not new.made_up:
        check_password_rules(ctx.host, new.text, user)
    expires_at = ctx.now() + _temporary(ctx.host) if must_change else None
    ctx.session.merge(
        Credential(user_id=user.id, password_hash=new.hash, must_change=must_change, expires_at=expires_at)
    )
    user.password_changed_at = ctx.now()
    return expires_at


def _temporary(host: Host) -> timedelta:
    return timedelta(hours=float(host.settings.get("temporary_password_hours", TEMPORARY.total_seconds() / 3600)))
