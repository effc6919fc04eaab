"""Proves what a scheme says of recommendations and praise consistent."""

from collections import Counter
from collections.abc import Iterator

from validators.scheme.fault import Fault
from validators.scheme.model import Scheme


def closing(scheme: Scheme) -> Iterator[Fault]:
    """What is wrong with them."""
    opinions = [field.id for field in scheme.declaration.fields if field.kind == "opinion"]
    box = scheme.recommendation.field
    if box and box not in opinions:
        yield Fault("recommendation.field", f"申报表里没有意见栏“{box}”。")
    known = {unit.name for unit in scheme.units}
    for unit in scheme.recommendation.units:
        if unit not in known:
            yield Fault("recommendation.units", f"units 里没有“{unit}”。请先登记，别名请写正式名称。")
    for name, times in Counter(rule.name for rule in scheme.praise).items():
        if times > 1:
            yield Fault("praise.name", f"“{name}”重复，每个只能出现一次。")
