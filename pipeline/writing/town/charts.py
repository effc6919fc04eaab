"""Charts: native ones, each drawn from rows of a table of its sheet."""

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import NamedTuple

from xlsxwriter.chart import Chart as Drawing
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from pipeline.writing.town.sheet import Formats, Share

_FONT = {"name": "宋体", "size": 9}
_DARK, _GREEN, _GREY = {"color": "#385723"}, {"color": "#70AD47"}, {"color": "#7F7F7F"}
_LINE = {"color": "#262626"}
_AIM = {"pattern": "wide_upward_diagonal", "fg_color": "#7F7F7F", "bg_color": "#FFFFFF"}
_DASHES = ("dash", "round_dot", "dash_dot", "long_dash")
"""Lines of targets side by side differ in print without colours, too."""


class Spot(NamedTuple):
    """Where a chart's figures stand, and where it is put: rows and columns from 0, width and height in pixels.

    Labels stand in ``label`` from row ``first`` on, figures in the column behind it, targets in those behind that.
    """

    sheet: str
    first: int
    label: int
    row: int
    column: int
    width: int
    height: int


class Chart(NamedTuple):
    """A chart's title, its axes, its kind (column, bar or line), and its figures; shares are shown as percentages.

    ``targets`` stand beside the figures, by name, and are lines across the chart. The last ``goals`` figures are
    aims themselves, and look otherwise, in print without colours too.
    """

    title: str
    categories: str
    values: str
    kind: str
    figures: Sequence[tuple[str, object]]
    targets: Mapping[str, Sequence[object]] = {}
    goals: int = 0

    @property
    def percent(self) -> bool:
        """Whether the figures are shares of 1."""
        return any(isinstance(value, Share) for _, value in self.figures)

    def draw(self, page: Worksheet, formats: Formats, spot: Spot) -> None:
        """Put the chart in its place."""
        last = spot.first + len(self.figures) - 1
        drawn = formats.workbook.add_chart({"type": self.kind})
        self._add_series(drawn, formats, spot, last)
        self._set_axes(drawn)
        drawn.set_title({"name": self.title, "name_font": {"name": "黑体", "size": 12}})
        drawn.set_size({"width": spot.width, "height": spot.height})
        source = xl_range(spot.first, spot.label, last, spot.label + 1 + len(self.targets))
        place = {"description": f"{self.title}：数据见本表 {source}", "x_offset": 4, "y_offset": 4}
        page.insert_chart(spot.row, spot.column, drawn, place)

    def _add_series(self, drawn: Drawing, formats: Formats, spot: Spot, last: int) -> None:
        def series(name: str, column: int, **look: object) -> Mapping[str, object]:
            areas = {"categories": spot.label, "values": column}
            return {"name": name, **look} | {
                part: [spot.sheet, spot.first, at, last, at] for part, at in areas.items()
            }

        labels: dict[str, object] = {
            "value": True,
            "num_format": "0%" if self.percent else "General",
            "font": _FONT,
        }
        drawn.add_series(series(self.values, spot.label + 1, **self._look(labels)))
        drawn.set_legend({"position": "bottom", "font": _FONT} if self.targets else {"none": True})
        if not self.targets:
            return
        lines = drawn if self.kind == "line" else formats.workbook.add_chart({"type": "line"})
        for column, (name, dash) in enumerate(zip(self.targets, cycle(_DASHES)), start=spot.label + 2):
            lines.add_series(series(name, column, line={**_LINE, "dash_type": dash, "width": 1.5}))
        if lines is not drawn:
            drawn.combine(lines)

    def _look(self, labels: Mapping[str, object]) -> Mapping[str, object]:
        if self.kind == "line":
            mark = {"type": "circle", "size": 5, "fill": _DARK, "border": _DARK}
            return {"line": _DARK, "marker": mark, "data_labels": {**labels, "position": "above"}}
        reached = [None] * (len(self.figures) - self.goals)
        points = [*reached, *([{"pattern": _AIM, "border": _GREY}] * self.goals)]
        bars = {"fill": _GREEN, "border": _DARK, "gap": 60, "data_labels": labels}
        return {**bars, **({"points": points} if self.goals else {})}

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
