"""Preferences, in and out."""

import json
from typing import Any

from marshmallow import ValidationError, validate

from chassis.operations import Schema, fields
from gateway.preferences.model import MOST_CHARACTERS

TOO_LONG = f"too_long|最多 {MOST_CHARACTERS} 个字符|At most {MOST_CHARACTERS} characters"


def _small(words: dict[str, Any]) -> None:
    if len(json.dumps(words, ensure_ascii=False)) > MOST_CHARACTERS:
        raise ValidationError(TOO_LONG)


def _words(**more: Any) -> fields.Dict:
    listed = fields.List(fields.Text(200), validate=validate.Length(max=100))
    return fields.Dict(keys=fields.Text(40, filled=True), values=listed, **more)


class KeepPreference(Schema):
    """Replaces what was kept under the name."""

    words = _words(required=True, validate=[validate.Length(max=20), _small])


class PreferenceView(Schema):
    name = fields.Text(60)
    words = _words()


class Preferences(Schema):
    items = fields.List(fields.Nested(PreferenceView))
