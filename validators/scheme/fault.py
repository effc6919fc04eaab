"""What is wrong with a scheme file, in words."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_STRUCTURE = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项设置，请检查拼写或删去",
    "string_too_short": "不能为空",
    "string_type": "应为文字",
    "too_short": "至少要有一个",
    "literal_error": "取值不在允许范围内",
    "string_pattern_mismatch": "只能用小写字母、数字和连字符",
    "greater_than_equal": "不能为负数",
    "decimal_parsing": "应为数字",
    "decimal_type": "应为数字",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "date_type": "应为日期，例如 2021-10-25",
    "date_parsing": "应为日期，例如 2021-10-25",
    "date_from_datetime_parsing": "应为日期，例如 2021-10-25",
    "bool_parsing": "应为 true 或 false",
    "tuple_type": "应为列表",
    "mapping_type": "应为表",
    "model_type": "应为表",
}


class Fault(NamedTuple):
    """One thing wrong with a scheme file: where, and a Chinese sentence."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}：{self.message}" if self.place else self.message


def structural_fault(loc: Sequence[int | str], kind: str, message: str) -> Fault:
    """A pydantic error as a fault; lists are counted from 1, as a reader of the file counts them."""
    place = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".")
    return Fault(place, _STRUCTURE.get(kind, "值不符合要求") + f"（{message}）")


def listed(values: Iterable[object]) -> str:
    """Values as a fault quotes them."""
    return "、".join(map(str, values))
