"""What this user chose last: the folder of submissions, the roster, the report. Lost, it is asked for again."""

import json
from pathlib import Path
from typing import Literal, TypeAlias

from pipeline.journal import log_file, note
from pipeline.writing.replacing import write_text

Kind: TypeAlias = Literal["folder", "roster", "report"]


def recall(kind: Kind) -> Path | None:
    """What was chosen last; None when nothing was or it cannot be known."""
    said = _all().get(kind)
    return Path(said) if said else None


def remember(kind: Kind, path: Path) -> None:
    """Keep what was chosen; where nothing can be kept nothing is."""
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        write_text(_file(), json.dumps({**_all(), kind: str(path)}, ensure_ascii=False))
    except (OSError, UnicodeEncodeError) as error:
        note("记住上次的选择", error)


def _file() -> Path:
    return log_file().with_name("remembered.json")


def _all() -> dict[str, str]:
    try:
        said = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return {key: value for key, value in said.items() if _is_text(value)} if isinstance(said, dict) else {}


def _is_text(value: object) -> bool:
    """Whether it can be a path: half a character can neither be looked up nor kept."""
    return isinstance(value, str) and "\0" not in value and value == value.encode(errors="ignore").decode()
