"""What a form prints in every row where a selection belongs: it is nobody's answer."""

from validators.scheme.model import Scheme
from validators.submission import Entry
from validators.wording import folded

_ASKING = ("选择", "选填", "请选", "请填", "待填")


def without_print(entries: list[Entry], scheme: Scheme, *, tiered: bool) -> None:
    """Empty the fields in which all rows hold the same words of a form; ``tiered`` is whether tiers have a column.

    There the same 0 in all rows without a tier is what a formula shows of nothing.
    """
    if len(entries) < 2:
        return
    chosen = any(entry.tier or entry.ticks for entry in entries)
    for name in ("tier", "score"):
        said = getattr(entries[0], name)
        words = isinstance(said, str) and _is_form(said, scheme)
        if (words or (said == 0 and tiered and not chosen)) and all(
            getattr(e, name) == said for e in entries
        ):
            entries[:] = [_without(entry, name) for entry in entries]


def _without(entry: Entry, name: str) -> Entry:
    return entry._replace(tier=None) if name == "tier" else entry._replace(score=None)


def _is_form(text: str, scheme: Scheme) -> bool:
    """Whether a text is no answer but asks for one: 请选择, （　）, □合格 □一般 □良好."""
    plain = folded(text)
    names = [tier.name for tier in scheme.tiers if folded(tier.name) in plain]
    return len(names) > 1 or any(word in plain for word in _ASKING) or not any(map(str.isalnum, plain))
