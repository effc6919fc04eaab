"""A district with everything that can come in its towns, its towns' own reports, and how two districts are compared."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TypeAlias

from pipeline.district.reports import add_up_reports
from pipeline.harmless import json_text
from pipeline.reading.roster import load_roster
from pipeline.run import build_workbook, consolidate_town
from pipeline.town.model import Town
from pipeline.town.reports.lines import ReportState
from pipeline.writing.reports.json_report import town_report
from pipeline.writing.town import source_of, write_town
from tests.pipeline.town.small_towns import book
from tests.samples.district import ROSTER
from tests.test_samples import SAMPLES
from validators.roster import Roster
from validators.scheme.model import Scheme
from validators.submission import Declaration, Entry, Measure, Submission

Kind: TypeAlias = Literal["xlsx", "json"]
KINDS: tuple[Kind, ...] = ("xlsx", "json")

DISTRICT = SAMPLES / "district"
DAY = date(2021, 11, 1)
CHANGED, DAMAGED = "可能改动过，没有计入。请该街镇重新汇总后再报。", "不能读取，可能不完整或改动过，没有计入。请该街镇重新汇总后再报。"  # fmt: skip
"""How the sentences about a report end that somebody changed, or that cannot be read."""

EAST, WEST, NORTH, MIDDLE = "示范东镇", "示范西镇", "示范北街道", "示范中镇"


def submissions(folder: Path, scheme: Scheme) -> Path:
    """The sample district, and as a fourth town the sample town with whatever else there can be. Returns the roster."""
    shutil.copytree(SAMPLES / "district", folder, ignore=shutil.ignore_patterns("roster.csv"))
    middle = shutil.copytree(SAMPLES / "town", folder / MIDDLE)
    book(middle, "示范往年居.xlsx", scheme, "示范往年居", year=2022)
    book(middle, "示范迟居.xlsx", scheme, "示范迟居", day=28)
    book(middle, "示范宽居.xlsx", scheme, "示范宽居", "一般", day=28)
    full = Submission(
        layout="template",
        community="示范表居",
        community_from="cell",
        filled_on=date(2021, 10, 20),
        entries=tuple(_answer(item.no, scheme) for item in scheme.items),
        measures={
            2: Measure("人少", "动员", "分三步", date(2021, 10, 30), "示范甲"),
            3: Measure(action="修缮", due="年底前"),
            5: Measure(action="不再薄弱"),
        },
        declaration=Declaration({"community": "示范表居", "address": "示范路1号", "phone": "021-12345678"}),
    )
    build_workbook(scheme, middle / "示范表居.xlsx", round_=2021, submission=full)
    return roster_file(folder.parent / "名册.csv")


def _answer(number: int, scheme: Scheme) -> Entry:
    """Item 1 claims more than its value supports; 2 to 4 are 一般, 合格 and nothing chosen, the others at the top."""
    tiers = [tier.name for tier in scheme.tiers]
    tier = {2: tiers[1], 3: tiers[0], 4: None}.get(number, tiers[-1])
    return Entry(number, tier=tier, measured=Decimal(60) if number == 1 else None, evidence="见附件")


def roster_file(path: Path) -> Path:
    """The district's roster: those of the samples, and the further communities of the fourth town."""
    lines = [f"{line},," for line in ROSTER.splitlines()]
    lines[0] = lines[0].removesuffix(",,") + ",别名,延期至"
    town = (SAMPLES / "roster.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    for code, name, alias, duty, reason, _ in (line.split(",") for line in town):
        lines.append(f"{code},{MIDDLE},{name},{duty},{reason},{alias},")
    further = ("示范往年居", "示范迟居", "示范宽居", "示范表居")
    lines += [f"SG{n},{MIDDLE},{name},应报,,," for n, name in enumerate(further)]
    path.write_text(
        "\n".join(lines).replace("示范宽居,应报,,,", "示范宽居,应报,,,2021-10-31"), encoding="utf-8"
    )
    return path


def listed_in(path: Path, scheme: Scheme) -> Roster:
    return load_roster(path, scheme.group_words)


def reports_of(
    raw: Path, roster: Roster, scheme: Scheme, folder: Path, kinds: Mapping[str, Kind], as_of: date = DAY
) -> Path:
    """A report of every town named, each in a folder of the town's name."""
    for town, kind in kinds.items():
        (folder / town).mkdir(parents=True)
        report_of(raw / town, roster.groups[town], scheme, folder / town / f"汇总.{kind}", as_of)
    return folder


def report_of(
    raw: Path,
    roster: Roster | None,
    scheme: Scheme,
    report: Path,
    as_of: date = DAY,
    round_: int | None = None,
) -> Path:
    """One town's report of the kind that its name says."""
    town = consolidate_town(raw, scheme, roster, as_of=as_of, round_=round_ or as_of.year, ignore=[report])
    if report.suffix == ".xlsx":
        return write_town(town, report, raw)
    report.write_text(json_text(town_report(town, source_of(raw, report.parent))), encoding="utf-8")
    return report


def added(folder: Path, scheme: Scheme, roster: Roster | None) -> tuple[Town, list[str]]:
    """The district of what is left, and what is said of the reports that were refused."""
    town = add_up_reports(folder, scheme, roster)
    return town, [line.remark for line in town.reports if line.state is ReportState.UNUSABLE]


def town_of(folder: Path, name: str, scheme: Scheme, *communities: str, tier: str = "合格") -> Path:
    """Submissions of some communities of a town."""
    (raw := folder / name).mkdir(parents=True, exist_ok=True)
    for community in communities:
        book(raw, f"{community}.xlsx", scheme, community, tier)
    return raw


def states(added: Town) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {line.file: (line.state.value, line.groups) for line in added.reports}


def put_at(path: Path, moment: datetime) -> None:
    os.utime(path, (moment.timestamp(), moment.timestamp()))


NOT_IN = {
    "xlsx": {
        "answers",
        "lowered",
        "name_at",
        "found",
        "expected",
        "changes",
        "changes_told",
        "exempt_reason",
        "received",
    },
    "json": set[str](),
}
"""What a report of a kind cannot give: nothing of it is a number."""


def as_data(town: Town, kind: Kind) -> Any:
    """All that is said of a town as JSON, but for what such reports cannot give."""
    said = json.loads(json_text(town_report(town)))
    if kind == "xlsx":
        for part in ("rejected", "duplicates", "superseded", "other_rounds", "failed"):
            for one in said[part]:  # what does not count is listed there, not scored
                worth = ("total", "grade", "complete", "scores", "tiers", "missing", "sections")
                one.update(dict.fromkeys(worth))
        for one in said["communities"]:  # measures of items that are not weak stand in no sheet
            weak = {line["item"] for line in said["measures"] if line["community"] == one["community"]}
            one["promises"] = [promise for promise in one["promises"] if promise["item"] in weak]
    del said["reports"]
    return dict(_pruned(said, NOT_IN[kind]))


def _pruned(said: Any, left_out: set[str]) -> Any:
    if isinstance(said, dict):
        return {key: _pruned(value, left_out) for key, value in said.items() if key not in left_out}
    return [_pruned(value, left_out) for value in said] if isinstance(said, list) else said


def differences(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """Where two JSON values differ; a message that names a file does so by another way."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {**one, **other}:
            yield from differences(one.get(key), other.get(key), f"{path}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for place, pair in enumerate(zip(one, other, strict=True)):
            yield from differences(*pair, f"{path}[{place}]")
    elif one != other and not (path.endswith(".message") and ".xlsx" in str(one)):
        yield f"{path}: {one!r} is not {other!r}"
