"""Rules that say no. Each is a class with a stable code; the edge turns it into a problem document (RFC 9457)."""

import math
from datetime import timedelta
from typing import Any, ClassVar


class RuleError(Exception):
    """A rule refused. `code` is stable; `zh` and `en` may name details in braces; `field` is a path."""

    code: ClassVar[str] = "rule"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "操作不符合规则"
    en: ClassVar[str] = "The operation breaks a rule"

    def __init__(self, *, field: str | None = None, **details: Any):
        self.field = field
        self.details = details
        super().__init__(self.title("en"))

    def title(self, language: str) -> str:
        """The sentence for a person, in 'zh' or 'en'."""
        return (self.zh if language == "zh" else self.en).format(**self.details)


class NotFound(RuleError):
    """There is no such record, or the reader may not know of it: both look the same."""

    code = "not_found"
    status = 404
    zh = "找不到该记录"
    en = "There is no such record"


class StaleVersion(RuleError):
    code = "stale_version"
    zh = "记录已被他人修改，请刷新后重试"
    en = "Somebody changed this record meanwhile; reload it and try again"


class AlreadyExists(RuleError):
    code = "already_exists"
    zh = "记录已存在"
    en = "This record exists already"


class IllegalTransition(RuleError):
    code = "illegal_transition"
    zh = "当前状态“{state}”不能执行“{action}”"
    en = "'{action}' is not possible in the state '{state}'"


class Invalid(RuleError):
    """A value is wrong in a way only the rules know, not the schema."""

    code = "invalid"
    status = 422
    zh = "内容不符合要求"
    en = "The content is not acceptable"


class Forbidden(RuleError):
    code = "forbidden"
    status = 403
    zh = "没有执行此操作的权限"
    en = "You may not do this"


class PersonNeeded(Forbidden):
    """An API client is nobody's colleague: it owns nothing, and nobody's work is done by it."""

    code = "person_needed"
    zh = "须有员工负责：接口客户端请指明员工，或由员工本人操作"
    en = "A person must answer for this: an API client names one, or a person does it"


class Unauthenticated(RuleError):
    code = "unauthenticated"
    status = 401
    zh = "请先登录"
    en = "Sign in first"


class TooManyRequests(RuleError):
    """Asked too often. `wait` is told in whole seconds, as `retry_after`, and never as none."""

    code = "rate_limited"
    status = 429
    zh = "请求过于频繁，请 {retry_after} 秒后再试"
    en = "Too many requests; try again in {retry_after} seconds"

    def __init__(self, wait: timedelta):
        super().__init__(retry_after=max(1, math.ceil(wait.total_seconds())))
