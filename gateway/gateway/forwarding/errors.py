"""What the door itself refuses."""

from werkzeug.exceptions import HTTPException

from chassis.model import RuleError
from chassis.operations.problems import InternalError, MalformedRequest, RequestTooLarge, UnknownRoute, WrongMethod


class MissingCsrfHeader(RuleError):
    code = "csrf"
    status = 403
    zh = "请求缺少 X-Zhanggui-CSRF 标头"
    en = "The request lacks the header X-Zhanggui-CSRF"


class ForeignOrigin(RuleError):
    code = "foreign_origin"
    status = 403
    zh = "请求来自其他网站，已拒绝"
    en = "The request comes from a page of another site"


class UnknownHost(RuleError):
    """The name is not repeated: whoever forged it finds it nowhere."""

    code = "unknown_host"
    status = 421
    zh = "此地址名称未被允许，请联系管理员（设置 allowed_hosts）"
    en = "This system is not known by that name; the administrator can allow it (setting allowed_hosts)"


class NotJson(RuleError):
    code = "unsupported_media_type"
    status = 415
    zh = "请求内容须为 application/json"
    en = "The content of the request must be application/json"


class BadRequest(RuleError):
    code = "bad_request"
    status = 400
    zh = "请求无效"
    en = "The request is not valid"


def rule_of(error: HTTPException) -> RuleError:
    """The rule behind an error of the web framework."""
    match error.code:
        case 404:
            return UnknownRoute()
        case 405:
            return WrongMethod(allowed=sorted(getattr(error, "valid_methods", None) or ()))
        case 413:
            return RequestTooLarge()
        case 415:
            return NotJson()
        case code if code is not None and code >= 500:
            return InternalError()
        case 422:
            return MalformedRequest()
        case _:
            return BadRequest()
