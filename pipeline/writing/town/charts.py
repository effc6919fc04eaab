"""Native charts, each drawn from rows of the table beside it: those of 达标分析, and the one of 年度对比."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xlsxwriter.chart import Chart as Drawing
from xlsxwriter.worksheet import Worksheet

from pipeline.writing.town.sheet import Formats, Share

FIGURES = "达标分析"
"""The sheet that holds the figures, and the charts."""

_WIDTH, _HEIGHT, _ROWS = 570, 415, 16
_LABEL, _VALUE, _TARGET, _FREE = 1, 2, 3, 5
_FONT = {"name": "宋体", "size": 9}
_DARK, _GREEN, _GREY = {"color": "#385723"}, {"color": "#70AD47"}, {"color": "#7F7F7F"}
_AIM = {"pattern": "wide_upward_diagonal", "fg_color": "#7F7F7F", "bg_color": "#FFFFFF"}


class Chart(NamedTuple):
    """A chart's title, its axes, its kind (column, bar or line), and its figures; shares are shown as percentages.

    ``targets`` stand beside the figures of a line, which is then compared with them. The last ``goals`` figures are
    aims themselves, and look otherwise, in print without colours too. ``sheet`` holds the figures and the chart, which stands
    in its place among those of 达标分析 unless it is to stand ``at`` a row and column from 0.
    """

    title: str
    categories: str
    values: str
    kind: str
    figures: Sequence[tuple[str, object]]
    targets: Sequence[object] = ()
    goals: int = 0
    sheet: str = FIGURES
    at: tuple[int, int] | None = None

    @property
    def percent(self) -> bool:
        """Whether the figures are shares of 1."""
        return any(isinstance(value, Share) for _, value in self.figures)

    def draw(self, page: Worksheet, formats: Formats, first: int, position: int = 0) -> None:
        """Put the chart in its place; its figures stand from row ``first`` (from 0) on."""
        last = first + len(self.figures) - 1
        drawn = formats.workbook.add_chart({"type": self.kind})
        source = f"B{first + 1}:{'D' if self.targets else 'C'}{last + 1}"
        self._add_series(drawn, first, last)
        self._set_axes(drawn)
        drawn.set_title({"name": self.title, "name_font": {"name": "黑体", "size": 12}})
        drawn.set_size({"width": _WIDTH, "height": _HEIGHT})
        place = {"description": f"{self.title}：数据见本表 {source}", "x_offset": 4, "y_offset": 4}
        row, column = self.at or (2 + _ROWS * (position // 2), _FREE + 9 * (position % 2))
        page.insert_chart(row, column, drawn, place)

    def _add_series(self, drawn: Drawing, first: int, last: int) -> None:
        def series(name: str, column: int, **look: object) -> Mapping[str, object]:
            categories, values = (
                [self.sheet, first, _LABEL, last, _LABEL],
                [self.sheet, first, column, last, column],
            )
            return {"name": name, "categories": categories, "values": values, **look}

        labels: dict[str, object] = {
            "value": True,
            "num_format": "0%" if self.percent else "General",
            "font": _FONT,
        }
        if self.targets:
            mark = {"type": "circle", "size": 5, "fill": _DARK, "border": _DARK}
            drawn.add_series(
                series(
                    self.title, _VALUE, line=_DARK, marker=mark, data_labels={**labels, "position": "above"}
                )
            )
            drawn.add_series(series("目标", _TARGET, line={**_GREY, "dash_type": "dash", "width": 1.5}))
            drawn.set_legend({"position": "bottom", "font": _FONT})
        else:
            reached = [None] * (len(self.figures) - self.goals)
            points = [*reached, *([{"pattern": _AIM, "border": _GREY}] * self.goals)]
            looks = {"fill": _GREEN, "border": _DARK, "gap": 60, "data_labels": labels}
            drawn.add_series(
                series(self.title, _VALUE, **looks, **({"points": points} if self.goals else {}))
            )
            drawn.set_legend({"none": True})

    def _set_axes(self, drawn: Drawing) -> None:
        """The axes name what they show."""
        fonts = {"num_font": _FONT, "name_font": _FONT}
        values: dict[str, object] = {
            "name": self.values,
            "num_format": "0%" if self.percent else "0",
            "min": 0,
            **fonts,
        }
        values["major_gridlines"] = {"visible": True, "line": {"color": "#D9D9D9"}}
        categories = {"name": self.categories, "interval_unit": 1, **fonts}
        if self.kind == "bar":  # the x axis is the one along which the bars run
            drawn.set_x_axis(values)
            drawn.set_y_axis({**categories, "reverse": True})
        else:
            drawn.set_x_axis(categories)
            drawn.set_y_axis(values)
