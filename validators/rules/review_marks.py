"""GCV: does what was found on site hold beside the submission that it is about?"""

from collections.abc import Iterator

from validators.finding import Severity
from validators.review.forms import ReviewCase
from validators.rule import Hit, rule
from validators.rules.review import WHY, counting, hit
from validators.wording import full_date, joined


@rule(
    "GCV704",
    Severity.QUERY,
    title="考评的自测评分表后来更换过",
    title_en="Submission replaced since the form was made",
    message="考评表是按{found}生成的，现在计分的是{handed_in}报送的另一份。考评分按现在的自评计算。",
    fix="请核对两份自测评分表的差别，必要时重新生成考评表，再作考评。",
    expected="按现在计分的自测评分表生成的考评表",
    why=WHY,
    fails="考评以后社区又改报了一份。",
    passes="考评以后没有再改报。",
)
def stale(case: ReviewCase) -> Iterator[Hit]:
    for arrival, form in counting(case):
        if arrival.stale:
            day = full_date(arrival.handed_in) if arrival.handed_in else "后来"
            yield hit(arrival, form.cells["shown"], arrival.stale, handed_in=day)


@rule(
    "GCV705",
    Severity.QUERY,
    title="考评日期早于报送日期",
    title_en="Reviewed before it was handed in",
    message="考评日期是{found}，而自测评分表是{handed_in}报送的。",
    fix="请核对考评日期（{cell}）；确是报送前去看的，请在报送后再作考评。",
    expected="报送以后的日期",
    why="方案规定先报送自测评分表，再抽样考评。",
    fails="10月20日报送，考评日期写的是10月12日。",
    passes="10月20日报送，11月24日考评。",
)
def too_early(case: ReviewCase) -> Iterator[Hit]:
    for arrival, form in counting(case):
        if form.on and arrival.handed_in and form.on < arrival.handed_in and not arrival.stale:
            handed_in = full_date(arrival.handed_in)
            yield hit(arrival, form.cells["on"], full_date(form.on), handed_in=handed_in)


@rule(
    "GCV708",
    Severity.QUERY,
    title="考评人员是填报人",
    title_en="Reviewer is the filler",
    message="考评人员{found}就是这个社区自测评分表的填报人。",
    fix="请由社区以外的人员考评；只是同名的，请注明单位。",
    expected="社区以外的人员",
    why="考评是对自评的核对，不能由填报人自己作。",
    fails="填报人张某又在考评人员里签了名。",
    passes="考评人员都不是填报人。",
)
def own_reviewer(case: ReviewCase) -> Iterator[Hit]:
    for arrival, form in counting(case):
        if arrival.fillers:
            yield hit(arrival, form.cells["reviewers"], joined(f"“{name}”" for name in arrival.fillers))


@rule(
    "GCV709",
    Severity.QUERY,
    title="考评与自评不同，没有说明",
    title_en="Changed without a reason",
    message="第{item}项自评为{own}，考评为“{found}”，没有写说明。",
    fix="请在 {cell} 写明依据，例如现场看到的情况。",
    expected="与自评不同的依据",
    why=WHY,
    fails="自评“{top_tier}”，考评“{lowest_tier}”，说明空着。",
    passes="自评“{top_tier}”，考评“{lowest_tier}”，说明写着“现场查看两处损坏”。",
)
def unexplained(case: ReviewCase) -> Iterator[Hit]:
    for arrival, _ in counting(case):
        for changed in arrival.unexplained:
            own = f"“{changed.own}”" if changed.own else "空白"
            yield hit(arrival, changed.cell, changed.choice, changed.item, own=own)


@rule(
    "GCV710",
    Severity.ERROR,
    title="考评档次不是本项的档次",
    title_en="Not a choice of the item",
    message="第{item}项的考评档次“{found}”不是本项的档次，这一项仍按自评计分。",
    fix="请在 {cell} 的下拉列表里选一个。",
    expected="下拉列表里的档次",
    why=WHY,
    fails="考评档次里写了“优秀”。",
    passes="考评档次从下拉列表里选。",
)
def not_offered(case: ReviewCase) -> Iterator[Hit]:
    for arrival in case.forms:
        for line in arrival.not_offered if arrival.counts or arrival.empty else ():
            yield hit(arrival, line.cells["choice"], line.choice, int(line.number))


@rule(
    "GCV711",
    Severity.QUERY,
    title="考评表上多出项目",
    title_en="Item not on the form",
    message="考评表生成时没有“{found}”这一行（或者写了两行），这一行没有计入。",
    fix="请删去多出的行；确要考评这一项的，请重新生成有这一项的考评表。",
    expected="考评表生成时列出的项目，每项一行",
    why="看哪些项目在考评前已经定下，不临时增减。",
    fails="在抽中的6项之外又加了一行第30项。",
    passes="只填考评表上列出的项目。",
)
def not_listed(case: ReviewCase) -> Iterator[Hit]:
    for arrival in case.forms:
        for line in arrival.not_listed if arrival.counts or arrival.empty else ():
            yield hit(arrival, line.cells["number"], line.number)
