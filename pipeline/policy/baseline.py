"""An earlier JSON report as the measure of a later check: what it already held is known, what is gone is mended."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from validators.finding import Finding


class BaselineError(Exception):
    """A file that is no JSON report of ours; the text is one sentence."""


class FindingKey(NamedTuple):
    """What makes two findings the same: the file, the code, and the item or, where there is none, the cell.

    What was found does not count, so that a wrong total which changes stays the same wrong total.
    """

    file: str
    code: str
    sheet: str | None
    spot: int | str | None


class KnownFinding(BaseModel, defer_build=True):
    """A finding as an earlier report holds it; ``waiver`` when it was let stand, and is to count again after that."""

    code: str
    file: str
    sheet: str | None
    cell: str | None
    item: int | None
    message: str
    waiver: Any = None

    @property
    def key(self) -> FindingKey:
        """What makes it the same as another."""
        return FindingKey(_below_here(self.file), self.code, self.sheet, self.item or self.cell)


class _File(BaseModel, defer_build=True):
    findings: tuple[KnownFinding, ...]


class Baseline(BaseModel, defer_build=True):
    """The findings of an earlier report that nobody had waived."""

    files: tuple[_File, ...]

    def known(self) -> Iterator[KnownFinding]:
        """Every finding that is not to count again."""
        return (finding for file in self.files for finding in file.findings if not finding.waiver)

    def split(
        self, findings: Iterable[Finding], ran: Mapping[str, frozenset[str]]
    ) -> tuple[list[bool], list[KnownFinding]]:
        """Say of each finding whether it was known, and which known ones are gone.

        ``ran`` holds per file the codes whose rules looked at it: what was not looked for is not gone.
        """
        old = list(self.known())
        left = Counter(finding.key for finding in old)
        known = []
        for finding in findings:
            key = key_of(finding)
            known.append(left[key] > 0)
            left[key] -= 1
        looked_at = {_below_here(file): codes for file, codes in ran.items()}
        gone = []
        for earlier in old:
            if left[earlier.key] > 0 and earlier.code in looked_at.get(earlier.key.file, ()):
                left[earlier.key] -= 1
                gone.append(earlier)
        return known, gone


def load_baseline(path: Path) -> Baseline:
    """Read what ``validate --format json`` wrote; BaselineError when it is anything else."""
    if path.exists() and not path.is_file():
        raise BaselineError(f"Cannot read the baseline {path}: it is a folder, a pipe or a device, no file.")
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except OSError as error:
        raise BaselineError(f"Cannot read the baseline {path}: {error.strerror}.") from None
    except ValidationError:
        raise BaselineError(
            f"The baseline {path} is not a report of `green-community validate --format json`."
        ) from None


def key_of(finding: Finding) -> FindingKey:
    """What makes a finding of this run the same as an earlier one."""
    cell = finding.cell
    spot = finding.item or (cell.a1 if cell else None)
    return FindingKey(_below_here(finding.file or ""), finding.code, cell.sheet if cell else None, spot)


def _below_here(file: str) -> str:
    """The path as seen from the working directory, so that an absolute one is the same file."""
    path = Path(file)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()
