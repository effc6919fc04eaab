"""Whatever is done to a folder in whatever order, the ledger tells all that any consolidation saw, and which is there now."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from pipeline.ledger import recording
from tests.pipeline.ledger.kept import ROSTER, consolidated, counts, told
from tests.pipeline.town.small_towns import book
from validators.scheme.file import DEFAULT_SCHEME, load_scheme

BAIHE = load_scheme(DEFAULT_SCHEME)
TOTALS = {tier.name: BAIHE.declared.points[tier.id] for tier in BAIHE.tiers}
NAMES = [community.name for community in ROSTER.communities]
FILES = st.sampled_from(["1.xlsx", "2.xlsx", "3.xlsx"])

Content = tuple[str, str, int]
"""All that tells one workbook here from another: community, tier of every item, day."""


class Office(RuleBasedStateMachine):
    """A folder with its ledger; beside it what an honest clerk would have noted down."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="ledger-"))
        self.files: dict[str, Content] = {}
        self.seen: set[Content] = set()
        self.consolidations = 0

    @rule(file=FILES, name=st.sampled_from(NAMES), tier=st.sampled_from([*TOTALS]), day=st.integers(1, 4))
    def arrives(self, file: str, name: str, tier: str, day: int) -> None:
        """A submission arrives, or takes the place of another under the same name."""
        book(self.folder, file, BAIHE, name, tier, day)
        self.files[file] = (name, tier, day)

    @rule(file=FILES)
    def is_deleted(self, file: str) -> None:
        """A file goes, if it is there."""
        (self.folder / file).unlink(missing_ok=True)
        self.files.pop(file, None)

    @rule(file=FILES, to=FILES)
    def is_renamed(self, file: str, to: str) -> None:
        """A file gets a name that no other has."""
        if file in self.files and to not in self.files:
            (self.folder / file).rename(self.folder / to)
            self.files[to] = self.files.pop(file)

    @rule()
    def is_consolidated(self) -> None:
        """All that was ever seen is told, each once; consolidated at once again, nothing is added but that."""
        consolidated(self.folder, BAIHE)
        self.seen |= {*self.files.values()}
        once = counts(self.folder)
        consolidated(self.folder, BAIHE)
        self.consolidations += 2
        assert counts(self.folder) == once | {"consolidations": self.consolidations}
        chain = told(self.folder)
        assert len(chain) == len(self.seen)
        assert {(one.community, one.total, one.handed_in.day) for one in chain if one.handed_in} == {
            (name, TOTALS[tier], day) for name, tier, day in self.seen
        }
        there = {
            (one.community, one.total, one.handed_in.day) for one in chain if one.there and one.handed_in
        }
        assert there == {(name, TOTALS[tier], day) for name, tier, day in self.files.values()}

    @rule(table=st.sampled_from(["versions", "selections", "findings", "sightings", "asked"]))
    def is_cut_off(self, table: str) -> None:
        """The work ends while a table is written, if it comes to that: nothing of it is in the ledger."""
        whole, insert = counts(self.folder), recording._insert

        def ends(ledger: object, into: str, rows: object) -> None:
            insert(ledger, into, rows)  # type: ignore[arg-type]
            if into == table:
                raise KeyboardInterrupt

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(recording, "_insert", ends)
            try:
                consolidated(self.folder, BAIHE)
            except KeyboardInterrupt:
                assert counts(self.folder) == whole
            else:
                self.seen |= {*self.files.values()}
                self.consolidations += 1

    def teardown(self) -> None:
        """Clear the folder away."""
        shutil.rmtree(self.folder)


TestOffice = Office.TestCase
TestOffice.settings = settings(
    max_examples=50 if os.environ.get("CI") else 8,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
