"""What a check goes by: the settings files, and above them what the command line says."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pipeline.policy.baseline import Baseline, BaselineError, load_baseline
from pipeline.policy.settings import SettingsError, settings_files, settings_from
from pipeline.policy.validation import Policy
from scripts.options.exits import could_not_run
from validators.finding import FailOn
from validators.rules import UnknownCodeError, catalogue, codes
from validators.scheme.file import DEFAULT_SCHEME


class LaidDown(NamedTuple):
    """The scheme's id or path, the policy, and the files that said so, which are no submissions."""

    scheme: str
    policy: Policy
    files: tuple[Path, ...]


class Given(NamedTuple):
    """What the command line says; None, or nothing, where it says nothing."""

    scheme: str | None
    fail_on: FailOn | None
    select: Sequence[str]
    ignore: Sequence[str]
    baseline: Path | None
    day: date | None


def laid_down(paths: Iterable[Path], given: Given) -> LaidDown:
    """Settings and command line as one; exit 2 with one clear sentence when they cannot be used."""
    try:
        files = settings_files(paths, Path.cwd())
        settings = settings_from(files)
    except SettingsError as error:
        could_not_run(f"Settings {error.source} cannot be used:", *(f"  {fault}" for fault in error.faults))
    source = given.baseline or settings.baseline
    try:
        selected = _codes(given.select or settings.select or ()) or frozenset(catalogue())
        ignored = _codes(given.ignore or settings.ignore or ())
    except UnknownCodeError as error:
        could_not_run(str(error))
    policy = Policy(
        codes=selected - ignored,
        waivers=settings.waivers,
        baseline=_baseline(source) if source else None,
        fail_on=given.fail_on or settings.fail_on or FailOn.ERROR,
        day=given.day,
    )
    return LaidDown(
        given.scheme or settings.scheme or DEFAULT_SCHEME, policy, (*files, *([source] if source else []))
    )


def _baseline(source: Path) -> Baseline:
    try:
        return load_baseline(source)
    except BaselineError as error:
        could_not_run(str(error))


def _codes(selectors: Iterable[str]) -> frozenset[str]:
    return frozenset(code for selector in _split(selectors) for code in codes(selector))


def _split(selectors: Iterable[str]) -> Iterator[str]:
    """``GCS201,GCS202`` is two."""
    return (part.strip() for selector in selectors for part in selector.split(","))
