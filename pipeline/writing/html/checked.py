"""What ``validate`` found as a page: the summary, every file with its table drawn, and what belongs to no file."""

from collections.abc import Iterator, Sequence

from pipeline.checking.sentences import failure_line
from pipeline.policy.validation import Validation
from pipeline.writing.html.filling import filled
from pipeline.writing.html.one_file import on_page
from pipeline.writing.reports.text_report import gone_line, summary


def title(validation: Validation) -> str:
    """What the page is called."""
    return f"{validation.scheme.title}检查结果"


def fragment(validation: Validation) -> str:
    """The page without its head: headings begin at the second level; of several files an overview comes first."""
    scheme = validation.scheme
    return filled(
        "checked.html",
        summary=summary(validation),
        files=[on_page(file, scheme, number) for number, file in enumerate(validation.files, start=1)],
        tiers=scheme.tiers,
        labels=scheme.labels,
        others=list(_others(validation)),
    )


def _others(validation: Validation) -> Iterator[tuple[str, Sequence[str]]]:
    """What belongs to no file, by heading."""
    lines = {
        "程序异常": [failure_line(failure) for failure in validation.failures],
        "不再出现的问题": [gone_line(lost) for lost in validation.gone],
        "豁免说明": validation.notes,
    }
    yield from ((heading, told) for heading, told in lines.items() if told)
