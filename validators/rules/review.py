"""GCV: can a 考评表 be relied on, and whose is it?"""

from collections.abc import Iterator

from validators.cells import CellRef
from validators.finding import Severity
from validators.review.forms import FormArrival, ReviewCase, ReviewForm
from validators.rule import Hit, rule
from validators.wording import full_date, joined

WHY = "考评须逐项有据，考评分与自评分并列，自评分不改动。"


def hit(
    arrival: FormArrival, at: CellRef | None, found: str = "", item: int | None = None, **words: object
) -> Hit:
    """A hit about a form at a cell of it."""
    return Hit(at, found, item=item, file=arrival.file, community=arrival.community, words=words)


def counting(case: ReviewCase) -> Iterator[tuple[FormArrival, ReviewForm]]:
    """The forms that are reviews."""
    return ((arrival, arrival.form) for arrival in case.forms if arrival.counts and arrival.form)


@rule(
    "GCV701",
    Severity.ERROR,
    title="考评表无法读取",
    title_en="Review form cannot be read",
    message="这个文件不能作为考评表读取：{found}。",
    fix="请用本程序生成的考评表填写，另存为 .xlsx 后放回“考评表”文件夹；不是考评表的文件，请移出“考评表”文件夹。",
    expected="本程序生成的考评表",
    why=WHY,
    fails="“考评表”文件夹里放了一张签名页的照片。",
    passes="“考评表”文件夹里只有填好的考评表。",
)
def unread(case: ReviewCase) -> Iterator[Hit]:
    for arrival in case.forms:
        if arrival.unread:
            reason, cell = arrival.unread
            yield hit(arrival, cell, reason)


@rule(
    "GCV702",
    Severity.ERROR,
    title="其他方案或年度的考评表",
    title_en="Review of another plan or round",
    message="这是{found}的考评表，本次汇总的是{here}，没有计入。",
    fix="请看 {cell} 的标题，换成{here}的考评表；放错文件夹的，请移出。",
    expected="本年度、本方案的考评表",
    why=WHY,
    fails="把上一年的考评表放进了今年的“考评表”文件夹。",
    passes="考评表的方案和年度与汇总的一致。",
)
def elsewhere(case: ReviewCase) -> Iterator[Hit]:
    for arrival in case.forms:
        if arrival.elsewhere:
            found, here, cell = arrival.elsewhere
            yield hit(arrival, cell, found, here=here)


@rule(
    "GCV703",
    Severity.ERROR,
    title="考评表的社区对不上",
    title_en="Review of another community",
    message="考评表上的社区是“{found}”，{why}，没有计入。",
    fix="请核对 {cell}：用别的社区的考评表改写的，请用本社区的考评表重新填写；社区还没有报送的，请先收自测评分表。",
    expected="已报送自测评分表的社区自己的考评表",
    why=WHY,
    fails="把一个社区的考评表改个社区名，给另一个社区用。",
    passes="每个社区用自己的考评表。",
)
def stranger(case: ReviewCase) -> Iterator[Hit]:
    for arrival in case.forms:
        if arrival.stranger:
            found, why, cell = arrival.stranger
            yield hit(arrival, cell, found, why=why)


@rule(
    "GCV706",
    Severity.QUERY,
    title="考评日期没有填写或者不对",
    title_en="Day of the review missing or impossible",
    message="考评日期{found}。",
    fix="请在 {cell} 填写考评当天的日期，例如 {year}-11-24。",
    expected="考评当天的日期",
    why=WHY,
    fails="考评日期空着。",
    passes="考评日期写的是考评当天。",
)
def undated(case: ReviewCase) -> Iterator[Hit]:
    for arrival, form in counting(case):
        if form.on is None:
            said = f"“{form.day}”不能识别" if form.day else "没有填写"
        elif form.on > case.as_of:
            said = f"是{full_date(form.on)}，晚于汇总日期{full_date(case.as_of)}"
        else:
            continue
        yield hit(arrival, form.cells["on"], said, year=form.identity.round)


@rule(
    "GCV707",
    Severity.QUERY,
    title="考评人员没有填写",
    title_en="Reviewers missing",
    message="考评表上没有写考评人员。",
    fix="请在 {cell} 填写考评人员姓名，几个人之间用顿号隔开。",
    expected="考评人员姓名",
    why=WHY,
    fails="考评人员一格空着。",
    passes="写明了谁去考评的。",
)
def unsigned(case: ReviewCase) -> Iterator[Hit]:
    for arrival, form in counting(case):
        if not form.reviewers:
            yield hit(arrival, form.cells["reviewers"])


@rule(
    "GCV712",
    Severity.QUERY,
    title="同一社区有两份不同的考评表",
    title_en="Two reviews of one community",
    message="这个社区还有一份内容不同的考评表“{found}”，{how}的那一份计，本份没有计入。",
    fix="请核对哪一份是定稿，把另一份移出“考评表”文件夹。",
    expected="每个社区一份考评表",
    why=WHY,
    fails="初评和复评的考评表都放在“考评表”文件夹里。",
    passes="“考评表”文件夹里每个社区只有定稿。",
)
def twice(case: ReviewCase) -> Iterator[Hit]:
    days = {arrival.file: arrival.form.on for arrival in case.forms if arrival.form}
    for arrival in case.forms:
        if arrival.twin and arrival.form:
            alike = days.get(arrival.twin) == arrival.form.on
            how = "考评日期分不出先后，暂按文件名在前" if alike else "按考评日期较晚"
            yield hit(arrival, arrival.form.cells["on"], arrival.twin, how=how)


@rule(
    "GCV713",
    Severity.INFO,
    title="考评表没有填好",
    title_en="Review form without a choice that counts",
    message="考评表里还没有能计分的考评档次，没有计入。",
    fix="考评以后请选好考评档次，再汇总一次。",
    expected="选好考评档次的考评表",
    why=WHY,
    fails="考评表原样放回“考评表”文件夹。",
    passes="考评表里选了考评档次。",
)
def empty(case: ReviewCase) -> Iterator[Hit]:
    for arrival in case.forms:
        if arrival.empty and arrival.form:
            yield hit(arrival, arrival.form.cells["choice"])


@rule(
    "GCV714",
    Severity.QUERY,
    title="考评表里有不应有的内容",
    title_en="Review form holds something else",
    message="考评表里有不应有的内容：{found}。程序没有运行，也没有读取。",
    fix="请核对是谁加进去的；来源查明前请勿启用。",
    expected="只有表格的考评表",
    why="考评表不带宏，也不需要别的文件。",
    fails="考评表里有宏。",
    passes="考评表由本程序生成，没有加别的东西。",
)
def odd(case: ReviewCase) -> Iterator[Hit]:
    for arrival in case.forms:
        if arrival.oddities:
            yield hit(arrival, None, joined(arrival.oddities))
