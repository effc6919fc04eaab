"""A town beside the reviews on site (考评表) that a folder holds: its forms read as safely as submissions, then matched."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.checking.engine import PROGRAM, Failure, Verdict, apply_rules
from pipeline.reading.containers.limits import UnreadableError
from pipeline.reading.files.content import content_of
from pipeline.reading.files.discovery import FoundFile, find_files
from pipeline.reading.files.own_reports import scheme_named
from pipeline.reading.review_form import read_form
from pipeline.reading.review_words import FORM, REVIEWS
from pipeline.reading.workbook.hazards import oddities_of
from pipeline.reading.workbook.opening import open_book
from pipeline.town.model import Town
from pipeline.town.review.received import FoundForm, received
from pipeline.tracing import traced
from validators.finding import in_reading_order
from validators.review.forms import ReviewCase
from validators.rule import BookCase, Phase, Problem
from validators.rules import catalogue
from validators.scheme.model import Scheme

_RULES = {code: rule for code, rule in catalogue().items() if rule.phase is Phase.REVIEW}
_OF_FILES = {code: rule for code, rule in catalogue().items() if rule.phase is Phase.FILE}
_NO_FORM = {"no_form": f"里面没有本程序生成的{FORM}", "damaged": "表格不完整，可能删改过"}


def with_own_reviews(town: Town, folder: Path) -> Town:
    """The town of a folder of submissions with the reviews that lie in their own folder there, if there is one."""
    own = folder / REVIEWS
    return with_reviews(town, own) if own.is_dir() else town


def with_reviews(town: Town, folder: Path) -> Town:
    """The town with the reviews that the folder holds, and the findings about their forms beside its own.

    A file over which the program fails is 程序异常, and costs no other. FileNotFoundError when there is no folder.
    """
    failures: list[Failure] = []
    found = [*_found(folder, town.scheme, failures)]
    taken = received(town, found)
    case = ReviewCase(scheme=town.scheme, as_of=town.as_of, forms=taken.arrivals)
    verdict = apply_rules(case, _RULES)
    return replace(
        town,
        reviews=taken.reviews,
        unreviewed=taken.unreviewed,
        verdict=Verdict(
            tuple(in_reading_order((*town.verdict.findings, *verdict.findings))),
            tuple(dict.fromkeys((*town.verdict.ran, *verdict.ran))),
            (*town.verdict.failures, *verdict.failures, *failures),
        ),
    )


def _found(folder: Path, scheme: Scheme, failures: list[Failure]) -> Iterator[FoundForm]:
    """Every file of the folder but locks, notes and reports of ours, under the folder's own name."""
    for file in find_files([folder], relative=True):
        name = f"{folder.name}/{file.name}"
        if file.failure:
            failures.append(Failure(PROGRAM, name, file.failure))
        elif not file.skip:
            try:
                if file.archive or not _report_of_ours(file.path):
                    yield _read(file, name, scheme)
            except (KeyboardInterrupt, SystemExit, GeneratorExit):
                raise
            except BaseException as error:  # whatever it is: the other forms are read
                failures.append(Failure(PROGRAM, name, traced(error)))


def _report_of_ours(path: Path) -> bool:
    """Whether a file is a report of ours, such as the draw; one that is filled in is none."""
    return path.suffix.lower() in (".xlsx", ".docx") and scheme_named(path) is not None


def _read(file: FoundFile, name: str, scheme: Scheme) -> FoundForm:
    content = content_of(file, scheme.zone)
    if content.problem:
        return FoundForm(name, unread=(_told(content.problem, scheme), None))
    try:
        book = open_book(content.data)
        form, oddities = read_form(book), oddities_of(book, file.own_name or file.path.name)
    except UnreadableError as refused:
        return FoundForm(name, unread=(_told(refused.problem, scheme), refused.problem.cell))
    return FoundForm(name, form, oddities=tuple(_titles(oddities, scheme)))


def _told(problem: Problem, scheme: Scheme) -> str:
    """Why a file is no form, in the words in which the rules about files tell it of a submission."""
    if problem.kind == "no_form" or problem == Problem("damaged", FORM):
        return _NO_FORM[problem.kind]
    case = BookCase(scheme=scheme, problem=problem)
    return next((catalogue()[f.code].title for f in apply_rules(case, _OF_FILES).findings), problem.kind)


def _titles(oddities: Iterable[Problem], scheme: Scheme) -> Iterator[str]:
    """What else is in a workbook, in the words of the rules about files; its hidden sheet is ours."""
    case = BookCase(scheme=scheme, oddities=tuple(oddities))
    found = apply_rules(case, {**_OF_FILES}).findings
    yield from dict.fromkeys(catalogue()[finding.code].title for finding in found)
