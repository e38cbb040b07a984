"""Named networks, and from which devices and networks the people of a unit may work (F99)."""

from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import AlreadyExists, Audited, Document, Identified, Invalid, RuleError, Versioned
from gateway.base import Base

KINDS = ("vpn", "lan", "other")
ANY, REGISTERED, REGISTERED_NETWORKS = "any", "registered", "registered_networks"
POLICIES = (ANY, REGISTERED, REGISTERED_NETWORKS)
INHERIT = "inherit"
MOST_CIDRS = 50


class NetworkNameTaken(AlreadyExists):
    code = "network_name_taken"
    zh = "网络名称已被使用"
    en = "This name of a network is taken"


class NetworkInUse(RuleError):
    code = "network_in_use"
    zh = "该网络仍被机构的设备规则使用：{units}"
    en = "The device policy of these units still names this network: {units}"


class NetworksNeeded(Invalid):
    code = "networks_needed"
    zh = "请指定允许的网络"
    en = "Name the networks that are allowed"


class NetworksNotNeeded(Invalid):
    code = "networks_not_needed"
    zh = "只有“指定网络”的规则可以指定网络"
    en = "Only the policy registered_networks names networks"


class LocksYouOut(RuleError):
    """Said before it is too late; `confirm` does it all the same."""

    code = "locks_you_out"
    zh = "此更改会使您自己无法继续访问（{reason}）；确定请勾选确认"
    en = "This change would lock you out yourself ({reason}); confirm it if you mean it"


class Network(Identified, Versioned, Audited, Base):
    """A place in the net with a name: the VPN, the network of an office. `cidrs` are IPv4 and IPv6."""

    __tablename__ = "network"
    __shown_by__ = "gateway.device.read"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    cidrs: Mapped[list[str]] = mapped_column(Document)


class DevicePolicy(Audited, Base):
    """What holds at a unit and, until a unit below says otherwise, for all below; no row: as above.

    `any`: any device; `registered`: devices that were enrolled and approved; `registered_networks`: those, and only
    from the networks named here (ids).
    """

    __tablename__ = "device_policy"

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("org_unit.id"), primary_key=True)
    policy: Mapped[str] = mapped_column(String(20))
    networks: Mapped[list[str]] = mapped_column(Document, default=list)
