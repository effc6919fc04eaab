"""A committee's submission, as complete as a test wants it."""

from datetime import date

from validators.submission import Declaration, Entry, Measure, Submission

PHONE = "021-12345678"


def submission(community: str = "示范一居", /, **tiers: str | None) -> Submission:
    """Everything at 合格 with measures but for ``i3="良好"`` and the like."""
    chosen: dict[int, str | None] = dict.fromkeys(range(1, 30), "合格")
    chosen |= {int(item.removeprefix("i")): tier for item, tier in tiers.items()}
    return Submission(
        layout="template",
        community=community,
        community_from="cell",
        round="2022",
        filled_on=date(2022, 10, 20),
        filler="示范甲",
        entries=tuple(Entry(item=item, tier=tier) for item, tier in chosen.items()),
        measures=dict.fromkeys(
            chosen, Measure(action="加装分类箱", plan="分两批安装", due=date(2022, 11, 1))
        ),
        declaration=Declaration(values={"area": "0.8平方公里", "phone": PHONE}),
    )
