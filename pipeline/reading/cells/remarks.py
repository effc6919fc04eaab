"""What is added to a choice, a score or a tick: 良好（自评）, 4（满分）, 不涉及（无文物）; whether it speaks against it."""

import re

from pipeline.reading.cells.values import MARKS, text_of
from pipeline.reading.words.column_owner import Whose, whose
from validators.scheme.model import Scheme
from validators.wording import folded

_ADDED = r"([^()]+?)(?:\(([^()]+)\)|(?:(?<![0-9])[,;/]|[,;/](?![0-9]))(.+))"
"""Something with a remark in brackets, or behind a stop or a stroke that does not stand between two digits."""

_HARMLESS = r"\(?已?(?:完成|落实|达到|做到|实施|开展|建立)\)?|\(?(?:详见|见|附)(?:佐证|附件|附页|材料|台账|说明|备注)(?:材料)?\)?"
_DOUBTS = "?改误错删废消撤暂待拟→>"
_AGAINST = rf"[{_DOUBTS}不未否无没×✗✘╳销原]|上年|去年|往年|复核|审核|初核"
"""What would turn a choice into its contrary, or make it another's or another year's."""
_DOUBTED = rf"[{_DOUBTS}]"


def with_remark(text: str) -> tuple[str, str] | None:
    """What a text says, and the remark behind it; None where there is none."""
    found = re.fullmatch(_ADDED, folded(re.sub(r"\s*\n\s*", "/", text_of(text))))
    return (found[1], found[2] or found[3]) if found else None


def is_against(remark: str) -> bool:
    """Whether a remark may speak against what it stands beside."""
    return re.search(_AGAINST, remark) is not None


def is_harmless(remark: str, scheme: Scheme) -> bool:
    """Whether a remark says nothing about what was chosen: a tick, where the evidence is, that the committee says so."""
    bare = remark.strip("()")
    if bare.strip(MARKS) == "" or re.fullmatch(_HARMLESS, remark.rstrip(".,;!")):
        return bare != ""
    own = whose([bare], (), scheme) is Whose.OWN and bare.endswith(tuple(scheme.self_words))
    return own and not is_against(bare)


def is_reason(remark: str, scheme: Scheme) -> bool:
    """Whether a remark may be why an item earns nothing: neither a doubt nor another choice."""
    named = (folded(name) for name in scheme.choice_by_name)
    return not (re.search(_DOUBTED, remark) or any(name in remark for name in named))
