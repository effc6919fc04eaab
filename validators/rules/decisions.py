"""GCR517: is what the office decided on still what is there?"""

from collections.abc import Iterator

from validators.arrivals import TownCase
from validators.finding import Severity
from validators.rule import Hit, rule
from validators.wording import full_date, number_text


@rule(
    "GCR517",
    Severity.QUERY,
    title="作出推荐决定后报送件有变动",
    title_en="Submission changed after the office decided on it",
    message="“{community}”{on}由{by}决定“{outcome}”，当时自评总分{total}，此后报送件有变动：{found}。",
    fix="请{office}核对变动：维持原决定的，在“推荐名单”改填决定日期；不再维持的，改选决定，写明理由。原决定仍留在“决定记录”。",
    expected="决定时的报送件",
    why="推荐意见依据当时的报送件作出（{reporting}），其后的改动须重新审核，不能直接沿用。",
    fails="11月20日决定推荐“示范一居”，11月25日它又报来一份，总分减少6分。",
    passes="决定推荐以后，“示范一居”的报送件没有变动；或者变动以后重新作了决定。",
)
def changed_after_decision(case: TownCase) -> Iterator[Hit]:
    for after in case.changed_after:
        words = {
            "community": after.community,
            "on": full_date(after.on),
            "by": after.by,
            "outcome": after.outcome,
            "total": f"{number_text(after.total)}{case.scheme.unit}",
        }
        yield Hit(None, after.what, community=after.community, words=words)
