"""Schema fields: exact amounts as strings, texts with a limit, instants with a zone.

They refuse whatever a database would choke on, so that bad input ends here.
"""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, fields, validate
from marshmallow.fields import Date, Dict, Enum, List, Nested, Raw

__all__ = [
    "Amount",
    "Boolean",
    "Choice",
    "Code",
    "Date",
    "Dict",
    "Enum",
    "Id",
    "Instant",
    "List",
    "LocalDate",
    "Money",
    "Nested",
    "Quantity",
    "Rate",
    "Raw",
    "Text",
    "UnitPrice",
    "WholeNumber",
]

LARGEST = Decimal(10) ** 12
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Amount(fields.Field[Decimal]):
    """An exact number: a string in JSON (an integer is read too, a float never), with at most `places` decimals.

    `minimum` is inclusive; `positive=True` excludes zero. Written with at least `shown` decimals.
    """

    default_error_messages = {
        "invalid": "Not a valid number.",
        "float": "Write exact numbers as strings.",
        "places": "At most {places} decimal places.",
        "too_large": "The number is too large.",
        "too_small": "Must be greater than or equal to {minimum}.",
        "not_positive": "Must be greater than 0.",
    }

    def __init__(
        self, places: int, shown: int = 0, *, minimum: int | None = None, positive: bool = False, **kwargs: Any
    ):
        super().__init__(**kwargs)
        self.places, self.shown, self.minimum, self.positive = places, shown, minimum, positive

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        if value is None:
            return None
        text = f"{Decimal(value):.{self.places}f}"
        keep = len(text) - self.places + self.shown
        return text[:keep] + text[keep:].rstrip("0") if self.shown else text.rstrip("0").rstrip(".")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal:
        if isinstance(value, float):
            raise self.make_error("float")
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise self.make_error("invalid")
        return self._checked(self._parsed(value))

    def _parsed(self, value: str | int | Decimal) -> Decimal:
        text = unicodedata.normalize("NFKC", str(value)).strip()
        if not re.fullmatch(r"[+-]?\d{1,20}(\.\d{1,20})?", text, re.ASCII):
            raise self.make_error("invalid")
        return Decimal(text)

    def _checked(self, number: Decimal) -> Decimal:
        if abs(number) >= LARGEST:
            raise self.make_error("too_large")
        exact = number.quantize(Decimal(1).scaleb(-self.places))
        if exact != number:
            raise self.make_error("places", places=self.places)
        if self.positive and number <= 0:
            raise self.make_error("not_positive")
        if self.minimum is not None and number < self.minimum:
            raise self.make_error("too_small", minimum=self.minimum)
        return exact + 0  # no minus before a zero


class Money(Amount):
    """An amount of money in the document's currency: two places."""

    def __init__(self, **kwargs: Any):
        super().__init__(2, 2, **kwargs)


class Quantity(Amount):
    """A quantity in the product's unit: up to four places."""

    def __init__(self, **kwargs: Any):
        super().__init__(4, **kwargs)


class UnitPrice(Amount):
    """A price for one unit: up to four places, never negative."""

    def __init__(self, **kwargs: Any):
        super().__init__(4, 2, **{"minimum": 0, **kwargs})


class Rate(Amount):
    """A share between 0 and 1, such as a discount: up to four places."""

    default_error_messages = {"too_large_share": "Must be less than or equal to 1."}

    def __init__(self, **kwargs: Any):
        super().__init__(4, **{"minimum": 0, **kwargs})

    def _checked(self, number: Decimal) -> Decimal:
        if number > 1:
            raise self.make_error("too_large_share")
        return super()._checked(number)


class Text(fields.String):
    """A text, stripped, of at most `maximum` characters, without control characters.

    A required text is never blank; `filled` says the same of one that may be left out, but not emptied.
    """

    default_error_messages = {"blank": "Must not be blank.", "control": "Must not contain control characters."}

    def __init__(self, maximum: int = 200, *, filled: bool = False, **kwargs: Any):
        super().__init__(**kwargs)
        self.maximum = maximum
        self.filled = filled or self.required
        self.validators = [validate.Length(max=maximum), *self.validators]

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs).strip()
        if self.filled and not text:
            raise self.make_error("blank")
        if _CONTROL.search(text) or any(0xD800 <= ord(char) <= 0xDFFF for char in text):
            raise self.make_error("control")
        return text


class Code(Text):
    """A short code of a record, such as C0001: at most 40 characters."""

    def __init__(self, **kwargs: Any):
        super().__init__(40, **kwargs)


class Boolean(fields.Boolean):
    """true or false; in query strings and spreadsheets also as these words or as 1 and 0. Nothing else is guessed."""

    truthy = {True, "true", "True", "1"}
    falsy = {False, "false", "False", "0"}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, bool | str):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class Choice(fields.String):
    """One of a few words."""

    def __init__(self, *words: str, **kwargs: Any):
        super().__init__(validate=validate.OneOf(words), **kwargs)


class WholeNumber(fields.Integer):
    """An integer between `minimum` and `maximum`, both inclusive."""

    def __init__(self, minimum: int = 0, maximum: int = 1_000_000_000, **kwargs: Any):
        super().__init__(validate=validate.Range(minimum, maximum), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, bool | float):
            raise self.make_error("invalid")
        if isinstance(value, str) and not re.fullmatch(r"[+-]?\d{1,19}", value.strip(), re.ASCII):
            raise self.make_error("invalid")
        return super()._deserialize(value, attr, data, **kwargs)


class LocalDate(fields.Date):
    """A calendar day in the company's time zone, written 2026-11-23, between 1900 and 2200."""

    def __init__(self, **kwargs: Any):
        super().__init__(format="iso", **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        day = super()._deserialize(value, attr, data, **kwargs)
        if not 1900 <= day.year <= 2200:
            raise ValidationError("Not a valid date.")
        return day


class Instant(fields.AwareDateTime):
    """A moment with its zone, ISO 8601, between 1900 and 2200."""

    def __init__(self, **kwargs: Any):
        super().__init__(format="iso", **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        moment = super()._deserialize(value, attr, data, **kwargs)
        if not 1900 <= moment.year <= 2200:
            raise ValidationError("Not a valid datetime.")
        return moment


Id = fields.UUID
