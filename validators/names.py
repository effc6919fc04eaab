"""Names of communities: when two are the same community, and what is no community's name at all."""

import re

from validators.wording import folded

_KIND = r"(?:居民委员会|居委会|居委|居民区|社区|村民委员会|村委会|居(?![住家民])|村)"
"""How names of communities end."""

_KINDS = re.compile(r"(?:居民委员会|民委员会|居委会|居委|居民区|社区|村民委员会|村委会|居)$")
"""What a name may leave out: 示范一居居委会 and 示范一居民委员会 are 示范一居, 示范一社区 is too."""

_OFFICE = re.compile(
    r"(?:[省市县镇乡]|(?<!社)区|街道|政府|办|办公室|处|局|科|站|中心|所|公司|集团|党委|总支|支部)$"
)
"""How names of offices end, which may stand over a community's table."""

_ABOVE = re.compile(r"(?:[省市县镇乡]|(?<!社)区|街道)$")
_NOBODY = re.compile(
    r"(?:各|本|某|全体|全部|所有|所属|试点|申报|创建|填报|参评|居民|绿色|美丽|文明|示范|xx|××)*"
)
"""Words that name no community: the plural of one, one that only tries."""

_YEAR = re.compile(r"^[0-9〇零一二三四五六七八九]{4}年度?")
_IN_TITLE = re.compile(rf"([㐀-鿿0-9]{{1,12}}?{_KIND}{{1,2}})")
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
    return short == long or (long.endswith(short) and _ABOVE.search(long.removesuffix(short)) is not None)


def is_office(name: str, town: str) -> bool:
    """Whether a name is of a place or an office above the communities: 白鹤镇, 镇推进办."""
    plain = folded(name)
    return plain == town or (not _KINDS.search(plain) and _OFFICE.search(plain) is not None)


def is_community(name: str, town: str) -> bool:
    """Whether a text looks like the name of one community: 示范二居, not 各居委会."""
    rest = core(name, town)
    named = rest != folded(name).rpartition(town)[2] or re.search(rf"{_KIND}$", folded(name)) is not None
    return named and not _NOBODY.fullmatch(rest) and not _OFFICE.search(rest) and not _KINDS.fullmatch(rest)


def community_in_title(title: str, town: str, programme: str) -> str | None:
    """The community that a title names beside the programme: 示范二居 of 示范二居某某创建任务分解表."""
    plain = folded(title)
    for length in range(len(programme), 3, -1):  # the programme's name may be cut short
        if programme[:length] in plain:
            plain = plain.replace(programme[:length], " ")
            break
    for piece in _PIECES.split(plain.replace(town, " ")):
        found = _IN_TITLE.match(_YEAR.sub("", piece))
        if found and is_community(found[1], town):
            return found[1]
    return None
