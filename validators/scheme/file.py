"""Loading a scheme file; a broken one is refused with every fault it has."""

import tomllib
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from validators.scheme.check import faults_of
from validators.scheme.fault import Fault, structural_fault
from validators.scheme.model import Scheme

SCHEMES = Path(__file__).parents[1] / "schemes"

DEFAULT_SCHEME = "baihe-2021"
"""The scheme of whoever names none."""


class SchemeError(Exception):
    """A scheme file that cannot be used; ``faults`` says everything that is wrong with it."""

    def __init__(self, source: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"{source}: " + "; ".join(map(str, faults)))
        self.source = source
        self.faults = faults


def scheme_ids() -> list[str]:
    """The schemes shipped with the program."""
    return sorted(path.stem for path in SCHEMES.glob("*.toml"))


@lru_cache
def load_scheme(source: str) -> Scheme:
    """Load a scheme by its id or by the path of its file; SchemeError lists every fault."""
    path = SCHEMES / f"{source}.toml"
    if not path.is_file():
        path = Path(source)
    if path.exists() and not path.is_file():
        raise SchemeError(
            source, (Fault("", "这里不是方案文件，而是文件夹、管道或设备。请写方案文件的路径。"),)
        )
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as error:
        known = "、".join(scheme_ids())
        raise SchemeError(
            source, (Fault("", f"找不到方案文件（{error.strerror}）。已有方案：{known}；也可写文件路径。"),)
        ) from None
    except UnicodeDecodeError as error:
        raise SchemeError(
            source, (Fault("", f"方案文件不是UTF-8编码（第{error.start + 1}字节）。请另存为UTF-8。"),)
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise SchemeError(source, (Fault("", f"不是有效的TOML：{error}"),)) from None
    scheme, faults = _checked(data)
    if faults or scheme is None:
        raise SchemeError(source, faults)
    return scheme


def _checked(data: dict[str, Any]) -> tuple[Scheme | None, tuple[Fault, ...]]:
    """The scheme that a file's content is, and all its faults.

    Where settings too many are the only faults of form, what does not add up is told in the same round.
    """
    try:
        scheme = Scheme.model_validate(data)
    except ValidationError as error:
        errors = error.errors()
        faults = tuple(structural_fault(one["loc"], one["type"], one["msg"]) for one in errors)
        if any(one["type"] != "extra_forbidden" for one in errors):
            return None, faults
        for one in errors:
            *above, name = one["loc"]
            part: Any = data
            for step in above:
                part = part[step]
            del part[name]
        rest, others = _checked(data)
        return rest, faults + others
    return scheme, tuple(faults_of(scheme))
