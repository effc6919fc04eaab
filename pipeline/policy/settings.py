"""What a project lays down about checking, in ``pyproject.toml`` and in ``green-community.toml`` by the workbooks."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, ValidationError

from pipeline.reply_by import WORKING_DAYS, ReplyBy
from validators.finding import FailOn
from validators.rules import catalogue, codes
from validators.scheme.item import Written
from validators.waiver import Waiver

OWN_FILE, SHARED_FILE, TABLE = "green-community.toml", "pyproject.toml", "green-community"


def _known(selector: str) -> str:
    codes(selector)
    return selector


def _all_registered(waivers: tuple[Waiver, ...]) -> tuple[Waiver, ...]:
    for waiver in waivers:
        if waiver.code not in catalogue():
            codes(waiver.code)
            raise ValueError(f"{waiver.code} is a family; a waiver is for one code.")
    return waivers


Selectors = tuple[Annotated[str, AfterValidator(_known)], ...]
"""Codes, or the beginnings of some (``GCS``)."""


class Settings(Written):
    """One settings file; None for what it leaves open. Keys are written with hyphens."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))

    scheme: str | None = None
    fail_on: FailOn | None = None
    select: Selectors | None = None
    ignore: Selectors | None = None
    baseline: Path | None = None
    reply_by: ReplyBy | None = None
    waivers: Annotated[tuple[Waiver, ...], AfterValidator(_all_registered)] = ()


class SettingsError(Exception):
    """A settings file that cannot be used; ``faults`` says everything that is wrong with it."""

    def __init__(self, source: Path, faults: Sequence[str]) -> None:
        super().__init__(f"{source}: " + "; ".join(faults))
        self.source, self.faults = source, faults


def settings_files(paths: Iterable[Path], folder: Path) -> list[Path]:
    """The files that hold for a check: ``pyproject.toml`` nearest above the folder, then what lies by the workbooks.

    ``green-community.toml`` is looked for in a folder that is checked, beside a workbook, and above.
    """
    shared = _nearest(folder, SHARED_FILE)
    beside = (_nearest(path if path.is_dir() else path.parent, OWN_FILE) for path in paths)
    return list(dict.fromkeys(file for file in (shared, *beside) if file))


def settings_from(files: Sequence[Path]) -> Settings:
    """The files as one: what lies by the workbooks goes before ``pyproject.toml``, waivers add up.

    SettingsError when one cannot be used, or when two that lie by workbooks contradict each other.
    """
    values: dict[str, Any] = {}
    decided: dict[str, Path] = {}
    waivers: tuple[Waiver, ...] = ()
    for file in files:
        settings = _load(file)
        waivers += settings.waivers
        for name in settings.model_fields_set - {"waivers"}:
            value = getattr(settings, name)
            by = decided.get(name)
            if by and by.name == OWN_FILE and values[name] != value:
                key = name.replace("_", "-")
                raise SettingsError(file, [f"{key} contradicts {by}; check the two folders one at a time."])
            values[name], decided[name] = value, file
    return Settings.model_construct().model_copy(update={**values, "waivers": waivers})


def reply_by_setting(folder: Path) -> ReplyBy:
    """By when corrections are asked for where nobody says it at a door; SettingsError as above."""
    return settings_from(settings_files([folder], folder)).reply_by or WORKING_DAYS


def waivers_by(folder: Path) -> tuple[Waiver, ...]:
    """What may stand by the settings that hold for a folder; nothing where they cannot be used."""
    try:
        return settings_from(settings_files([folder], folder)).waivers
    except SettingsError:
        return ()


def _nearest(folder: Path, name: str) -> Path | None:
    """The file of that name in the folder or nearest above; a ``pyproject.toml`` counts only with our table."""
    here = folder.absolute()
    candidates = (parent / name for parent in (here, *here.parents))
    return next((file for file in candidates if file.is_file() and (name == OWN_FILE or _table(file))), None)


def _table(file: Path) -> Any:
    data = _parsed(file)
    if file.name == OWN_FILE:
        return data
    tool = data.get("tool")
    return tool.get(TABLE) if isinstance(tool, dict) else None


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(file, [f"{error.strerror}."]) from None
    except UnicodeDecodeError:
        raise SettingsError(file, ["not UTF-8; save it as UTF-8."]) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(file, [f"not valid TOML: {error}."]) from None


def _load(file: Path) -> Settings:
    try:
        settings = Settings.model_validate(_table(file))
    except ValidationError as error:
        raise SettingsError(file, list(_faults(error))) from None
    near: dict[str, Path | str] = {}
    if settings.baseline:
        near["baseline"] = file.parent / settings.baseline
    if settings.scheme and (file.parent / settings.scheme).is_file():
        near["scheme"] = str(file.parent / settings.scheme)
    return settings.model_copy(update=near)


def _faults(error: ValidationError) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        place = ".".join(map(str, detail["loc"]))
        message = detail["msg"].removeprefix("Value error, ")
        if detail["type"] == "extra_forbidden":
            known = Waiver.model_fields if "waivers" in detail["loc"] else Settings.model_fields
            names = [name.replace("_", "-") for name in known]
            near = get_close_matches(str(detail["loc"][-1]), names, n=1)
            message = (
                f"no such setting; did you mean {near[0]}?"
                if near
                else f"no such setting; there are {', '.join(names)}."
            )
        yield f"{place}: {message}"
