"""表扬建议名单: whom the scheme's rules propose for praise, with the numbers that speak for each."""

from pipeline.town.model import Town
from pipeline.town.review.closing.praise import praise
from pipeline.town.review.closing.summary import to_write
from pipeline.writing.town.sheet import Column, Sheet

NAME = "表扬建议名单"


def sheet(town: Town) -> Sheet:
    """A line per proposal, by rule."""
    columns = {
        "类别": Column(12),
        "名称": Column(18),
        "理由": Column(14),
        "依据": Column(56, text=True),
        "待核实": Column(18),
        "事迹要点": Column(30, text=True),
        "建议形式": Column(14),
    }
    rows = [
        {
            "类别": proposed.rule.category,
            "名称": proposed.community,
            "理由": proposed.rule.name,
            "依据": proposed.grounds,
            "待核实": proposed.doubt,
            "事迹要点": to_write("事迹要点"),
            "建议形式": proposed.rule.form,
        }
        for proposed in praise(town)
    ]
    title = f"{town.heading}表扬建议名单（建议，由{town.scheme.office}审定）"
    return Sheet(NAME, title, columns, rows, frozen=2, signed=town.scheme.office)
