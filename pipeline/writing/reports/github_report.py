"""Annotations of GitHub workflows: one command line a finding, escaped as the runner unescapes it."""

from collections.abc import Iterator

from pipeline.checking.sentences import failure_line
from pipeline.harmless import legal
from pipeline.policy.validation import Reported, Validation
from pipeline.writing.reports.text_report import summary
from validators.finding import Severity

_LEVELS = {Severity.ERROR: "error", Severity.QUERY: "warning", Severity.INFO: "notice"}


def report(validation: Validation) -> str:
    """Every finding by its severity; what does not count is a notice that says why."""
    return "\n".join(_lines(validation))


def _lines(validation: Validation) -> Iterator[str]:
    yield from map(_annotation, validation.reported)
    for failure in validation.failures:
        yield _command("error", failure_line(failure), title=failure.title)
    for lost in validation.gone:
        yield _command("notice", lost.message, title=f"不再出现 {lost.code}", file=lost.file)
    for note in validation.notes:
        yield _command("warning", note, title="豁免")
    yield _command("notice", summary(validation), title="green-community")


def _annotation(reported: Reported) -> str:
    finding = reported.finding
    level = _LEVELS[finding.severity] if reported.counts else "notice"
    title = f"{finding.code} {finding.severity.label} {finding.cell or ''}".rstrip()
    mark = f"（{reported.mark}）" if reported.mark else ""
    return _command(level, f"{mark}{finding.message}{finding.fix}", title=title, file=finding.file or "")


def _command(level: str, message: str, *, title: str, file: str = "") -> str:
    properties = {"file": file, "title": title} if file else {"title": title}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return legal(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
