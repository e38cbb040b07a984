"""Validation messages in both languages, with a stable code each."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_TABLE = (
    (r"Missing data for required field\.", "required", "必填"),
    (r"Field may not be null\.", "required", "不能为空"),
    (r"Must not be blank\.", "required", "不能为空"),
    (r"Unknown field\.", "unknown_field", "未知字段"),
    (r"Not a valid integer\.", "invalid_integer", "不是有效的整数"),
    (r"Number too large\.", "too_large", "数值过大"),
    (r"Not a valid number\.", "invalid_number", "不是有效的数字"),
    (r"Write exact numbers as strings\.", "float_number", "金额和数量请用字符串表示"),
    (r"At most (\d+) decimal places\.", "too_many_places", "最多 {0} 位小数"),
    (r"The number is too large\.", "too_large", "数值过大"),
    (r"Must be greater than 0\.", "not_positive", "必须大于 0"),
    (
        r"Must be greater than or equal to (\S+?)(?: and less than or equal to (\S+?))?\.",
        "out_of_range",
        "超出允许范围",
    ),
    (r"Must be less than or equal to (\S+?)\.", "out_of_range", "不能大于 {0}"),
    (r"Not a valid string\.", "invalid_text", "不是有效的文本"),
    (r"Must not contain control characters\.", "invalid_text", "含有不允许的控制字符"),
    (r"Longer than maximum length (\d+)\.", "too_long", "最多 {0} 个字符"),
    (r"Shorter than minimum length (\d+)\.", "too_short", "至少 {0} 项"),
    (r"Length must be between (\d+) and (\d+)\.", "wrong_length", "长度应在 {0} 到 {1} 之间"),
    (r"Not a valid UUID\.", "invalid_id", "不是有效的编号"),
    (r"Not a valid date\.", "invalid_date", "不是有效的日期"),
    (r"Not a valid (?:aware )?datetime\.", "invalid_instant", "不是有效的时间（须带时区）"),
    (r"Not a valid boolean\.", "invalid_flag", "只能是 true 或 false"),
    (r"Must be one of: (.*)\.", "not_a_choice", "只能是：{0}"),
    (r"Not a valid (?:list|mapping type)\.", "invalid_shape", "结构不正确"),
    (r"Invalid (?:input type|type)\.", "invalid_shape", "结构不正确"),
)
_PATTERNS = [(re.compile(pattern), code, zh) for pattern, code, zh in _TABLE]


def translated(message: str) -> tuple[str, str, str]:
    """(code, Chinese, English) of a validation message; a message of a service's own may be 'code|中文|English'."""
    if message.count("|") == 2:
        code, zh, en = message.split("|")
        return code, zh, en
    for pattern, code, zh in _PATTERNS:
        if found := pattern.fullmatch(message):
            return code, zh.format(*found.groups()), message
    return "invalid", "内容不符合要求", message


def flat_errors(messages: Any, path: str = "") -> Iterator[dict[str, str]]:
    """Nested marshmallow messages as one entry per field: field, code, zh, en."""
    if isinstance(messages, Mapping):
        for key, value in messages.items():
            step = "" if key == "_schema" else str(key)
            yield from flat_errors(value, f"{path}.{step}".strip(".") if step else path)
    elif isinstance(messages, list):
        for message in messages:
            yield from flat_errors(message, path)
    else:
        code, zh, en = translated(str(messages))
        yield {"field": path, "code": code, "zh": zh, "en": en}
