"""Recommendations, decisions, the final summary and proposals for praise, as ``consolidate --json`` writes them."""

from typing import Any

from pipeline.harmless import json_number
from pipeline.policy.masking import masked
from pipeline.town.model import Town
from pipeline.town.review.closing.practices import Practice, practices
from pipeline.town.review.closing.praise import Proposed, praise
from pipeline.town.review.closing.stages import StageResult
from pipeline.town.review.closing.summary import final_summary, is_summed_up
from pipeline.town.review.recommending.candidates import Candidate, candidates, recommended, recommends
from pipeline.town.review.recommending.completeness import Completeness
from pipeline.town.review.recommending.decision import Decided, Decision

Json = dict[str, Any]


def closing(town: Town) -> Json:
    """The same lists as the sheets 推荐名单, 申报材料核对, 公示名单, 决定记录, 总结, 可复制做法 and 表扬建议名单 hold.

    ``closing`` and ``praise`` are None before the last round of the plan; a district recommends nobody: a workbook has no such
    sheets then.
    """
    last, told = is_summed_up(town), recommends(town)
    return {
        "recommendations": [_candidate(candidate) for candidate in candidates(town) if told],
        "publicity": [
            {"community": masked(c.community), "total": json_number(c.decision.total)}
            for c in recommended(town)
            if c.decision and told
        ],
        "closing": _summary(town) if last else None,
        "praise": [_proposed(proposed) for proposed in praise(town)] if last else None,
    }


def _candidate(candidate: Candidate) -> Json:
    standing, draft = candidate.standing, candidate.draft
    return {
        "code": candidate.code,
        "community": masked(candidate.community),
        "total": json_number(standing.scorecard.total) if standing else None,
        "grade": standing.scorecard.grade.name if standing else None,
        "attained": standing.scorecard.attained if standing else None,
        "reviewed_total": json_number(candidate.reviewed),
        "materials": _materials(candidate.complete) if candidate.complete else None,
        "open": candidate.open,
        "draft": {"outcome": draft.outcome, "text": masked(draft.text)} if draft else None,
        "typed": _said(candidate.typed) | {"lacking": candidate.typed.lacking} if candidate.typed else None,
        "decisions": [_decision(decision) for decision in candidate.decisions],
        "changed_since": masked(candidate.changed) or None,
    }


def _materials(complete: Completeness) -> Json:
    return {
        "missing": list(complete.missing),
        "declaration": complete.declaration.name.lower(),
        "blank": list(complete.blank),
        "account": complete.account,
        "claimed": complete.claimed,
        "unproved": list(complete.unproved),
        "scans": [masked(file) for file in complete.scans],
        "lacking": list(complete.lacking),
    }


def _said(said: Decision | Decided) -> Json:
    on = said.on if isinstance(said.on, str) else said.on.isoformat()
    return {"outcome": said.outcome, "by": masked(said.by), "on": masked(on), "reason": masked(said.reason)}


def _decision(decision: Decision) -> Json:
    basis = {"total": json_number(decision.total), "grade": decision.grade, "sha256": decision.sha256}
    return _said(decision) | {"made_on": basis}


def _summary(town: Town) -> Json:
    told = final_summary(town)
    return {
        "title": f"{told.title}（{told.until}）",
        "passages": [{"heading": p.heading, "text": masked(p.text)} for p in told.passages],
        "stages": [_stage(stage) for stage in told.stages],
        "practices": [_practice(practice) for practice in practices(town)],
    }


def _stage(stage: StageResult) -> Json:
    return {
        "stage": stage.name,
        "start": stage.start and stage.start.isoformat(),
        "end": stage.end.isoformat(),
        "work": stage.work,
        "target": stage.target,
        "target_rate": json_number(stage.aim.rate) if stage.aim else None,
        "rate": json_number(stage.rate),
        "met": stage.met,
        "result": stage.result,
        "source": masked(stage.source),
    }


def _practice(practice: Practice) -> Json:
    return {
        "item": practice.item.no,
        "community": masked(practice.community),
        "text": masked(practice.text),
        "file": practice.file,
        "sheet": practice.cell.sheet,
        "cell": practice.cell.a1,
    }


def _proposed(proposed: Proposed) -> Json:
    return {
        "rule": proposed.rule.name,
        "by": proposed.rule.by,
        "category": proposed.rule.category,
        "community": masked(proposed.community),
        "grounds": masked(proposed.grounds),
        "doubt": proposed.doubt,
        "form": proposed.rule.form,
    }
