"""What a role can grant, in business words: declared by the service that uses it, so that no gateway need know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Area:
    """The part of the work that functions belong to, such as 销售 / Sales: it groups them where roles are edited."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True)
class Function:
    """One thing a role can grant, `<service>.<thing>.<action>`, in Chinese and English (F91).

    `scoped`: it works on owned records, so the data scope counts; otherwise it is granted or not, whatever the scope.
    `beyond`: no operation asks for it by itself; it lifts a limit inside operations (selling below the floor price).
    """

    code: str
    zh: str
    en: str
    area: Area
    scoped: bool = True
    beyond: bool = False

    def described(self) -> dict[str, Any]:
        names = {"code": self.code, "zh": self.zh, "en": self.en, "scoped": self.scoped}
        return names | {"area": {"code": self.area.code, "zh": self.area.zh, "en": self.area.en}}


@dataclass(frozen=True)
class Mark:
    """A kind of field that a role can hide: `metadata={"hide": code}` in schemas, `info={"hide": code}` on columns."""

    code: str
    zh: str
    en: str

    def described(self) -> dict[str, str]:
        return {"code": self.code, "zh": self.zh, "en": self.en}


class UndeclaredFunction(TypeError):
    """A service uses functions that it does not declare, or declares what it does not use. It does not start."""


def check_functions(service: str, declared: Iterable[Function], used: Iterable[str | None]) -> None:
    """Raises UndeclaredFunction unless the declared functions are those that the operations ask for."""
    codes = {each.code for each in declared}
    needed = {scope for scope in used if scope is not None}
    idle = {each.code for each in declared if not each.beyond} - needed
    if needed - codes:
        raise UndeclaredFunction(f"{service} uses functions it does not declare: {', '.join(sorted(needed - codes))}")
    if idle:
        raise UndeclaredFunction(f"{service} declares functions it does not use: {', '.join(sorted(idle))}")
