"""Devices: enrolled with a one-time code, approved by an administrator, and bound to one person (F99)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import (
    AlreadyExists,
    Audited,
    Identified,
    Invalid,
    RuleError,
    Transitions,
    UtcDateTime,
    Versioned,
    next_state,
)
from gateway.base import Base
from gateway.devices.keys import fingerprint
from gateway.public_keys import read_key

WAITING, APPROVED, REFUSED, REVOKED = STATES = ("waiting", "approved", "refused", "revoked")
TRANSITIONS: Transitions = {
    (WAITING, "approve"): APPROVED,
    (WAITING, "refuse"): REFUSED,
    (APPROVED, "revoke"): REVOKED,
}
CODE_HOLDS = timedelta(minutes=15)
CODE_LETTERS = 12
"""Five bits each: 60 bits."""
CHALLENGE_HOLDS = timedelta(minutes=2)
PROOF_MINUTES = 15
"""How long a proof of the device is good for, where the setting `device_proof_minutes` does not say otherwise."""


class WrongEnrolmentCode(Invalid):
    """One answer for a code that is unknown, used or too old."""

    code = "wrong_enrolment_code"
    zh = "注册码不正确、已使用或已过期"
    en = "The enrolment code is not right, was used, or is too old"


class BadDeviceKey(Invalid):
    code = "bad_device_key"
    zh = "设备密钥须是 P-256 曲线上的公钥"
    en = "The key of a device must be a public key on the curve P-256"


class KeyEnrolledBefore(AlreadyExists):
    code = "device_key_enrolled"
    zh = "该设备密钥已注册过，请生成新的密钥"
    en = "This key was enrolled before; make a new one"


class OwnDevice(RuleError):
    code = "own_device"
    status = 403
    zh = "不能审批自己的设备，请由另一位管理员审批"
    en = "Nobody approves a device of his own; ask another administrator"


class TurnedAway(RuleError):
    """Refused for the device or the place. `reason` and `fingerprint` are for the administrator's list only."""

    code = "turned_away"
    status = 403

    def __init__(self, reason: str | None = None, fingerprint: str | None = None, **details: Any):
        super().__init__(**details)
        self.reason, self.fingerprint = reason or self.code, fingerprint


class DeviceRequired(TurnedAway):
    code = "device_required"
    zh = "只能在已登记的设备上使用，请先登记本设备"
    en = "Only registered devices may be used here; register this one first"


class DeviceWaiting(TurnedAway):
    code = "device_waiting"
    zh = "本设备等待管理员批准"
    en = "This device waits for an administrator's approval"


class DeviceNotAccepted(TurnedAway):
    """A foreign, unknown, refused or revoked device, and a wrong signature: a stranger learns nothing from it."""

    code = "device_not_accepted"
    zh = "本设备未被接受"
    en = "This device is not accepted"


class ChallengeNotValid(TurnedAway):
    """Too old, used before, made for another device or by nobody of ours: ask for another one."""

    code = "challenge_not_valid"
    zh = "设备验证已过期，请重试"
    en = "The challenge is too old or was used; ask for another one"


class NetworkNotAllowed(TurnedAway):
    code = "network_not_allowed"
    zh = "不允许从当前网络访问，请连接公司网络或 VPN"
    en = "This network is not allowed; use the company's network or VPN"


class DeviceProofRequired(RuleError):
    code = "device_proof_required"
    status = 401
    zh = "请重新验证本设备"
    en = "Prove again that this is the device"


class Device(Identified, Versioned, Audited, Base):
    """A browser profile or an app with a key of its own, for one person. `x` and `y` are the public key."""

    __tablename__ = "device"
    __shown_by__ = "gateway.device.read"
    __audit_ignore__ = frozenset({"version", "last_seen_at", "last_seen_address"})

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    platform: Mapped[str] = mapped_column(String(120), default="")
    x: Mapped[str] = mapped_column(String(43))
    y: Mapped[str] = mapped_column(String(43))
    thumbprint: Mapped[str] = mapped_column(String(43), unique=True)
    fingerprint: Mapped[str] = mapped_column(String(20), index=True)
    state: Mapped[str] = mapped_column(String(10), default=WAITING, index=True)
    enrolled_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    enrolled_address: Mapped[str] = mapped_column(String(60))
    code_by: Mapped[UUID] = mapped_column(Uuid)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[UUID | None] = mapped_column(Uuid)
    last_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_seen_address: Mapped[str | None] = mapped_column(String(60))

    def __init__(self, *, x: str, y: str, **values: Any) -> None:
        super().__init__(x=x, y=y, state=WAITING, **values)
        self.thumbprint = read_key(self.jwk).thumbprint()
        self.fingerprint = fingerprint(self.thumbprint)

    @property
    def jwk(self) -> dict[str, str]:
        """The public key as it was brought along."""
        return {"kty": "EC", "crv": "P-256", "x": self.x, "y": self.y}

    @property
    def label(self) -> str:
        """How the audit trail names it."""
        return f"{self.name} {self.fingerprint}"

    def move(self, action: str, by: UUID, now: datetime) -> None:
        """Approve, refuse or revoke; raises IllegalTransition."""
        self.state = next_state(TRANSITIONS, self.state, action)
        self.decided_by, self.decided_at = by, now


class EnrolmentCode(Identified, Audited, Base):
    """A one-time code for one person's next device; only its SHA-256 is kept."""

    __tablename__ = "enrolment_code"
    __audit_ignore__ = frozenset({"code_hash"})

    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    made_by: Mapped[UUID] = mapped_column(Uuid)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SpentChallenge(Base):
    """A challenge that was answered: nobody answers it a second time. Forgotten when it would be too old anyway."""

    __tablename__ = "spent_challenge"

    nonce: Mapped[str] = mapped_column(String(22), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class DeviceRefusal(Identified, Base):
    """How often somebody was refused within a minute for the same reason; `key` is all of it, so that it is counted."""

    __tablename__ = "device_refusal"

    key: Mapped[str] = mapped_column(String(64), unique=True)
    minute: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    user_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    user_name: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(String(30))
    fingerprint: Mapped[str | None] = mapped_column(String(20))
    count: Mapped[int] = mapped_column(Integer)
