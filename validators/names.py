"""Names of communities: when two are the same community, and what is no community's name at all."""

import re
from collections.abc import Iterator

from validators.wording import folded

_KIND = r"(?:居民委员会|居委会|居委|居民区|社区|村民委员会|村委会|居(?![住家民])|村)"
"""How names of communities end."""

_KINDS = re.compile(r"(?:居民委员会|民委员会|居委会|居委|居民区|社区|村民委员会|村委会|居)$")
"""What a name may leave out: 示范一居居委会 and 示范一居民委员会 are 示范一居, 示范一社区 is too."""

_OFFICE = re.compile(
    r"(?:[省市县镇乡]|(?<!社)区|街道|政府|办|办公室|处|局|科|站|中心|所|公司|集团|党委|总支|支部)$"
)
"""How names of offices end, which may stand over a community's table."""

_ABOVE = r"(?:[省市县镇乡]|(?<!社)区|街道)$"
_NOBODY = re.compile(
    r"(?:各|本|某|由|[本上下此该]?[表页]|以[上下]|此|结对|共建|联建|兄弟|周边|相邻|我们?|全体|全部|所有|所属|试点|申报|创建|填报|参评|新建|居民|绿色|美丽|文明|示范|智慧|完整|低碳|平安|宜居|居住|城市|老旧|乡|城乡|街道|新农|农|村|未来|数字|无废|海绵|韧性|生态|先进|优秀|星级|[xX×])*"
)
"""Words that name no community: the plural of one, one that only tries."""

_PLACEHOLDER = re.compile(
    rf"(?:[xX×ＸｘO○〇□△*＊_.…?？/#-]+|某+|各|本|我|全体|所有){_KIND}{{0,2}}|{_KIND}{{1,2}}"
    r"|(?:请|此处|在此)?(?:填写?|填入|输入|写明|注明).*|.*(?:全称|名称)|待[定填补核]|未[定填]|暂?无|空|略|同上|测试"
)
"""What forms print, and people write, where a community's name belongs and none is."""

_BEFORE_NAME = r"^(?:.*(?:表|版|稿|附件|报送|关于)|[0-9]{1,4}[年月日号.]+|[0-9〇零一二三四五六七八九]{4}年度?|20[0-9]{2,6})*[0-9]*"
"""What stands before a name in that of a file: 2021年10月25日, 自测评分表."""

_ABOVE_ALL = re.compile(r"(?:镇|街道|政府|办|办公室|领导小组)$")
_BETWEEN = re.compile(r"[\s/、,，;；和与及]+")
_AND = ",/和与及至"
_NUMBERS = rf".*[一二三四五六七八九十0-9][{_AND}]第?[一二三四五六七八九十0-9]+{_KIND}.*"

_YEAR = re.compile(r"^[0-9〇零一二三四五六七八九]{4}年度?")
_IN_TITLE = re.compile(rf"([^\W_a-zA-Z]{{1,12}}?{_KIND}{{1,2}})")
_PIECES = re.compile(r"[\s()\[\]【】《》<>_\-·.,:|/]+")


def core(name: str, town: str) -> str:
    """The part of a name that tells it from others: 示范一 of 白鹤镇示范一居民委员会."""
    plain = folded(name)
    plain = plain.rpartition(town)[2] or plain
    while (shorter := _KINDS.sub("", plain)) != plain and shorter:
        plain = shorter
    return plain


def same_community(one: str, other: str, town: str) -> bool:
    """Whether two names are of one community, but for its kind and for the places that it lies in."""
    short, long = sorted((core(one, town), core(other, town)), key=len)
    return short == long or (long.endswith(short) and re.search(_ABOVE, long.removesuffix(short)) is not None)


def is_office(name: str, town: str) -> bool:
    """Whether a name is of a place or an office above the communities: 白鹤镇, 镇推进办."""
    plain = folded(name)
    return plain == town or (not _KINDS.search(plain) and _OFFICE.search(plain) is not None)


def is_community(name: str, town: str) -> bool:
    """Whether a text looks like the name of one community: 示范二居, not 各居委会."""
    rest = core(name, town)
    named = rest != folded(name).rpartition(town)[2] or re.search(rf"{_KIND}$", folded(name)) is not None
    return named and not _NOBODY.fullmatch(rest) and not _OFFICE.search(rest) and not _KINDS.fullmatch(rest)


def communities_in_title(title: str, town: str, programme: str) -> Iterator[str]:
    """The communities that a title names beside the programme: 示范二居 of 示范二居某某创建任务分解表."""
    for piece in _pieces(title, town, programme):
        found = _IN_TITLE.match(_YEAR.sub("", piece))
        if found and is_community(found[1], town):
            yield found[1]


def _pieces(text: str, town: str, programme: str) -> list[str]:
    """What stands between marks in a title or a file's name, without town and programme."""
    plain = folded(text)
    for length in range(len(programme), 3, -1):  # the programme's name may be cut short
        if programme[:length] in plain:
            plain = plain.replace(programme[:length], " ")
            break
    return _PIECES.split(plain.replace(town, " "))


def names_nobody(text: str, town: str) -> bool:
    """Whether what stands for a community's name is none: 待定, XX社区, the town itself, two of them in one."""
    plain = folded(text).removeprefix("(").removesuffix(")")
    rest = plain.rpartition(town)[2]
    if not rest or _PLACEHOLDER.fullmatch(rest) or _ABOVE_ALL.search(rest):
        return True
    named = [part for part in _BETWEEN.split(text) if is_community(part, town)]
    if any(not same_community(named[0], other, town) for other in named[1:]):
        return True
    return any(sign in plain for sign in _AND) and re.fullmatch(_NUMBERS, plain) is not None


def bare_name(text: str, town: str) -> str | None:
    """The community's name that a line is, and nothing else: 示范二居居委会 of （白鹤镇示范二居居委会）."""
    rest = folded(text).removeprefix("(").removesuffix(")").rpartition(town)[2]
    return rest if _IN_TITLE.fullmatch(rest) and is_community(rest, town) else None


def called_otherwise(stem: str, name: str, town: str, programme: str) -> str | None:
    """Another community that a file's name holds, of the same kind as the one that it is; None where it holds that one."""
    if folded(name) in folded(stem) or names_nobody(name, town):
        return None
    own = [part.removeprefix("原") for part in re.split(r"[()]", folded(name)) if part]
    village = re.search(r"村(?:民?委会|民委员会)?$", folded(name)) is not None
    for piece in _pieces(stem, town, programme):
        found = _IN_TITLE.search(piece)
        called = re.sub(_BEFORE_NAME, "", found[1]) if found else ""
        if is_community(called, town) and ("村" in called) is village and _is_told(called, town):
            return None if any(_is_held(part, stem, called, town) for part in own) else called
    return None


def _is_held(name: str, stem: str, called: str, town: str) -> bool:
    """Whether a file's name holds a name, or what it holds is the same community: 示范第一居 is 示范一居."""
    rest = core(name, town).replace("第", "")
    return rest in folded(stem).replace("第", "") or same_community(called, name, town)


def _is_told(name: str, town: str) -> bool:
    """Whether a name has letters enough to be no other word: 邻居, 民居."""
    rest = core(name, town)
    return len(rest) > 1 or rest.isnumeric()
