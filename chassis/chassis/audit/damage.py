"""What can be wrong with an audit trail, in words."""

from dataclasses import dataclass

_WORDS = {
    "changed": ("第 {position} 条（{record}）的内容被改动", "entry {position} ({record}) was changed"),
    "rewritten": (
        "自第 {position} 条（{record}）起被重写，封印不符",
        "the trail was rewritten from entry {position} ({record}) on: its seal is not ours",
    ),
    "missing": ("第 {position} 至 {until} 条缺失", "entries {position} to {until} are missing"),
    "foreign": (
        "第 {position} 条（{record}）不属于此记录链",
        "entry {position} ({record}) does not belong to the trail",
    ),
    "beyond": (
        "第 {position} 至 {until} 条在链尾之后，不属于此记录链",
        "entries {position} to {until} stand behind the end of the trail",
    ),
    "unreadable": ("第 {position} 条无法读取", "entry {position} cannot be read"),
    "head": (
        "记录链止于第 {position} 条，与链尾登记不符；可能被截断",
        "the trail ends at entry {position}, not where its head says; it may have been cut",
    ),
    "anchored": (
        "第 {position} 条与 {record} 的锚点不符；此条或更早的内容被改动",
        "entry {position} is not what was anchored on {record}; it or an earlier one was changed",
    ),
    "anchors": (
        "锚点文件第 {position} 行不是本服务签署的",
        "line {position} of the anchor file was not signed by this service",
    ),
    "unanchored": ("锚点文件缺失", "the anchor file is missing"),
}


@dataclass(frozen=True)
class Damage:
    """One thing that is wrong: of which kind, from which entry on, until which one; whose record it tells of."""

    kind: str
    position: int
    until: int
    entity: str = ""
    record_id: str = ""

    @property
    def zh(self) -> str:
        return self._said(0)

    @property
    def en(self) -> str:
        return self._said(1)

    def _said(self, language: int) -> str:
        record = f"{self.entity} {self.record_id}".strip()
        return _WORDS[self.kind][language].format(position=self.position, until=self.until, record=record)
