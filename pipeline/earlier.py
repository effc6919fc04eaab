"""A town beside its earlier rounds, from what it still has of them: a folder of submissions, or a report of ours."""

from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

from pipeline.checking.batch import check_books
from pipeline.policy.settings import SettingsError, settings_files, settings_from
from pipeline.run import handed_in
from pipeline.town.comparison.beside import beside
from pipeline.town.comparison.kept import past_of
from pipeline.town.comparison.then import apart, by_name_first
from pipeline.town.consolidation import consolidate
from pipeline.town.model import Town
from pipeline.town.past import PastRound, PastRoundError
from pipeline.town.resubmissions import REPEATED
from pipeline.town.rounds import belonging
from pipeline.writing.reports.rounds_json import round_from_json
from pipeline.writing.town.rounds.read_back import round_from_workbook
from validators.rule import Phase
from validators.rules import catalogue
from validators.scheme.file import SchemeError, load_scheme
from validators.scheme.model import Scheme

_RULES = {code: rule for code, rule in catalogue().items() if rule.phase is Phase.EARLIER or code == REPEATED}


def beside_earlier(
    town: Town,
    sources: Iterable[Path],
    *,
    known: Iterable[PastRound] = (),
    ignore: Collection[Path] = (),
    jobs: int = 1,
    cache: Path | None = None,
) -> Town:
    """The town beside the round that each source holds: a folder, or our town-wide workbook, or our JSON of it.

    Rounds before it that are ``known`` otherwise stand beside it where no source is of their year.

    A folder is consolidated as the round before the town's that most of its submissions belong to, by the plan that its
    settings name, else the town's, and over the town's roster, where names go before codes; ``ignore`` are files of ours in it.
    PastRoundError says in a Chinese sentence which source holds no earlier round, or the same as another.
    """
    rounds: dict[int, tuple[Path, PastRound]] = {}
    for source in sources:
        round_ = (
            _round_of_folder(source, town, ignore, jobs, cache)
            if source.is_dir()
            else _reported(source, town)
        )
        if round_.year >= town.round:
            raise PastRoundError(
                f"“{source.name}”是{round_.year}年的，不能作为{town.round}年以前的年度。请换成以前年度的文件夹或报告。"
            )
        if round_.year in rounds:
            other, _ = rounds[round_.year]
            raise PastRoundError(f"“{other.name}”和“{source.name}”都是{round_.year}年的。请只留一个。")
        rounds[round_.year] = source, round_._replace(source=_told(source, round_))
    found = {round_.year: round_ for round_ in known if round_.year < town.round}
    found |= {year: round_ for year, (_, round_) in rounds.items()}
    return beside(town, found.values(), _RULES) if found else town


def _told(source: Path, round_: PastRound) -> str:
    """Where a round was read from."""
    if source.is_dir():
        return f"报送文件夹“{source.name}”"
    kind = "汇总数据" if source.suffix == ".json" else "汇总报告"
    return f"{kind}“{source.name}”（截至{round_.as_of:%Y-%m-%d}）"


def _reported(source: Path, town: Town) -> PastRound:
    try:
        data = source.read_bytes()
    except OSError as error:
        why = "没有这个文件夹或报告" if isinstance(error, FileNotFoundError) else "打不开"
        raise PastRoundError(f"无法读取以前年度的“{source.name}”：{why}。请检查路径。") from None
    if data.startswith(b"PK"):
        return round_from_workbook(source, data, town.scheme)
    return round_from_json(source, data)


def _round_of_folder(
    folder: Path, town: Town, ignore: Collection[Path], jobs: int, cache: Path | None
) -> PastRound:
    scheme = _scheme_of(folder, town.scheme)
    books = check_books(handed_in(folder, ignore), scheme, jobs, cache=cache)
    earlier = {str(year) for year in scheme.deadlines if year < town.round}
    years = Counter(
        year
        for book in books
        if book.submission
        and (year := belonging(book.submission, book.received, scheme, town.round).year) in earlier
    )
    (year, most), *others = years.most_common() or [("", 0)]
    if not year:
        raise PastRoundError(
            f"文件夹“{folder.name}”里没有{town.round}年以前的自测评分表。请检查是否选对了文件夹。"
        )
    if others and others[0][1] == most:
        raise PastRoundError(
            f"文件夹“{folder.name}”里{year}年和{others[0][0]}年的自测评分表一样多，不能确定是哪一年的。请分开存放。"
        )
    listed = town.roster
    if listed:
        books = by_name_first(books, listed)
        listed = apart(books, listed, scheme.town)
    return past_of(consolidate(books, scheme, listed, town.as_of, int(year), {}))


def _scheme_of(folder: Path, otherwise: Scheme) -> Scheme:
    """The plan that the settings by a folder name; PastRoundError where it cannot be had."""
    try:
        named = settings_from(settings_files([folder], folder)).scheme
        return load_scheme(named) if named else otherwise
    except SettingsError as error:
        raise PastRoundError(f"设置文件“{error.source.name}”写得不对，请维护人员改正。") from error
    except SchemeError as error:
        raise PastRoundError(
            f"文件夹“{folder.name}”的方案“{error.source}”不能用，请维护人员改正。"
        ) from error
