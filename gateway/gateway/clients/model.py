"""API clients: other systems that call us with rights of their own, below those of a person who answers for them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chassis.access import SCOPES, Principal, reach_of
from chassis.model import (
    AlreadyExists,
    Audited,
    Document,
    Forbidden,
    Identified,
    IllegalTransition,
    Invalid,
    Owned,
    RuleError,
    UtcDateTime,
    Versioned,
)
from gateway.base import Base
from gateway.networks.addresses import address_in_networks
from gateway.users.model import User

PER_MINUTE = 120
BURST = 60
LONGEST_OVERLAP = timedelta(days=7)
MOST_KEYS = 5
ALGORITHMS = {"Ed25519": ("EdDSA", "Ed25519"), "P-256": ("ES256",)}
"""What each curve may sign with; the older name of Ed25519 is what most libraries still write."""


class ClientNameTaken(AlreadyExists):
    code = "client_name_taken"
    zh = "已有同名的接口客户端"
    en = "There is an API client of this name"


class GrantsTooMuch(Forbidden):
    code = "grants_too_much"
    zh = "不能授予超出自己权限的功能：{functions}"
    en = "Nobody can grant more than they hold themselves: {functions}"


class MustHide(Forbidden):
    code = "must_hide"
    zh = "自己看不到的字段，接口客户端也必须隐藏：{marks}"
    en = "What is hidden from you must be hidden from the client, too: {marks}"


class ExpiryInPast(Invalid):
    code = "expiry_in_past"
    zh = "到期日不能早于今天"
    en = "The expiry date cannot be before today"


class TooManyKeys(RuleError):
    code = "too_many_keys"
    zh = "一个接口客户端最多有 {most} 个公钥"
    en = "An API client has at most {most} public keys"


class KeyTaken(AlreadyExists):
    code = "client_key_taken"
    zh = "该公钥已登记"
    en = "This public key is known already"


class NotAKey(Invalid):
    code = "not_a_key"
    zh = "不是有效的 Ed25519 或 P-256 公钥"
    en = "This is not a public key on Ed25519 or P-256"


class ApiClient(Identified, Owned, Versioned, Audited, Base):
    """Another system. Its owner is the person who answers for it, its place an org unit.

    `team` and `branch` scopes mean its unit and below; `own` means the records of the responsible person, whom the
    client serves as an assistant does (X3): it can own nothing itself. `cidrs` are where it may call from, if limited.
    """

    __tablename__ = "api_client"
    __shown_by__ = "gateway.client.read"

    name: Mapped[str] = mapped_column(String(120), unique=True)
    description: Mapped[str] = mapped_column(String(400), default="")
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("org_unit.id"), index=True)
    responsible_since: Mapped[datetime] = mapped_column(UtcDateTime)
    grants: Mapped[dict[str, str]] = mapped_column(Document)
    hidden: Mapped[list[str]] = mapped_column(Document)
    cidrs: Mapped[list[str]] = mapped_column(Document)
    rate_limit: Mapped[int] = mapped_column(default=PER_MINUTE)
    burst: Mapped[int] = mapped_column(default=BURST)
    suspended: Mapped[bool] = mapped_column(default=False)
    expires_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    secrets: Mapped[list["ClientSecret"]] = relationship(order_by="ClientSecret.created_at")
    keys: Mapped[list["ClientKey"]] = relationship(order_by="ClientKey.created_at", cascade="all, delete-orphan")

    @property
    def responsible_id(self) -> UUID:
        return self.owner_id

    def entrust(self, user: User, now: datetime) -> None:
        """From now on this person answers for the client."""
        if self.owner_id != user.id:
            self.owner_id, self.responsible_since = user.id, now

    def put_into(self, unit: Any) -> None:
        """Belong to an org unit."""
        self.unit_id, self.org_path = unit.id, unit.path

    def state(self, today: date, attended: bool) -> str:
        """What keeps it out: suspended, expired, or no longer attended by its responsible person; else active."""
        if self.suspended:
            return "suspended"
        if self.expires_on is not None and today > self.expires_on:
            return "expired"
        return "active" if attended else "unattended"

    def suspend(self) -> None:
        """Raises IllegalTransition when it is suspended already."""
        if self.suspended:
            raise IllegalTransition(state="suspended", action="suspend")
        self.suspended = True

    def resume(self) -> None:
        """Raises IllegalTransition when it was not suspended."""
        if not self.suspended:
            raise IllegalTransition(state="active", action="resume")
        self.suspended = False

    def secret_is_older(self, now: datetime) -> bool:
        """Whether somebody who answered for it before may know a secret that still holds: time to rotate."""
        return any(each.holds(now) and each.created_at < self.responsible_since for each in self.secrets)

    def may_call_from(self, address: str) -> bool:
        return not self.cidrs or address_in_networks(address, self.cidrs)

    def as_principal(self) -> Principal:
        """The client as services see it."""
        return Principal(
            id=self.id,
            name=self.name,
            kind="client",
            org_path=self.org_path,
            grants=self.grants,
            teams=(self.org_path,),
            branch=self.org_path,
            serves=(self.owner_id,),
            hidden=frozenset(self.hidden),
        )

    def is_wider_than(self, grants: Mapping[str, str], hidden: Iterable[str]) -> bool:
        """Whether it may do or see anything that these rights would not have allowed."""
        scopes = ((scope, grants.get(function)) for function, scope in self.grants.items())
        more = any(before is None or SCOPES.index(scope) > SCOPES.index(before) for scope, before in scopes)
        return more or bool(set(hidden) - set(self.hidden))

    def check_rights(self, granter: Principal, responsible_path: str) -> None:
        """Raises GrantsTooMuch or MustHide unless the granter holds and sees all of it, as far as the client reaches.

        `responsible_path` is the org path of the responsible person, whose records `own` means.
        """
        beyond = [function for function in self.grants if not self._is_held(function, granter, responsible_path)]
        if beyond:
            raise GrantsTooMuch(field="grants", functions=", ".join(sorted(beyond)))
        if unseen := sorted(granter.hidden - set(self.hidden)):
            raise MustHide(field="hidden", marks=", ".join(unseen))

    def _is_held(self, function: str, granter: Principal, responsible_path: str) -> bool:
        held = reach_of(granter, function)
        wanted = reach_of(self.as_principal(), function)
        if held.everything or wanted.everything:
            return held.everything
        below = all(any(path.startswith(reached) for reached in held.paths) for path in wanted.paths)
        return below and held.includes(self.owner_id, responsible_path)


class ClientUse(Base):
    """When a client last showed a token: apart from the record, which nobody has changed by using it."""

    __tablename__ = "client_use"

    client_id: Mapped[UUID] = mapped_column(ForeignKey("api_client.id"), primary_key=True)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ClientSecret(Identified, Audited, Base):
    """Of a secret only its SHA-256 is kept. That is enough: 256 random bits cannot be guessed as a password can, so
    there is nothing that a slow, salted hash would protect; and a fast one lets every request be checked."""

    __tablename__ = "client_secret"
    __audit_ignore__ = frozenset({"secret_hash"})

    client_id: Mapped[UUID] = mapped_column(ForeignKey("api_client.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def holds(self, now: datetime) -> bool:
        return self.expires_at is None or now < self.expires_at

    def end(self, moment: datetime) -> None:
        """Hold no longer than until then."""
        self.expires_at = moment if self.expires_at is None else min(self.expires_at, moment)


class ClientKey(Identified, Audited, Base):
    """A public key (JWK) whose private half signs assertions (RFC 7523) in the place of a secret."""

    __tablename__ = "client_key"

    client_id: Mapped[UUID] = mapped_column(ForeignKey("api_client.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    kid: Mapped[str] = mapped_column(String(100))
    thumbprint: Mapped[str] = mapped_column(String(60), unique=True)
    public_key: Mapped[dict[str, str]] = mapped_column(Document)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def algorithms(self) -> tuple[str, ...]:
        return ALGORITHMS[self.public_key["crv"]]
