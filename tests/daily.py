"""Which of many cases of one kind the everyday suite runs; where CI is set all of them run."""

from collections.abc import Sequence
from typing import Any

import pytest


def daily(cases: Sequence[Any], count: int) -> list[Any]:
    """The cases for ``parametrize``: the first ones run every day, the others are ``slow``.

    For cases that go the same way through the program and cost as much each: what only a later one shows
    is found by ``make test-full``.
    """
    kept = (case if type(case) is tuple else (case,) for case in cases[count:])
    return [*cases[:count], *(pytest.param(*values, marks=pytest.mark.slow) for values in kept)]
