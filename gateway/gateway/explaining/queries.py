"""Why can I (not) see this? (N10)"""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.access import Principal, reach_of, seeing_everything, widest_scope
from chassis.model import NotFound, Unauthenticated
from chassis.operations import Context, operation
from gateway.catalogue.functions import known_functions
from gateway.explaining import reasons, schemas
from gateway.networks.queries import policy_in_force
from gateway.org.model import OrgUnit
from gateway.principals import principal_of
from gateway.roles.model import Role
from gateway.roles.words import Sentence, sentence
from gateway.users.model import User
from gateway.viewing.looking import current_view

MOST_NAMED = 5
OUTSIDE = sentence(
    "这条记录不在可见范围内，或者并不存在",
    "This record is out of reach, or there is none",
)
LEFT = sentence("账号已停用", "The account is deactivated")
LOOKING_ON = sentence("正在以其他角色查看：权限可能比平时少", "Somebody looks on as a role: there may be fewer rights")


@operation(
    "GET",
    "/explanations",
    title=("为什么能看到或看不到", "Why something can or cannot be seen"),
    public=True,
    query=schemas.ExplanationQuery,
    response=schemas.Explanation,
)
def explain(ctx: Context, function: str, user_id: UUID | None, owner_id: UUID | None) -> dict[str, Any]:
    """Everybody may ask about himself; about others who may see them. It tells nobody whether a record exists."""
    if ctx.principal.kind != "person":
        raise Unauthenticated
    known = known_functions(ctx)
    if function not in known.functions:
        raise NotFound(field="function")
    with seeing_everything(ctx.session):  # an answer names units, roles and people served; the person is checked first
        user = _about(ctx, user_id)
        principal = ctx.principal if user.id == ctx.principal.id else principal_of(ctx.session, user)
        said, allowed = _reasons(ctx, user, principal, known.functions[function], owner_id)
        return {
            "function": known.functions[function],
            "user": user,
            "allowed": allowed,
            "scope": principal.data_scope(function),
            "reasons": said,
            "hidden": [known.mark(mark) for mark in sorted(principal.hidden)],
            "who_can_change": _who_manages_roles(ctx),
        }


def _about(ctx: Context, user_id: UUID | None) -> User:
    user = ctx.session.get(User, user_id or ctx.principal.id)
    if user is None or not (user.id == ctx.principal.id or _may_see(ctx, user)):
        raise NotFound(field="user_id")
    return user


def _may_see(ctx: Context, user: User) -> bool:
    return reach_of(ctx.principal, "gateway.user.read").includes(user.id, user.org_path)


def _reasons(
    ctx: Context, user: User, principal: Principal, function: dict[str, Any], owner_id: UUID | None
) -> tuple[list[Sentence], bool]:
    roles = _granting(ctx, user, principal, function["code"])
    said = [] if user.active else [LEFT]
    said += [LOOKING_ON] if principal.read_only else []
    said += reasons.of_roles(roles, function["zh"], function["en"], function["scoped"])
    scope = principal.data_scope(function["code"])
    allowed = scope is not None and user.active
    if scope is not None and function["scoped"]:
        said += reasons.of_reach(scope, _reached(ctx, principal))
        if owner_id is not None:
            sentence_of_record, within = _of_record(ctx, principal, function["code"], owner_id)
            said.append(sentence_of_record)
            allowed = allowed and within
    said += reasons.of_device(policy_in_force(ctx.session, user.org_path).policy)
    return said, allowed


def _granting(ctx: Context, user: User, principal: Principal, function: str) -> list[reasons.Granting]:
    """The roles held; for who looks on as one, that one, as far as it shows."""
    view = current_view(ctx) if principal.read_only else None
    if view is not None:
        return [reasons.Granting(view["name_zh"], view["name_en"], principal.data_scope(function))]
    roles = ctx.session.scalars(select(Role).where(Role.code.in_(user.roles)).order_by(Role.code))
    return [reasons.Granting(each.name_zh, each.name_en, widest_scope(each.grants, function)) for each in roles]


def _reached(ctx: Context, principal: Principal) -> reasons.Reached:
    paths = [*principal.teams, *([principal.branch] if principal.branch else [])]
    names = dict(ctx.session.execute(select(OrgUnit.path, OrgUnit.name).where(OrgUnit.path.in_(paths))).tuples().all())
    served = select(User.name).where(User.id.in_(principal.serves)).order_by(User.code)
    return reasons.Reached(
        teams=[names[path] for path in principal.teams if path in names],
        branch=names.get(principal.branch or ""),
        served=list(ctx.session.scalars(served)) if principal.serves else [],
    )


def _of_record(ctx: Context, principal: Principal, function: str, owner_id: UUID) -> tuple[Sentence, bool]:
    """Whether a record of this owner is within reach. Whom the asker may not see is not told from whom there is not."""
    owner = ctx.session.get(User, owner_id)
    within = owner is not None and reach_of(principal, function).includes(owner.id, owner.org_path)
    if owner is None or not (within or _may_see(ctx, owner)):
        return OUTSIDE, False
    if within:
        return sentence(f"{owner.name} 的记录在范围之内", f"Records of {owner.name} are within reach"), True
    return sentence(f"{owner.name} 的记录在范围之外", f"Records of {owner.name} are out of reach"), False


def _who_manages_roles(ctx: Context) -> list[str]:
    roles = ctx.session.scalars(select(Role)).all()
    managing = {role.code for role in roles if widest_scope(role.grants, "gateway.role.assign")}
    people = ctx.session.execute(select(User.name, User.roles).where(User.active).order_by(User.code))
    return [name for name, codes in people if managing & set(codes)][:MOST_NAMED]
