"""Events: what a service says has happened, as a schema; and the envelope they travel in (CloudEvents 1.0)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from marshmallow import Schema


class Event(Schema):
    """A schema of the data of one event. Subclasses name their `type`: `<service>.<past tense>.v<number>`."""

    type: ClassVar[str]


@dataclass(frozen=True)
class Envelope:
    """An event on its way. `sequence` is its position in the producer's log, `actor` is data and never authority."""

    id: UUID
    source: str
    type: str
    subject: str
    time: datetime
    sequence: int
    data: dict[str, Any]
    actor: dict[str, Any]
    traceparent: str

    def to_json(self) -> dict[str, Any]:
        return {
            "specversion": "1.0",
            "id": str(self.id),
            "source": self.source,
            "type": self.type,
            "subject": self.subject,
            "time": self.time.isoformat(),
            "sequence": self.sequence,
            "datacontenttype": "application/json",
            "data": self.data,
            "actor": self.actor,
            "traceparent": self.traceparent,
        }

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "Envelope":
        return cls(
            id=UUID(document["id"]),
            source=document["source"],
            type=document["type"],
            subject=document["subject"],
            time=datetime.fromisoformat(document["time"]),
            sequence=document["sequence"],
            data=document["data"],
            actor=document["actor"],
            traceparent=document["traceparent"],
        )
