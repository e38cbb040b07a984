"""What is shown of another salesperson's customer: that it is taken, not how to contact it (F9). Pure."""

import re
import unicodedata

from crm.collisions.names import parse

MOBILE = re.compile(r"86(1[3-9]\d{9})")


def phone_digits(text: str) -> str:
    """The digits only, without +86 or 0086, by which two spellings of one number are equal."""
    plain = unicodedata.normalize("NFKC", text)
    digits = re.sub(r"[^0-9]", "", plain)
    if digits.startswith("0086"):
        return digits[4:]
    if plain.strip(" (").startswith("+86"):
        return digits[2:]
    mobile = MOBILE.fullmatch(digits)
    return mobile[1] if mobile else digits


def mask_name(name: str) -> str:
    """The places and the second half: 上海晨曦贸易有限公司 is 上海**贸易. Two stars always: length tells nothing."""
    company = parse(name)
    hidden = (len(company.core) + 1) // 2
    return f"{''.join(company.places)}**{company.core[hidden:]}"


def mask_phone(text: str) -> str:
    """138****5678 for eleven digits or more; the last two of seven or more; nothing of shorter ones."""
    digits = phone_digits(text)
    if len(digits) >= 11:
        return f"{digits[:3]}****{digits[-4:]}"
    return f"****{digits[-2:]}" if len(digits) >= 7 else "****"
