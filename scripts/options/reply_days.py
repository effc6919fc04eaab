"""By when corrections are asked for: an option's value, or what the settings by the submissions say."""

from datetime import datetime
from pathlib import Path

import click

from pipeline.clock import today
from pipeline.policy.settings import SettingsError, reply_by_setting
from pipeline.reply_by import MOST_DAYS, ReplyBy, ReplyDayError, reply_by_from, reply_day
from scripts.options.exits import could_not_run
from validators.scheme.model import Scheme


class _ReplyBy(click.ParamType[ReplyBy]):
    """A number of working days, or a day."""

    name = "days or day"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> ReplyBy:
        """The number or the day; click's own way to end for anything else."""
        try:
            return reply_by_from(value)
        except ValueError:
            words = f"neither a number of working days (1 to {MOST_DAYS}) nor a day such as 2021-11-12"
            self.fail(f"{value!r} is {words}.", param, ctx)


REPLY_BY = _ReplyBy()


def reply_by_or_exit(given: ReplyBy | None, folder: Path, as_of: datetime | None, scheme: Scheme) -> ReplyBy:
    """What holds for this report; exit 2 in a sentence when it cannot be used."""
    try:
        reply_by = given or reply_by_setting(folder)
        reply_day(reply_by, as_of.date() if as_of else today(scheme))
    except SettingsError as error:
        could_not_run(f"Settings {error.source} cannot be used:", *(f"  {fault}" for fault in error.faults))
    except ReplyDayError as error:
        could_not_run(f"By when to correct: {error}.")
    return reply_by
