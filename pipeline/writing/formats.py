"""The report formats of ``validate`` by name; every one gets the same checked books."""

import json
from collections.abc import Callable, Mapping, Sequence

from pipeline.checking import CheckedBook
from pipeline.writing.json_report import validation_report
from pipeline.writing.text_report import validation_text
from validators.scheme import Scheme

Format = Callable[[Sequence[CheckedBook], Scheme], str]


def _text(books: Sequence[CheckedBook], _: Scheme) -> str:
    return "\n".join(validation_text(books))


def _json(books: Sequence[CheckedBook], scheme: Scheme) -> str:
    return json.dumps(validation_report(books, scheme), ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Format] = {"text": _text, "json": _json}
