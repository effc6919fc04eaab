"""The words by which a 考评表 built here is known again: its sheets, what it says of itself, its heads and labels.

They stand beside labels or above columns, so that they survive every program that saves the workbook.
"""

from pipeline.template import CODE, ROUND, SCHEME
from validators.review.forms import FormIdentity

FORM, DATA = "考评表", "考评数据"
"""The sheet that is filled in and the hidden one."""

REVIEWS = "考评表"
"""The folder among the submissions that holds the forms, which every door reads; nothing in it was handed in."""

VERSION = "1"

IDENTITY = FormIdentity(
    scheme_id=SCHEME,
    version="考评表版本",
    round=ROUND,
    code=CODE,
    community="考评社区",
    way="抽中方式",
    submission="自测评分表校验值",
    items="考评项目",
)
"""The labels of these words."""

NUMBER, CHOICE, SEEN, REASON = "序号", "考评档次", "现场查看情况", "说明"
"""The columns that are read back."""

OWN = "自评"
"""The column of the hidden sheet that holds the community's own choices, by the number in its first one."""

COMMUNITY, ON, REVIEWERS, DEMANDS, DUE = "社区", "考评日期", "考评人员", "整改要求", "整改时限"
"""The labels of what is read back beside them."""
