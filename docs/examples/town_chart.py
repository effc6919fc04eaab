"""The library at work: a folder of submissions into pandas, and a picture of every total against the plan's lines.

Run: python docs/examples/town_chart.py workbooks/samples/town workbooks/samples/roster.csv town.png 2021

Without a year the latest round that has begun is taken, as by every door.
"""

import sys
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.font_manager import fontManager
from pylopdf_fonts_zh_cn import sans_path

from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.town.frames import frames_of
from pipeline.town.model import Town
from validators.scheme.file import DEFAULT_SCHEME, load_scheme

mpl.use("Agg")
fontManager.addfont(sans_path())
mpl.rcParams["font.sans-serif"] = ["Noto Sans SC"]


def totals(town: Town) -> pd.DataFrame:
    """One row per community by rank: total in points, grade, number of missing items, and points per section."""
    sections = {f"section_{section.no}": f"第{section.no}部分" for section in town.scheme.sections}
    headings = {"total": "总分", "grade": "等次", "missing": "缺项", **sections}
    table = frames_of(town).communities.set_index("community").rename_axis("社区")
    return table[[*headings]].rename(columns=headings)


def draw(town: Town, picture: Path) -> None:
    """A bar per community, stacked by section, and a line at every grade's threshold."""
    sections = totals(town).filter(like="部分").iloc[::-1]
    figure, axes = plt.subplots(figsize=(9, 6))
    sections.plot.barh(ax=axes, stacked=True, colormap="Greens", edgecolor="#444", linewidth=0.4)
    for grade in town.scheme.grades:
        if grade.at_least is not None:
            axes.axvline(float(grade.at_least), color="#a33", linewidth=1)
            above = axes.get_xaxis_transform()
            axes.text(float(grade.at_least), 1.01, grade.name, ha="center", color="#a33", transform=above)
    axes.set(xlabel=f"总分（{town.scheme.unit}）", ylabel="")
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1))
    figure.savefig(picture, dpi=100, bbox_inches="tight")


def main(folder: str, roster: str, picture: str, year: str = "") -> None:
    """Check the folder, print the table, draw the picture."""
    plan, listed = load_scheme(DEFAULT_SCHEME), Path(roster)
    round_ = int(year) if year else None
    town = consolidate_town(Path(folder), plan, load_roster(listed), round_=round_, ignore=[listed])
    if not town.standings:
        sys.exit(f"{folder} holds nothing of {town.round}.")
    print(totals(town).to_string())
    draw(town, Path(picture))


if __name__ == "__main__":
    main(*sys.argv[1:])
