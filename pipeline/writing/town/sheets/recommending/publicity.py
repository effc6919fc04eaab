"""公示名单: whom the office decided to recommend, names and totals only, a page to be put up."""

from xlsxwriter.worksheet import Worksheet

from pipeline.town.model import Town
from pipeline.town.review.recommending.candidates import recommended
from pipeline.writing.town.sheet import HEADER_ROW, Column, Formats, Sheet
from pipeline.writing.town.sheets.recommending import candidates

NAME = "公示名单"


def sheet(town: Town) -> Sheet:
    """A line per community recommended, with the total that was decided on."""
    scheme, chosen = town.scheme, list(recommended(town))
    columns = {"序号": Column(10), "社区": Column(50), f"自评总分（{scheme.unit}）": Column(28)}
    total = list(columns)[2]
    rows = [
        {
            "序号": number,
            "社区": candidate.community,
            total: candidate.decision.total if candidate.decision else "",
        }
        for number, candidate in enumerate(chosen, start=1)
    ]
    award = f"申报{scheme.recommendation.award}" if scheme.recommendation.award else ""
    told = f"根据《{scheme.plan_title}》（{scheme.plan}），经审核，拟推荐下列{len(chosen)}个社区{award}，现予公示。"
    told += (
        f"公示时间：　　年　月　日至　　年　月　日。对公示名单有异议的，请在公示期内向{scheme.office}反映。"
    )
    if not chosen:
        told = f"“{candidates.NAME}”中还没有推荐的决定，暂不能公示。"

    def finish(page: Worksheet, formats: Formats) -> None:
        row = HEADER_ROW + 1 + max(len(rows), 1) + 2
        for line in (f"{scheme.office}（盖章）", "　　年　月　日"):
            page.write_string(row, len(columns) - 1, line, formats.prose)
            row += 1

    return Sheet(
        NAME,
        f"{town.heading}拟推荐社区公示",
        columns,
        rows,
        frozen=0,
        finish=finish,
        filtered=False,
        portrait=True,
        above=[("", told)],
    )
