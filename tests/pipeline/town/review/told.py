"""What is told of the reviews of a small town."""

from datetime import date

from pipeline.town.model import Town

DAY = date(2021, 11, 30)
"""The day of its report."""

DONE = {1: "合格", 5: "合格", 7: "合格"}
"""What was chosen on site where nothing is said of it: what the community chose itself."""


def codes(town: Town) -> list[str]:
    """What is told of the reviews: code, file without its folder, cell."""
    found = (f for f in town.verdict.findings if f.code.startswith("GCV"))
    return [f"{f.code} {(f.file or '').partition('/')[2]} {f.cell and f.cell.a1}" for f in found]
