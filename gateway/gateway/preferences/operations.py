"""Use cases of preferences: keep one, see one's own. Nobody sees or changes those of somebody else."""

import re
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from chassis.model import NotFound
from chassis.operations import Context, operation
from gateway.preferences import schemas
from gateway.preferences.model import MOST_PREFERENCES, Preference, TooManyPreferences
from gateway.sessions.opening import require_person

NAME = re.compile(r"[a-z][a-z0-9_.-]{0,59}", re.ASCII)


@operation(
    "GET", "/me/preferences", title=("个人设置", "One's own preferences"), public=True, response=schemas.Preferences
)
def list_preferences(ctx: Context) -> dict[str, Any]:
    statement = select(Preference).filter_by(user_id=require_person(ctx)).order_by(Preference.name)
    return {"items": ctx.session.scalars(statement).all()}


@operation(
    "PUT",
    "/me/preferences/{name}",
    title=("保存个人设置", "Keep a preference"),
    public=True,
    request=schemas.KeepPreference,
    response=schemas.PreferenceView,
)
def keep_preference(ctx: Context, name: str, words: dict[str, list[str]]) -> Preference:
    """Raises NotFound for what cannot be a name, TooManyPreferences."""
    owner = require_person(ctx)
    if not NAME.fullmatch(name):
        raise NotFound
    preference = ctx.session.get(Preference, (owner, name))
    if preference is None:
        _require_room(ctx, owner)
        preference = ctx.add(Preference(user_id=owner, name=name))
    preference.words = words
    return preference


def _require_room(ctx: Context, owner: UUID) -> None:
    statement = select(func.count()).select_from(Preference).filter_by(user_id=owner)
    if (ctx.session.scalar(statement) or 0) >= MOST_PREFERENCES:
        raise TooManyPreferences(most=MOST_PREFERENCES)
