"""Why somebody can or cannot see something, reason by reason, in business words (N10). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.roles.words import SCOPES_IN_WORDS, Sentence, sentence

DEVICES_IN_WORDS = {
    "registered": ("所在机构只允许从已登记并批准的设备访问", "The unit allows registered and approved devices only"),
    "registered_networks": (
        "所在机构只允许从已登记的设备、在指定的网络中访问",
        "The unit allows registered devices only, and only in named networks",
    ),
}


@dataclass(frozen=True)
class Granting:
    """A role that somebody has: its names, and how far it grants the function; None when it does not."""

    zh: str
    en: str
    scope: str | None


@dataclass(frozen=True)
class Reached:
    """Whose records a data scope reaches, by name."""

    teams: Sequence[str] = ()
    branch: str | None = None
    served: Sequence[str] = ()


def of_roles(roles: Sequence[Granting], zh: str, en: str, scoped: bool) -> list[Sentence]:
    """Which roles grant the function `zh`/`en`, and how far; and which do not when none does."""
    granting = [role for role in roles if role.scope is not None]
    if granting:
        return [_granted(role, zh, en, scoped) for role in granting]
    if not roles:
        return [sentence("没有任何角色", "There is no role")]
    names = "、".join(role.zh for role in roles), ", ".join(role.en for role in roles)
    return [sentence(f"现有角色（{names[0]}）都没有授予“{zh}”", f"No role held ({names[1]}) grants '{en}'")]


def of_reach(scope: str, reached: Reached) -> list[Sentence]:
    """Whose records that reaches: a person's own, those of who is served, the teams', the branch's, all."""
    if scope == "all":
        return [sentence("能看到所有人的记录", "Everybody's records are seen")]
    said = [sentence("能看到本人的记录", "One's own records are seen")]
    if reached.served:
        zh, en = "、".join(reached.served), ", ".join(reached.served)
        said.append(sentence(f"能看到所协助的人的记录：{zh}", f"Records of the people served are seen: {en}"))
    if scope == "branch" and reached.branch:
        said.append(
            sentence(f"能看到分公司“{reached.branch}”的记录", f"Records of the branch '{reached.branch}' are seen")
        )
    elif scope in ("team", "branch"):
        said.append(_of_teams(reached.teams))
    return said


def of_device(policy: str) -> list[Sentence]:
    """What the unit asks of devices, when it asks anything."""
    return [sentence(*DEVICES_IN_WORDS[policy])] if policy in DEVICES_IN_WORDS else []


def _granted(role: Granting, zh: str, en: str, scoped: bool) -> Sentence:
    assert role.scope is not None
    scope = SCOPES_IN_WORDS[role.scope]
    limits = (f"，范围：{scope[0]}", f", scope: {scope[1]}") if scoped else ("", "")
    return sentence(f"角色“{role.zh}”授予“{zh}”{limits[0]}", f"The role '{role.en}' grants '{en}'{limits[1]}")


def _of_teams(teams: Sequence[str]) -> Sentence:
    if not teams:
        return sentence("没有负责任何部门，所以没有团队的记录", "No unit is led, so there are no records of a team")
    zh, en = "、".join(teams), ", ".join(teams)
    return sentence(f"能看到所负责部门及其下级的记录：{zh}", f"Records of the units led, and below, are seen: {en}")
