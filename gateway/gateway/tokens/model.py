"""Tokens of API clients: an access token for minutes, a refresh token that is good for one use (RFC 6749, RFC 9700)."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Forbidden, Identified, RuleError, Unauthenticated, UtcDateTime
from gateway.base import Base

ACCESS_LIFETIME = timedelta(minutes=10)
REFRESH_LIFETIME = timedelta(days=30)
FAMILY_LIFETIME = timedelta(days=90)
"""However often it is refreshed, then the client shows its secret for a new family."""
LONGEST_ASSERTION = timedelta(minutes=5)
CLOCK_SKEW = timedelta(seconds=30)
MOST_FAMILIES = 20
"""Families that a client may have at a time, one for each of its processes; a new one ends the oldest."""


class ClientAuthenticationFailed(RuleError):
    """One answer for an unknown client, a wrong secret and a bad assertion: it tells a stranger nothing."""

    code = "client_authentication_failed"
    status = 401
    zh = "客户端编号、密钥或签名不正确"
    en = "The client id, the secret or the assertion is not right"


class AssertionReplayed(RuleError):
    code = "assertion_replayed"
    status = 401
    zh = "该签名声明已使用过，请重新签名"
    en = "This assertion was used before; sign a new one"


class ClientNotActive(Forbidden):
    """Told only to who has shown the right secret or key."""

    code = "client_not_active"
    zh = "接口客户端当前不可用（{state}）"
    en = "The API client may not be used now ({state})"


class WrongNetwork(Forbidden):
    code = "client_wrong_network"
    zh = "接口客户端不允许从此网络访问"
    en = "The API client may not be used from this network"


class RefreshTokenInvalid(Unauthenticated):
    code = "refresh_token_invalid"
    zh = "刷新令牌无效或已过期，请用密钥重新获取"
    en = "The refresh token is not valid or has expired; get new tokens with the secret"


class RefreshTokenReused(Unauthenticated):
    code = "refresh_token_reused"
    zh = "刷新令牌已使用过，其全部令牌均已作废，请用密钥重新获取"
    en = "The refresh token was used before: all its tokens are revoked; get new ones with the secret"


class TokenFamily(Identified, Base):
    """What came from one authentication: each refresh continues it, a reuse ends it.

    `credential_id` is the secret or key it began with; `ending` says why it ended: revoked, reused, crowded_out.
    """

    __tablename__ = "token_family"

    client_id: Mapped[UUID] = mapped_column(ForeignKey("api_client.id"), index=True)
    credential_id: Mapped[UUID] = mapped_column(Uuid)
    address: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    refreshed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ending: Mapped[str | None] = mapped_column(String(20))

    def end(self, now: datetime, why: str) -> None:
        """Its tokens are worth nothing from now on; a second ending changes nothing."""
        if self.ended_at is None:
            self.ended_at, self.ending = now, why


class ClientToken(Base):
    """An access or a refresh token, of which only the SHA-256 is kept. A refresh token is used once."""

    __tablename__ = "client_token"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    family_id: Mapped[UUID] = mapped_column(ForeignKey("token_family.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class UsedAssertion(Base):
    """An assertion that was taken: kept until it would have expired, so that nobody sends it again."""

    __tablename__ = "used_assertion"

    client_id: Mapped[UUID] = mapped_column(ForeignKey("api_client.id"), primary_key=True)
    jti_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
