"""Waivers: a finding that may stand, because somebody who may decide so has said why and for how long."""

from datetime import date

from validators.finding import Finding
from validators.scheme.item import Written
from validators.wording import folded


class Waiver(Written):
    """Lets one community's findings of one code stand, of one item or of all, through the day ``expires``.

    It never hides a finding: reports show it as 已豁免 with the approver, the reason and the last day.
    """

    community: str
    code: str
    item: int | None = None
    approver: str
    reason: str
    expires: date

    def covers(self, finding: Finding) -> bool:
        """Whether the finding is one that it lets stand, expired or not."""
        return (
            finding.code == self.code
            and self.item in (None, finding.item)
            and folded(finding.community or "") == folded(self.community)
        )

    def expired(self, day: date) -> bool:
        """Whether its last day lies before that day."""
        return self.expires < day

    @property
    def label(self) -> str:
        """What stands beside a finding that it covers."""
        return f"已豁免（批准：{self.approver}；理由：{self.reason}；至{self.expires}）"

    @property
    def subject(self) -> str:
        """Whom and what it is about: ``示范五居 GCS201 第9项``."""
        return f"{self.community} {self.code}" + (f" 第{self.item}项" if self.item else "")
