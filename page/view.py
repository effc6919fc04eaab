"""What the page shows of a result."""

from html import escape

from pipeline.policy.validation import Validation
from pipeline.town.attainment import attainment_line
from pipeline.town.model import Town


def check_view(checked: Validation) -> str:
    """The files checked."""
    rows = "".join(
        f"<li>{escape(file.book.file)}：{escape(file.book.state.label)}，{len(file.findings)}处</li>"
        for file in checked.files
    )
    return f"<h2>检查结果</h2><ul>{rows}</ul>"


def town_view(town: Town) -> str:
    """The town."""
    return f"<h2>汇总结果</h2><p>{escape(attainment_line(town))}</p>"
