"""The edge's one answer to everything that goes wrong: a problem document (RFC 9457) with a code, in two languages."""

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from marshmallow import ValidationError
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    StatementError,
    TimeoutError,
)
from sqlalchemy.orm.exc import StaleDataError

from chassis.model.errors import AlreadyExists, Invalid, RuleError, StaleVersion
from chassis.operations.messages import flat_errors
from chassis.spreadsheets import BrokenFile


class MalformedRequest(RuleError):
    code = "malformed_request"
    status = 400
    zh = "请求须是一个 JSON 对象"
    en = "The request must be a JSON object"


class RequestTooLarge(RuleError):
    code = "request_too_large"
    status = 413
    zh = "请求过大"
    en = "The request is too large"


class ReadOnlyView(RuleError):
    """Whoever looks on as a role changes nothing: neither as himself nor as somebody else (N10)."""

    code = "read_only_view"
    status = 403
    zh = "正在以其他角色查看，不能修改任何内容"
    en = "You are viewing as a role; nothing can be changed"


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


MOST_ENTRIES = 100
"""Wrong fields that a problem document names; a person mends the first hundred, a fuzzer sends a hundred thousand."""
_UNIQUE = frozenset({"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_ROWID"})
Problem = tuple[int, dict[str, Any]]


def problem_of(
    error: BaseException, trace: str, constraints: Mapping[str, type[RuleError]] | None = None, language: str = "zh"
) -> Problem:
    """Status and document for any error. `constraints` names the rule behind a database constraint."""
    if isinstance(error, ValidationError):
        return _document(InvalidContent(), trace, language, list(islice(flat_errors(error.messages), MOST_ENTRIES)))
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
        rule = constraints.get(violated_constraint(error.orig))
        return rule() if rule else AlreadyExists() if _is_unique(error.orig) else Invalid()
    if isinstance(error, DataError | OverflowError):
        return Invalid()
    if database_is_gone(error):
        return Unavailable()
    if isinstance(error, StatementError) and isinstance(error.orig, ValueError | OverflowError):
        return Invalid()
    return InternalError()


def database_is_gone(error: BaseException) -> bool:
    """Whether the database could not be asked: then nothing is wrong with what was asked, and trying again helps."""
    if isinstance(error, OperationalError | InterfaceError | TimeoutError):
        return True
    return isinstance(error, DBAPIError) and error.connection_invalidated


def violated_constraint(error: Any) -> str:
    """The name of the constraint that refused; for SQLite, which tells a unique one's columns only, by our naming."""
    if diagnosis := getattr(error, "diag", None):
        return diagnosis.constraint_name or ""
    text = str(error)
    if found := re.fullmatch(r"CHECK constraint failed: (\w+)", text):
        return found[1]
    if found := re.fullmatch(r"UNIQUE constraint failed: index '(\w+)'", text):
        return found[1]
    if found := re.fullmatch(r"UNIQUE constraint failed: (\w+)\.(.*)", text):
        table, columns = found[1], found[2]
        return f"uq_{table}_" + columns.replace(f"{table}.", "").replace(", ", "_")
    return ""


def _is_unique(error: Any) -> bool:
    return (getattr(error, "pgcode", None) or getattr(error, "sqlite_errorname", None)) in _UNIQUE
