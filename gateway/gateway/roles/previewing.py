"""What a change of a role would mean: in plain words, for how many people, and what speaks against it."""

from typing import Any
from uuid import UUID

from chassis.model import RuleError
from chassis.operations import Context, operation
from gateway.catalogue.functions import Known, known_functions
from gateway.roles import schemas
from gateway.roles.difference import Rights, differences, sides_joined, unknown_patterns
from gateway.roles.model import Role
from gateway.roles.operations import change_role
from gateway.roles.queries import holders_of
from gateway.roles.words import Sentence, sentence

JOINED = sentence("这个角色同时拥有销售和采购的权限", "The role reaches into both sales and purchasing")
FACTOR_NEEDED = sentence("登录需要动态验证码", "Signing in takes a second factor")
FACTOR_NOT_NEEDED = sentence("登录不再需要动态验证码", "Signing in takes no second factor any more")
STRANGE = ("没有服务声明过这些功能：", "No service has told of these functions: ")


@operation(
    "POST",
    "/roles/{role_id}/preview",
    title=("预览角色修改", "Preview a change of a role"),
    scope="gateway.role.manage",
    request=schemas.ChangeRole,
    response=schemas.RolePreview,
    while_viewing=True,
)
def preview_role(ctx: Context, role_id: UUID, expected_version: int | None, **changes: Any) -> dict[str, Any]:
    """Takes what a change takes, and changes nothing. A `refused` warning says with which code saving would end."""
    role = ctx.get(Role, role_id, version=expected_version)
    known = known_functions(ctx)
    before = Rights(dict(role.grants), list(role.hidden))
    after = Rights(changes.get("grants", before.grants), changes.get("hidden", before.hidden))
    people = holders_of(ctx.session, role.code)
    refusal = _refusal(ctx, role_id, changes)
    return {
        "changes": [*_names(role, changes), *differences(before, after, known)],
        "people": len(people),
        "names": people[:20],
        "warnings": [*refusal, *_warnings(before, after, known)],
    }


def _refusal(ctx: Context, role_id: UUID, changes: dict[str, Any]) -> list[dict[str, Any]]:
    """Try it, and take it back: the rules that would refuse are the rules of the change itself."""
    try:
        with ctx.attempt():
            change_role(ctx, role_id, None, **changes)
            raise _TakenBack
    except _TakenBack:
        return []
    except RuleError as error:
        return [{"code": error.code, "refused": True, "zh": error.title("zh"), "en": error.title("en")}]


class _TakenBack(Exception):
    """The change would be accepted."""


def _warnings(before: Rights, after: Rights, known: Known) -> list[dict[str, Any]]:
    found = [("sales_and_purchasing", JOINED)] if sides_joined(before, after, known) else []
    if strange := ", ".join(each for each in unknown_patterns(after, known) if each not in before.grants):
        found.append(("unknown_functions", sentence(STRANGE[0] + strange, STRANGE[1] + strange)))
    return [{"code": code, "refused": False, **words} for code, words in found]


def _names(role: Role, changes: dict[str, Any]) -> list[Sentence]:
    found = []
    for name, language in (("name_zh", ("中文名称", "Chinese name")), ("name_en", ("英文名称", "English name"))):
        was, now = getattr(role, name), changes.get(name, getattr(role, name))
        if was != now:
            found.append(sentence(f"{language[0]}：{was} → {now}", f"{language[1]}: {was} → {now}"))
    now = changes.get("requires_second_factor", role.requires_second_factor)
    if now != role.requires_second_factor:
        found.append(FACTOR_NEEDED if now else FACTOR_NOT_NEEDED)
    return found
