"""What each service last said of itself, kept so that a service that is down keeps its routes."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import Document, UtcDateTime
from gateway.base import Base


class DescribedService(Base):
    """The last answer to GET /system/describe."""

    __tablename__ = "described_service"

    service: Mapped[str] = mapped_column(String(40), primary_key=True)
    description: Mapped[dict[str, Any]] = mapped_column(Document)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
