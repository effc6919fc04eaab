"""Rebuild ``docs/img``: the current build as a person sees it, on screen and printed. Run ``make pictures``."""

import shutil
import subprocess
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

from pipeline.earlier import beside_earlier
from pipeline.keeping import sampled
from pipeline.reading.files.own_ledger import NAME
from pipeline.reading.roster import load_roster
from pipeline.run import build_workbook, check_book, consolidate_town, return_copy
from pipeline.town.review.lots import USUAL_SHARE, share_from
from pipeline.town.review.model import RANDOM, Visit
from pipeline.writing.addin.callbacks import macro_project
from pipeline.writing.review.draw import write_draw
from pipeline.writing.town import write_town
from pipeline.writing.town.brief import write_brief
from tests.clients.libreoffice import screenshot, to_pdf, to_pictures
from tests.filled_forms import ON, built, fill
from tests.page.pictures import page_pictures
from tests.test_samples import SAMPLES
from validators.scheme.file import load_scheme
from validators.submission import Declaration, Measure, Submission

_PAGES = 12
IMAGES = Path(__file__).parents[1] / "docs" / "img"
ACCOUNT = "本社区成立创建工作小组，逐项对照标准自查，公共照明、雨水花园和垃圾分类点位均已完成改造。" * 4


def example() -> Submission:
    """A community halfway through: some items missing, some measures written, long texts."""
    book = check_book(SAMPLES / "town" / "示范五居.xlsx", load_scheme("baihe-2021"))
    assert book.submission
    measures = {
        item: Measure(reason="居民参与面不够广，常态化机制尚未建立", action="每季度召开一次议事会，邀请物业、业委会共同参加", plan="上半年试点，下半年全面推开", due=date(2021, 6, 30), person="示范甲")
        for item in (1, 2, 9)
    }  # fmt: skip
    boxes: dict[str, str | date | Decimal] = {"address": "示范路1号", "area": "0.8平方公里", "assessed_on": date(2021, 11, 25), "residents": Decimal(3500), "migrants": Decimal(620), "head": "示范甲", "phone": "021-00000000", "lead_department": "示范五居居民委员会", "participating_departments": "物业、业委会、辖区单位", "account": ACCOUNT}  # fmt: skip
    update = {
        "measures": measures,
        "declaration": Declaration(values=boxes),
        "filler": "示范乙",
        "reviewer": "示范丙",
    }
    return book.submission.model_copy(update=update)


def review_form(folder: Path) -> Path:
    """The form of a review on site of that community, as somebody comes back with it."""
    (folder / "town").mkdir()
    build_workbook(load_scheme("baihe-2021"), folder / "town" / "示范五居.xlsx", submission=example())
    town = consolidate_town(folder / "town", load_scheme("baihe-2021"), round_=2021, as_of=ON)
    blank = built(town, Visit("示范五居", RANDOM), folder)
    choices = {1: "一般", 2: "良好", 3: "合格", 5: "合格", 6: "一般", 8: "一般"}
    seen = {
        1: "查阅签到册3本，参与率约82%",
        3: "线上议事群有记录",
        5: "2号楼、6号楼前路灯各损坏一处",
        8: "4个点位均有人值守",
    }
    return fill(blank, folder / "review-form.xlsx", choices, {3: "线下没有记录"}, seen=seen)


def build(folder: Path) -> None:
    """Photograph every sheet of the workbook and print every page, into ``docs/img``."""
    plan, submission = load_scheme("baihe-2021"), example()
    filled, macro = folder / "workbook.xlsx", folder / "macro.xlsm"
    names = ("return-copy.xlsx", "town.xlsx", "town-2022.xlsx", "brief.docx")
    returned, town, later, brief = (folder / name for name in names)
    build_workbook(plan, filled, submission=submission)
    build_workbook(plan, macro, submission=submission, vba=macro_project())
    wrong = check_book(SAMPLES / "town" / "示范五居.xlsx", plan)
    return_copy(wrong, plan, returned, reply_by=date(2021, 11, 8))
    roster = load_roster(SAMPLES / "roster.csv")
    sample = consolidate_town(SAMPLES / "town", plan, roster, as_of=date(2021, 11, 1))
    write_town(sample, town, SAMPLES / "town")
    write_brief(sample, brief)
    of_2022 = consolidate_town(SAMPLES / "town-2022", plan, roster, as_of=date(2022, 11, 1))
    write_town(beside_earlier(of_2022, [SAMPLES / "town"]), later, SAMPLES / "town-2022")
    district, listed = (
        SAMPLES / "district",
        load_roster(SAMPLES / "district" / "roster.csv", plan.group_words),
    )
    ignored = [district / "roster.csv"]
    towns = consolidate_town(district, plan, listed, as_of=date(2021, 11, 1), ignore=ignored)
    write_town(towns, folder / "district.xlsx", district)
    shots = {"guide": "填报说明", "table": "任务分解表", "measures": "薄弱项目及措施", "declaration": "申报表", "results": "校验结果", "office": "镇级汇总"}  # fmt: skip
    for name, sheet in shots.items():
        screenshot(macro if name == "office" else filled, IMAGES / f"screen-{name}.png", sheet)
    for name, sheet in {
        "town-leader": "领导阅",
        "town-summary": "汇总总表",
        "town-matrix": "得分矩阵",
        "town-analysis": "达标分析",
    }.items():
        screenshot(town, IMAGES / f"screen-{name}.png", sheet)
    screenshot(later, IMAGES / "screen-town-rounds.png", "年度对比")
    screenshot(folder / "district.xlsx", IMAGES / "screen-town-groups.png", "街镇汇总")
    screenshot(returned, IMAGES / "screen-return-copy.png", "任务分解表")
    visits, made = (
        folder / "draw.xlsx",
        sampled(sample, share_from(USUAL_SHARE), 20211122, folder, folder / NAME),
    )
    assert made
    write_draw(sample, made.draw, made.draws, visits)
    screenshot(visits, IMAGES / "screen-draw.png", "抽样名单")
    for path in (filled, returned, town, brief, visits, review_form(folder)):
        pages = 1 if path == visits else _PAGES
        for page in to_pictures(to_pdf(path, folder), folder, dpi=75)[:pages]:
            shutil.copy(page, IMAGES / f"print-{page.name}")
    page_pictures(IMAGES, folder / "page")
    for picture in IMAGES.glob("*.png"):
        subprocess.run(["convert", str(picture), "-strip", "-colors", "64", str(picture)], check=True)


if __name__ == "__main__":
    for picture in IMAGES.glob("*.png"):
        picture.unlink()
    with tempfile.TemporaryDirectory() as name:
        build(Path(name))
