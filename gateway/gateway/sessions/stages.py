"""What a session can reach before it is complete: only what its stage needs, who am I, and the way out."""

from collections.abc import Mapping

from chassis.model import RuleError
from gateway.sessions.model import COMPLETE, PASSWORD_CHANGE, SECOND_FACTOR, SETUP


class SecondFactorRequired(RuleError):
    code = "second_factor_required"
    status = 403
    zh = "请先输入动态验证码"
    en = "Show the second factor first"


class SecondFactorSetupRequired(RuleError):
    code = "second_factor_setup_required"
    status = 403
    zh = "请先设置动态验证码"
    en = "Set up a second factor first"


class PasswordChangeRequired(RuleError):
    code = "password_change_required"
    status = 403
    zh = "请先修改密码"
    en = "Change the password first"


PROVING = frozenset({"close_session", "enrol", "challenge", "renew_proof"})
"""What may be asked of the gateway with a session that lacks its device: to bring it, or to go."""
ALWAYS = PROVING | {"who_am_i"}
"""Operations of the gateway that every stage reaches: those for the device are checked on their own."""
STAGE_RULES: Mapping[str, tuple[type[RuleError], frozenset[str]]] = {
    SECOND_FACTOR: (SecondFactorRequired, frozenset({"prove_second_factor"})),
    SETUP: (SecondFactorSetupRequired, frozenset({"begin_second_factor", "confirm_second_factor"})),
    PASSWORD_CHANGE: (PasswordChangeRequired, frozenset({"change_own_password"})),
}
"""{stage: (what everything else is refused with, operations of the gateway that the stage needs)}"""


def require_stage(stage: str, operation: str | None) -> None:
    """Raises the rule of the stage; `operation` is the name of one of the gateway's own, None for all others."""
    if stage == COMPLETE or operation in ALWAYS:
        return
    refused, needed = STAGE_RULES[stage]
    if operation not in needed:
        raise refused
