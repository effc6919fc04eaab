"""The sample town: thirteen obliged communities, what they chose, and what arrived from them.

``CHOICES`` is the truth that tests score with the plan's own table; the workbooks are written from it.
"""

import shutil
from datetime import date
from pathlib import Path

from tests.books import Sheet, write_book
from validators.scheme.model import Scheme

ROSTER = """编号,名称,别名,应报,免报原因,联系人
SF01,示范一居,,应报,,示范甲
SF02,示范二居,,应报,,示范乙
SF03,示范三居,,应报,,示范丙
SF04,示范四居,,应报,,示范丁
SF05,示范五居,,应报,,示范戊
SF06,示范六居,,应报,,示范己
SF07,示范七居,,应报,,示范庚
SF08,示范八居,示范八居委会、示范第八居民委员会,应报,,示范辛
SF09,示范九居,,应报,,示范壬
SF10,示范十居,,应报,,示范癸
SF11,示范十一居,,应报,,示范子
SF12,示范十二居,,应报,,示范丑
SF13,示范十三居,,应报,,示范寅
"""


def _all(tier: str, **other: tuple[int, ...]) -> dict[int, str]:
    """Every item at one tier but for those named."""
    choices = dict.fromkeys(range(1, 30), tier)
    for name, items in other.items():
        choices |= dict.fromkeys(items, name)
    return choices


CHOICES = {
    "示范一居": _all("良好"),
    "示范二居": _all("良好", 一般=(5, 6, 7, 8, 9, 10)),
    "示范三居": _all("合格"),
    "示范四居": _all("合格", 不得分=(7, 10, 23)),
    "示范五居": {item: name for item, name in _all("一般").items() if item not in (9, 16, 24)},
    "示范六居": {item: name for item, name in _all("一般").items() if item != 8},
    "示范七居": _all("一般", 良好=(1, 2, 3, 4)),
    "示范八居": _all("一般"),
    "示范九居": _all("一般", 良好=(1, 4)),
    "示范十居": _all("合格", 一般=(20, 21, 22)),
    "示范十三居": _all("一般", 不涉及=(23, 24, 25, 28)) | {10: "不得分"},
    "示范新居": _all("合格"),
}


def build_town(folder: Path, scheme: Scheme) -> None:
    """Write the submissions into an empty folder, and the roster beside it."""
    folder.mkdir(parents=True)
    (folder.parent / "roster.csv").write_text(ROSTER, encoding="utf-8-sig", newline="\n")

    def sheet(name: str, layout: str, day: int, written: str | None = None) -> Sheet:
        made = Sheet(scheme, written or name, "tiered" if layout == "tiered" else "official")
        return made.dated(date(2021, 10, day)).choose(CHOICES[name])

    write_book(folder / "示范一居.xlsx", sheet("示范一居", "tiered", 12).total(110))
    write_book(folder / "示范二居.xlsx", sheet("示范二居", "official", 15).total(106.5))
    write_book(folder / "示范三居.xlsx", sheet("示范三居", "tiered", 18))
    write_book(folder / "示范四居.xlsx", sheet("示范四居", "official", 20).total(67))
    write_book(folder / "示范五居.xlsx", sheet("示范五居", "official", 21))
    write_book(folder / "示范六居.xlsx", sheet("示范六居", "tiered", 22).put(8, "tier", "优秀"))
    write_book(folder / "示范七居.xlsx", sheet("示范七居", "official", 19).total(96.5))
    write_book(folder / "示范八居.xlsx", sheet("示范八居", "tiered", 25, written="示范八居委会").total(91.5))
    old = Sheet(scheme, "示范九居", "tiered").dated(date(2021, 10, 8)).choose(_all("合格"))
    write_book(folder / "示范九居（初稿）.xlsx", old)
    write_book(folder / "示范九居（改报）.xlsx", sheet("示范九居", "tiered", 23))
    first = write_book(folder / "示范十居.xlsx", sheet("示范十居", "official", 14))
    shutil.copyfile(first, folder / "示范十居（副本）.xlsx")
    (folder / "示范十一居.xlsx").write_text("自测评分表见微信群\n", encoding="utf-8")
    noted = sheet("示范十三居", "tiered", 24).put(10, "tier", None).put(10, "score", 1)
    write_book(folder / "示范十三居.xlsx", noted)
    write_book(folder / "示范新居.xlsx", sheet("示范新居", "official", 24))
    (folder / "~$示范三居.xlsx").write_bytes(b"\x06demo" + b" " * 160)
