"""Excel on the other side, once as the desktop add-in and once as Office.js."""

from collections.abc import Iterator

import pytest

from tests.addin.excel import Excel


@pytest.fixture(scope="module", params=["desktop", "server"])
def excel(request: pytest.FixtureRequest) -> Iterator[Excel]:
    """Each transport: a function must not care by which it is called."""
    with Excel(request.param) as running:
        yield running
