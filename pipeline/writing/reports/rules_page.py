"""The catalogue of rules as a page in Markdown, and one rule as text: what, why, examples, remedy."""

from collections.abc import Iterator
from itertools import groupby

from validators.rule import Rule
from validators.rules import catalogue
from validators.scheme.model import Scheme


def rules_page(scheme: Scheme) -> str:
    """Every rule in the words of a plan, family by family."""
    return "\n".join(_page(scheme))


def rule_text(rule: Rule, scheme: Scheme) -> str:
    """What ``explain`` prints."""
    head = f"{rule.code}  {rule.severity.label} ({rule.severity})\n{title(rule, scheme)}\n\n"
    return head + "\n".join(f"{name}：{text}" for name, text in _texts(rule, scheme))


def title(rule: Rule, scheme: Scheme) -> str:
    """The title in Chinese and English."""
    return f"{rule.text(rule.title, scheme)} / {rule.title_en}"


def _texts(rule: Rule, scheme: Scheme) -> Iterator[tuple[str, str]]:
    texts = {
        "问题": rule.message,
        "应为": rule.expected,
        "依据": rule.why,
        "不通过的例子": rule.fails,
        "通过的例子": rule.passes,
        "怎么改": rule.fix,
    }
    return ((name, rule.text(text, scheme)) for name, text in texts.items())


def _page(scheme: Scheme) -> Iterator[str]:
    yield f"# 检查规则\n\n按方案“{scheme.id}”（{scheme.plan}）。类别：须改正的改正后重新报送，请核实的改正或说明，供参考的酌情处理。\n"
    yield "用 `green-community rules --markdown` 生成，不要手工修改。"
    for phase, rules in groupby(catalogue().values(), lambda rule: rule.phase):
        yield f"\n## GC{phase} {phase.label}"
        for rule in rules:
            yield f"\n### {rule.code} {title(rule, scheme)}\n\n| {rule.severity.label} | {rule.severity} |\n| --- | --- |"
            yield from (f"| {name} | {text} |" for name, text in _texts(rule, scheme))
