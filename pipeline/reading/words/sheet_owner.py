"""Whose a table is by what it is called: the community's own of this round, or one that shows how, is old or another's."""

import re
from functools import lru_cache
from typing import Literal, TypeAlias

from pipeline.reading.words.column_owner import Whose, in_digits, whose
from pipeline.reading.words.parties import EARLIER, REVIEWED
from validators.scheme.model import Scheme
from validators.wording import folded

SheetKind: TypeAlias = Literal["own", "example", "draft", "earlier", "review", ""]
"""``""`` is what no word decides."""

WHAT = {
    "example": "填写示例或空白样表",
    "draft": "草稿、备份或另作他用的表",
    "earlier": "往年的表或旧表",
    "review": "上级或别人评的表",
}
"""What a table of each kind is called in a sentence."""

EXAMPLES = ("示例", "样表", "样例", "范例", "范本", "样本", "样张", "举例", "例表", "例子", "范文")
_FORMS = ("参考", "模板", "模版", "空表", "空白", "样式", "template", "sample", "example", "demo")
"""Words of a sheet's name only: a title says them of the form that was filled in."""

DRAFTS = (
    "草稿",
    "初稿",
    "底稿",
    "过程稿",
    "讨论稿",
    "草表",
    "模拟",
    "答案",
    "演练",
    "演示",
    "试填",
    "试评",
    "(目标)",
    "(计划)",
)
_SET_ASIDE = (
    *(
        "备份",
        "备用",
        "存档",
        "归档",
        "留底",
        "测试",
        "练习",
        "讲解",
        "培训",
        "勿用",
        "不用",
        "废弃",
        "废表",
        "改前",
    ),
    *("backup", "bak", "test"),
)
"""Words in a sheet's whole name."""

_TARGETS = re.compile(
    r"[废样]|(明|下一?)年.*"
    r"|(自[评测查])?\(?(目标|计划|预[估评测填计]?)\)?(自[评测查]|打分|评分|得?分值?|值|表|稿)?[0-9年]*"
)
"""Whole names of a sheet that are no plan's own: 目标, but not 目标任务分解表."""

_PLANNED = re.compile(r".*(?:目标|计划|预估|预评|预计|预测)(?:得分|分值|值)?表(?:\([^()]*\))?")
"""A title of targets: 目标计划表, but not 目标任务分解表."""

_NOT_WHOSE = r"(?<=.)(?<![社小民])(?:[省市区县乡镇]|街道)级?|目标|计划"
"""What a title says of the programme or where the community lies, and not of whose it is: 某某区绿色社区行动计划自评表."""

_EARLIER = (*EARLIER, "上一版", "旧表", "旧版", "旧的", "(旧)", "作废", "停用")
_OLD = frozenset({"旧", "old", "历史"})
"""Whole names of a sheet with an earlier table."""

_SUPERIOR = r"(镇|区|市|县|乡|街道|街镇)((级|里|办)?([复审核考抽评打检验].*)?|.*(办|办公室|科|局|处|中心))"
"""A whole name that begins with who stands above the community, or is an office's."""

_LONGEST_LINE = 6
"""A line of more letters may as well tell how to fill the table in: 请参照示例填写."""

_YEAR = re.compile(r"(?<!\d)20\d\d")
_YEAR_IN_TITLE = re.compile(r"(?<!\d)(20\d\d)(?:年(?!\d)|(?<=\(20\d\d)\)(?!\d*号))")
"""A title may say a day and the number of a document, too."""


def kind_of(name: str, title: str, scheme: Scheme) -> SheetKind:
    """What the name of a sheet and the title above its table say; the name's words go first."""
    return _said(name, scheme, forms=True) or _said(title, scheme, forms=False)


@lru_cache(maxsize=1024)
def _said(text: str, scheme: Scheme, *, forms: bool) -> SheetKind:
    plain = folded(text).lower()
    if any(word in plain for word in (*EXAMPLES, *(_FORMS if forms else ()))):
        return "example"
    aside = (*DRAFTS, *_SET_ASIDE) if forms else DRAFTS
    if any(word in plain for word in aside) or (_TARGETS if forms else _PLANNED).fullmatch(plain):
        return "draft"
    if any(word in plain for word in _EARLIER) or (forms and plain in _OLD):
        return "earlier"
    if any(word in plain for word in scheme.self_words):
        said = whose([text if forms else re.sub(_NOT_WHOSE, "", plain)], (), scheme)
        return "own" if said is Whose.OWN else "review" if said is Whose.ANOTHERS else ""
    if any(word in plain for word in REVIEWED) or (forms and _is_superior(plain, scheme)):
        return "review"
    return ""


def _is_superior(plain: str, scheme: Scheme) -> bool:
    if plain in scheme.other_words or folded(scheme.office) in plain:
        return True
    return plain.startswith(tuple("镇区市县乡街")) and re.fullmatch(_SUPERIOR, plain) is not None


def says_more(line: str, scheme: Scheme) -> bool:
    """Whether a short line below the title says what the table is: 示例, （作废）, 2020年度."""
    plain = folded(line).strip("()") if len(line) <= 2 * _LONGEST_LINE else line
    if len(plain) > _LONGEST_LINE:
        return False
    return _said(plain, scheme, forms=False) in ("example", "draft", "earlier") or bool(year_in("", plain))


def is_aside(sheet: str, scheme: Scheme) -> bool:
    """Whether a sheet is called an example, old, another's, or by a year of no round."""
    year = year_in(sheet, "")
    return kind_of(sheet, "", scheme) in WHAT or (year is not None and year not in scheme.deadlines)


def is_round(text: str, scheme: Scheme) -> bool:
    """Whether a text says the year of a round of the plan."""
    return any(str(year) in text for year in scheme.deadlines)


def year_in(name: str, title: str) -> int | None:
    """The year that the name of a sheet says, else the title above its table; the last of several."""
    found = _YEAR.findall(in_digits(name)) or _YEAR_IN_TITLE.findall(in_digits(title))
    return int(found[-1]) if found else None
