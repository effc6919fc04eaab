"""汇总总表: one row per community, by rank; totals are formulas over 得分矩阵."""

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.town.groups import ranks_within
from pipeline.town.model import Standing, Town
from pipeline.writing.town.sheet import FIRST_ROW, Column, LiveFormula, Sheet, linked_file
from pipeline.writing.town.sheets import matrix
from pipeline.writing.town.sheets.district import groups
from validators.finding import Severity
from validators.wording import full_date, joined, number_text

NAME = "汇总总表"


def sheet(town: Town) -> Sheet:
    """Communities by rank; those not on the roster stand last, without a rank."""
    title = f"{town.heading}汇总总表（截至{full_date(town.as_of)}，单位：{town.scheme.unit}）"
    columns = {
        "名次": Column(6),
        **{_rank_within(heading): column for heading, column in groups.columns(town).items()},
        **groups.columns(town),
        "社区": Column(16),
        "总分": Column(8),
        "等次": Column(8),
        "是否达标": Column(8),
        "距上一等次（分）": Column(8),
        "缺项": Column(14),
        **{_section(town, number): Column(8) for number in range(1, len(town.scheme.sections) + 1)},
        matrix.SUPPORTED_TOTAL: Column(9),
        matrix.SUPPORTED_GRADE: Column(9),
        "须改正": Column(8),
        "请核实": Column(8),
        "状态": Column(10),
        "报送日期": Column(13),
        "是否迟报": Column(8),
        "文件": Column(28, text=True),
    }
    within, total = ranks_within(town), list(columns).index("总分")
    rows = (
        _row(town, standing, xl_rowcol_to_cell(row, total), row)
        | {_rank_within(heading): within.get(standing.name) or "" for heading in groups.columns(town)}
        for row, standing in enumerate(town.standings, start=FIRST_ROW)
    )
    return Sheet(NAME, title, columns, rows, signed=town.scheme.office)


def _section(town: Town, number: int) -> str:
    section = town.scheme.sections[number - 1]
    return f"{section.label}满分{number_text(section.max_points)}"


def _rank_within(word: str) -> str:
    """The heading of the rank among the communities of one town."""
    return f"{word}内\n名次"


def _row(town: Town, standing: Standing, total: str, row: int) -> dict[str, object]:
    """A community's line; ``total`` is the cell of its points."""
    card, findings = standing.scorecard, standing.book.findings
    submitted = standing.submitted_on
    return {
        "名次": standing.rank or "",
        **groups.cells(town, standing.listed),
        "社区": standing.name,
        "总分": LiveFormula(f"={matrix.total_cell(town, row)}", float(card.total)),
        "等次": LiveFormula(grade_formula(town, total), card.grade.name),
        "是否达标": LiveFormula(_attained(town, total), "是" if card.attained else "否"),
        "距上一等次（分）": LiveFormula(_gap(town, total), float(card.gap) if card.next_grade else ""),
        "缺项": joined(card.missing),
        **{
            _section(town, number): LiveFormula(
                f"=SUM({matrix.section_range(town, number, row)})", float(points)
            )
            for number, points in card.sections.items()
        },
        **matrix.supported(standing),
        "须改正": sum(finding.severity is Severity.ERROR for finding in findings),
        "请核实": sum(finding.severity is Severity.QUERY for finding in findings),
        "状态": standing.book.state.label if standing.rank else "不在名册",
        "报送日期": f"{submitted:%Y-%m-%d}" if submitted else "",
        "是否迟报": "迟报" if town.is_late(standing) else "",
        "文件": linked_file(standing.book.file),
    }


def grade_formula(town: Town, total: str) -> str:
    """The grade of the total in a cell."""
    formula = f'"{town.scheme.grades[0].name}"'
    for grade in town.scheme.grades[1:]:
        formula = f'IF({total}>={grade.at_least},"{grade.name}",{formula})'
    return f"={formula}"


def _attained(town: Town, total: str) -> str:
    return f'=IF({total}>={town.scheme.attained_grade.at_least or 0},"是","否")'


def _gap(town: Town, total: str) -> str:
    formula = '""'
    for grade in reversed(town.scheme.grades[1:]):
        formula = f"IF({total}<{grade.at_least},{grade.at_least}-{total},{formula})"
    return f"={formula}"
