"""Who bought a product last: that person is reminded when it runs low (F46)."""

from uuid import UUID

from sqlalchemy import Uuid
from sqlalchemy.orm import Mapped, mapped_column

from notification.base import Base


class ProductBuyer(Base):
    __tablename__ = "product_buyer"

    product_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    buyer_id: Mapped[UUID] = mapped_column(Uuid)
