"""Whatever is submitted, corrected, drawn, reviewed, decided and lost, in whatever order: nothing is altered in silence."""

import hashlib
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from pipeline.keeping import draws_before, keep, recalled, sampled
from pipeline.ledger.draws import KeptDraw
from pipeline.reading.files.own_ledger import NAME, with_companions
from pipeline.run import REVIEWS, consolidate_town
from pipeline.town.model import Town
from pipeline.town.review.model import Visit
from pipeline.writing.review.read_back import with_own_reviews
from pipeline.writing.town import write_town
from pipeline.writing.town.progress import carry_over
from tests.filled_forms import built, fill
from tests.pipeline.town.review.noted_down import Decided, Handed, Reviewed
from tests.pipeline.town.small_towns import book
from tests.pipeline.writing.town.deciding import ROSTER, decide, record
from tests.pipeline.writing.town.town_tables import rows
from validators.scheme.file import DEFAULT_SCHEME, load_scheme

BAIHE = load_scheme(DEFAULT_SCHEME)
ITEM = BAIHE.items[0]
TOTALS = {tier.name: BAIHE.declared.points[tier.id] for tier in BAIHE.tiers}
POINTS = {tier.name: ITEM.points[tier.id] for tier in BAIHE.tiers}
NAMES, TIERS = [community.name for community in ROSTER.communities], [*TOTALS]
DAYS = {"": st.integers(1, 4), "改报": st.integers(5, 8)}
"""A community's files by what stands behind its name: what is corrected is handed in later."""

NAMED, TIER = st.sampled_from(NAMES), st.sampled_from(TIERS)


class Office(RuleBasedStateMachine):
    """A folder, its report, ledger and forms; beside them what an honest clerk would have noted down."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="review-"))
        self.folder, self.report = self.root / "in", self.root / "town.xlsx"
        self.folder.mkdir()
        self.ledger = self.folder / NAME
        self.files: dict[tuple[str, str], Handed] = {}
        self.forms: dict[str, tuple[Path, Handed]] = {}
        self.reviews: dict[str, Reviewed] = {}
        self.draws: list[KeptDraw] = []
        self.listed: dict[str, Handed] = {}
        self.typed: dict[str, tuple[str, str, date]] = {}
        self.printed: Mapping[str, tuple[Decided, ...]] = {}
        self.kept: Mapping[str, tuple[Decided, ...]] | None = None

    @property
    def counting(self) -> dict[str, Handed]:
        """The submission of every community that counts: the one that was handed in last."""
        return {name: handed for (name, _), handed in sorted(self.files.items())}

    def town(self) -> Town:
        """The town as a door has it."""
        town = consolidate_town(self.folder, BAIHE, ROSTER, as_of=date(2021, 11, 30), round_=2021)
        return recalled(town, self.ledger)

    @initialize(tier=TIER)
    def begins(self, tier: str) -> None:
        """Both have handed in, are reported, and have a form; from there on anything may happen."""
        for name in NAMES:
            self._hands_in(name, "", tier, 1)
            self._makes_a_form(name)
        self.reports()

    def _hands_in(self, name: str, which: str, tier: str, day: int) -> None:
        path = book(self.folder, f"{name}{which}.xlsx", BAIHE, name, tier, day)
        self.files[name, which] = Handed(tier, hashlib.sha256(path.read_bytes()).hexdigest())

    def _makes_a_form(self, name: str) -> None:
        place = Path(tempfile.mkdtemp(prefix="form-", dir=self.root))
        self.forms[name] = built(self.town(), Visit(name), place), self.counting[name]

    def _is_filled_in(self, name: str, choice: str) -> None:
        form, of = self.forms[name]
        fill(form, self.folder / REVIEWS / f"{name}.xlsx", {ITEM.no: choice}, {ITEM.no: "现场查看"})
        self.reviews[name] = Reviewed(of, choice)

    @rule(name=NAMED, which=st.sampled_from([*DAYS]), tier=TIER, seen=st.none() | TIER, data=st.data())
    def submits(self, name: str, which: str, tier: str, seen: str | None, data: st.DataObject) -> None:
        """A submission arrives, a correction beside it, or one in the place of another; perhaps while a form is out."""
        self._hands_in(name, which, tier, data.draw(DAYS[which]))
        if seen:
            self._is_filled_in(name, seen)
        self.reports()

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def withdraws(self, data: st.DataObject) -> None:
        """A submission goes."""
        name, which = data.draw(st.sampled_from(sorted(self.files)))
        (self.folder / f"{name}{which}.xlsx").unlink()
        del self.files[name, which]

    @precondition(lambda self: self.files)
    @rule(seed=st.none() | st.integers(1, 3), share=st.sampled_from(["0.3", "1"]))
    def draws_lots(self, seed: int | None, share: str) -> None:
        """A draw is kept as it is, and listed with all before it; without a seed nobody draws anew."""
        town = self.town()
        made = sampled(town, Decimal(share), seed, self.folder, self.ledger)
        assert made is not None
        assert (made.hindered, bool(made.news.chinese)) == (None, self.kept is None)
        if seed is None and self.draws:
            assert made.draw.seed == self.draws[-1].seed
        assert made.again is (made.draw.digest in [kept.digest for kept in self.draws])
        if not made.again:
            self.draws.append(made.draws[-1])
        assert [*made.draws] == self.draws
        self.kept = self.kept or {}

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def is_given_a_form(self, data: st.DataObject) -> None:
        """A form is made of what counts now."""
        self._makes_a_form(data.draw(st.sampled_from(sorted(self.counting))))

    @rule(choice=TIER, data=st.data())
    def is_looked_at(self, choice: str, data: st.DataObject) -> None:
        """A form is filled in, perhaps long after it was made, and put with the others."""
        self._is_filled_in(data.draw(st.sampled_from(sorted(self.forms))), choice)
        self.reports()

    @precondition(lambda self: self.listed)
    @rule(
        outcome=st.sampled_from(["推荐", "暂缓", "不推荐"]),
        by=st.sampled_from(["示范丁", "示范戊"]),
        day=st.sampled_from([20, 25]),
        corrects=st.none() | TIER,
        data=st.data(),
    )
    def decides(self, outcome: str, by: str, day: int, corrects: str | None, data: st.DataObject) -> None:
        """The office types a decision into its last report, or over one; perhaps the community corrects itself after that."""
        name = data.draw(st.sampled_from(sorted(self.listed)))
        decide(self.report, {name: (outcome, by, datetime(2021, 11, day), "经核对")})
        self.typed[name] = (outcome, by, date(2021, 11, day))
        if corrects:
            self.reports()
            self._hands_in(name, "改报", corrects, 8)
            self.reports()

    @rule(report=st.booleans())
    def loses(self, report: bool) -> None:
        """The report is deleted with what was typed since, or the ledger; the decisions read back stand in the other."""
        for file in [self.report] if report else [self.ledger, *with_companions(self.ledger)]:
            file.unlink(missing_ok=True)
        if report:
            self.listed, self.typed, self.printed = {}, {}, {}
        else:
            self.kept, self.draws = None, []

    @rule()
    def reports(self) -> None:
        """The report says of everything what is noted beside it, and no more."""
        town, left = carry_over(with_own_reviews(self.town(), self.folder), self.report, self.folder)
        assert write_town(town, self.report, self.folder) == self.report
        news = keep(town, self.ledger, self.folder)
        assert (town.failures, left, bool(news.chinese)) == ((), None, self.kept is None)
        self._decide_what_was_typed()
        self._self_scores_are_their_own(town)
        self._reviews_stand_beside(town)
        self._decisions_hold(town)
        assert [*draws_before(town, self.ledger)] == self.draws

    def _decide_what_was_typed(self) -> None:
        """What is typed is a decision on what the list showed, unless it says no more than the last one."""
        chains = dict(self.printed)
        for name, chain in (self.kept or {}).items():
            chains[name] = max(chains.get(name, ()), chain, key=len)
        for name, said in self.typed.items():
            before = chains.get(name, ())
            if not before or before[-1].said != said:
                chains[name] = (*before, Decided(said, self.listed[name]))
        self.printed = self.kept = chains
        self.listed, self.typed = self.counting, {}

    def _self_scores_are_their_own(self, town: Town) -> None:
        own = {name: TOTALS[handed.tier] for name, handed in self.counting.items()}
        assert {standing.name: standing.scorecard.total for standing in town.standings} == own
        listed = {row["社区"]: row["总分"] for row in rows(self.report, "推荐名单") if row["总分"]}
        summed = {row["社区"]: row["总分"] for row in rows(self.report, "汇总总表") if row["社区"] in own}
        assert listed == summed == own

    def _reviews_stand_beside(self, town: Town) -> None:
        now, by_code = self.counting, defaultdict[str, set[str]](set)
        totals = {
            name: TOTALS[now[name].tier] - POINTS[now[name].tier] + POINTS[review.choice]
            for name, review in self.reviews.items()
            if name in now
        }
        assert {name: review.scorecard.total for name, review in town.reviews.items()} == totals
        for finding in town.findings:
            if finding.code.startswith("GCV"):
                by_code[finding.code].add(Path(finding.file or "").stem)
        stale = {name for name in totals if self.reviews[name].of.tier != now[name].tier}
        asked = (("GCV704", stale), ("GCV703", self.reviews.keys() - now.keys()))
        assert by_code == {code: {*who} for code, who in asked if who}

    def _decisions_hold(self, town: Town) -> None:
        chains, now = self.printed, self.counting
        said = [
            (name, *one.said[:2], one.said[2].isoformat(), TOTALS[one.on.tier], "现行" if last else "已变更")
            for name, chain in chains.items()
            for one, last in ((one, one is chain[-1]) for one in chain)
        ]
        assert Counter(record(self.report)) == Counter(said)
        changed = {name for name, chain in chains.items() if now.get(name) != chain[-1].on}
        found = [finding.community for finding in town.findings if finding.code == "GCR517"]
        assert sorted(map(str, found)) == sorted(changed)

    def teardown(self) -> None:
        """Clear it away."""
        shutil.rmtree(self.root)


TestOffice = pytest.mark.slow(Office.TestCase)
TestOffice.settings = settings(
    max_examples=30,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
