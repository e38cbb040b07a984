"""The edge's one answer to everything that goes wrong: a problem document (RFC 9457) with a code, in two languages."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, OperationalError, StatementError
from sqlalchemy.orm.exc import StaleDataError

from chassis.model.errors import AlreadyExists, Invalid, RuleError, StaleVersion
from chassis.operations.messages import flat_errors
from chassis.spreadsheets import BrokenFile


class MalformedRequest(RuleError):
    code = "malformed_request"
    status = 400
    zh = "请求不是有效的 JSON"
    en = "The request is not valid JSON"


class RequestTooLarge(RuleError):
    code = "request_too_large"
    status = 413
    zh = "请求过大"
    en = "The request is too large"


class UnknownRoute(RuleError):
    code = "unknown_route"
    status = 404
    zh = "没有这个地址"
    en = "There is nothing at this address"


class WrongMethod(RuleError):
    code = "wrong_method"
    status = 405
    zh = "此地址不支持该操作"
    en = "This address does not answer that method"


class InvalidContent(RuleError):
    code = "invalid_content"
    status = 422
    zh = "内容有误，请检查标出的字段"
    en = "Some fields are wrong"


class KeyReused(RuleError):
    code = "idempotency_key_reused"
    status = 422
    zh = "该幂等键已用于另一请求"
    en = "This idempotency key was used for another request"


class Unavailable(RuleError):
    code = "unavailable"
    status = 503
    zh = "服务暂时不可用，请稍后重试"
    en = "The service is not available now; try again soon"


class InternalError(RuleError):
    code = "internal_error"
    status = 500
    zh = "系统内部错误，已记录"
    en = "Something went wrong here; it has been recorded"


Problem = tuple[int, dict[str, Any]]


def problem_of(
    error: BaseException, trace: str, constraints: Mapping[str, type[RuleError]] | None = None, language: str = "zh"
) -> Problem:
    """Status and document for any error. `constraints` names the rule behind a database constraint."""
    if isinstance(error, ValidationError):
        return _document(InvalidContent(), trace, language, list(flat_errors(error.messages)))
    if not isinstance(error, RuleError):
        error = error if isinstance(error, BrokenFile) else rule_behind(error, constraints or {})
    entries = []
    if error.field:
        entries = [{"field": error.field, "code": error.code, "zh": error.title("zh"), "en": error.title("en")}]
    return _document(error, trace, language, entries)


def _document(error: RuleError | BrokenFile, trace: str, language: str, entries: list[dict[str, str]]) -> Problem:
    document = {
        "type": f"urn:zhanggui:problem:{error.code}",
        "title": error.title(language),
        "titles": {"zh": error.title("zh"), "en": error.title("en")},
        "status": error.status,
        "code": error.code,
        "details": error.details,
        "errors": entries,
        "trace": trace,
    }
    return error.status, document


def rule_behind(error: BaseException, constraints: Mapping[str, type[RuleError]]) -> RuleError:
    """The rule that a database refused for; InternalError when it is no refusal at all."""
    if isinstance(error, StaleDataError):
        return StaleVersion()
    if isinstance(error, IntegrityError):
        text = str(error.orig)
        for name, rule in constraints.items():
            if name in text:
                return rule()
        return AlreadyExists() if "unique" in text.lower() else Invalid()
    if isinstance(error, DataError):
        return Invalid()
    if isinstance(error, OperationalError | InterfaceError):
        return Unavailable()
    if isinstance(error, StatementError) and isinstance(error.orig, ValueError | OverflowError):
        return Invalid()
    return InternalError()
