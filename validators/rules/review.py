"""GCV: can a 考评表 be relied on, and whose is it?"""

from collections.abc import Iterator

from validators.cells import CellRef
from validators.finding import Severity
from validators.reviews import FormArrival, ReviewCase, ReviewForm
from validators.rule import Hit, rule
from validators.wording import full_date, joined

_WHY = "考评须逐项有据，考评分与自评分并列，自评分不改动。"


def _hit(
    arrival: FormArrival, at: CellRef | None, found: str = "", item: int | None = None, **words: object
) -> Hit:
    return Hit(at, found, item=item, file=arrival.file, community=arrival.community, words=words)


def _counting(case: ReviewCase) -> Iterator[tuple[FormArrival, ReviewForm]]:
    return ((arrival, arrival.form) for arrival in case.forms if arrival.counts and arrival.form)


@rule(
    "GCV701",
    Severity.ERROR,
    title="考评表无法读取",
    title_en="Review form cannot be read",
    message="这个文件读不出考评表：{found}。",
    fix="请用本程序生成的考评表填写，另存为 .xlsx 后放回考评文件夹；不是考评表的文件，请移出考评文件夹。",
    expected="本程序生成的考评表",
    why=_WHY,
    fails="考评文件夹里放了一张签名页的照片。",
    passes="考评文件夹里只有填好的考评表。",
)
def unread(case: ReviewCase) -> Iterator[Hit]:
    for arrival in case.forms:
        if arrival.unread:
            reason, cell = arrival.unread
            yield _hit(arrival, cell, reason)


@rule(
    "GCV702",
    Severity.ERROR,
    title="其他方案或年度的考评表",
    title_en="Review of another plan or round",
    message="这是{found}的考评表，本次汇总的是{here}，没有计入。",
    fix="请换成{here}的考评表；放错文件夹的，请移出。",
    expected="本年度、本方案的考评表",
    why=_WHY,
    fails="把上一年的考评表放进了今年的考评文件夹。",
    passes="考评表的方案和年度与汇总的一致。",
)
def elsewhere(case: ReviewCase) -> Iterator[Hit]:
    for arrival in case.forms:
        if arrival.elsewhere:
            found, here, cell = arrival.elsewhere
            yield _hit(arrival, cell, found, here=here)


@rule(
    "GCV703",
    Severity.ERROR,
    title="考评表的社区对不上",
    title_en="Review of another community",
    message="考评表上的社区是“{found}”，{why}，没有计入。",
    fix="请核对：用别的社区的考评表改写的，请用本社区的考评表重新填写；社区还没有报送的，请先收自测评分表。",
    expected="已报送自测评分表的社区自己的考评表",
    why=_WHY,
    fails="把一个社区的考评表改个社区名，给另一个社区用。",
    passes="每个社区用自己的考评表。",
)
def stranger(case: ReviewCase) -> Iterator[Hit]:
    for arrival in case.forms:
        if arrival.stranger:
            found, why, cell = arrival.stranger
            yield _hit(arrival, cell, found, why=why)


@rule(
    "GCV704",
    Severity.QUERY,
    title="考评的自测评分表后来更换过",
    title_en="Submission replaced since the form was made",
    message="考评表是按{found}生成的，现在计分的是{handed_in}报送的另一份。考评分按现在的自评计算。",
    fix="请核对两份自测评分表的差别，必要时重新生成考评表，再作考评。",
    expected="按现在计分的自测评分表生成的考评表",
    why=_WHY,
    fails="考评以后社区又改报了一份。",
    passes="考评以后没有再改报。",
)
def stale(case: ReviewCase) -> Iterator[Hit]:
    for arrival, form in _counting(case):
        if arrival.stale:
            day = full_date(arrival.handed_in) if arrival.handed_in else "后来"
            yield _hit(arrival, form.cells["submission"], arrival.stale, handed_in=day)


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
    for arrival, form in _counting(case):
        if form.on and arrival.handed_in and form.on < arrival.handed_in and not arrival.stale:
            handed_in = full_date(arrival.handed_in)
            yield _hit(arrival, form.cells["on"], full_date(form.on), handed_in=handed_in)


@rule(
    "GCV706",
    Severity.QUERY,
    title="考评日期没有填写或者不对",
    title_en="Day of the review missing or impossible",
    message="考评日期{found}。",
    fix="请在 {cell} 填写考评当天的日期，例如 {year}-11-24。",
    expected="考评当天的日期",
    why=_WHY,
    fails="考评日期空着。",
    passes="考评日期写的是考评当天。",
)
def undated(case: ReviewCase) -> Iterator[Hit]:
    for arrival, form in _counting(case):
        said = f"“{form.day}”不能识别" if form.day else "没有填写"
        if form.on and form.on > case.as_of:
            said = f"是{full_date(form.on)}，晚于汇总日期{full_date(case.as_of)}"
        if form.on is None or form.on > case.as_of:
            yield _hit(arrival, form.cells["on"], said, year=form.identity.round)


@rule(
    "GCV707",
    Severity.QUERY,
    title="考评人员没有填写",
    title_en="Reviewers missing",
    message="考评表上没有写考评人员。",
    fix="请在 {cell} 填写考评人员姓名，几个人之间用顿号隔开。",
    expected="考评人员姓名",
    why=_WHY,
    fails="考评人员一格空着。",
    passes="写明了谁去考评的。",
)
def unsigned(case: ReviewCase) -> Iterator[Hit]:
    for arrival, form in _counting(case):
        if not form.reviewers:
            yield _hit(arrival, form.cells["reviewers"])


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
    for arrival, form in _counting(case):
        if arrival.fillers:
            yield _hit(arrival, form.cells["reviewers"], joined(f"“{name}”" for name in arrival.fillers))


@rule(
    "GCV709",
    Severity.QUERY,
    title="考评与自评不同，没有说明",
    title_en="Changed without a reason",
    message="第{item}项自评为{own}，考评为“{found}”，没有写说明。",
    fix="请在 {cell} 写明依据，例如现场看到的情况。",
    expected="与自评不同的依据",
    why=_WHY,
    fails="自评“{top_tier}”，考评“{lowest_tier}”，说明空着。",
    passes="自评“{top_tier}”，考评“{lowest_tier}”，说明写着“现场查看两处损坏”。",
)
def unexplained(case: ReviewCase) -> Iterator[Hit]:
    for arrival, _ in _counting(case):
        for changed in arrival.unexplained:
            own = f"“{changed.own}”" if changed.own else "空白"
            yield _hit(arrival, changed.cell, changed.choice, changed.item, own=own)


@rule(
    "GCV710",
    Severity.ERROR,
    title="考评档次不是本项的档次",
    title_en="Not a choice of the item",
    message="第{item}项的考评档次“{found}”不是本项的档次，这一项仍按自评计分。",
    fix="请在 {cell} 的下拉列表里选一个。",
    expected="下拉列表里的档次",
    why=_WHY,
    fails="考评档次里写了“优秀”。",
    passes="考评档次从下拉列表里选。",
)
def not_offered(case: ReviewCase) -> Iterator[Hit]:
    for arrival, _ in _counting(case):
        for line in arrival.not_offered:
            yield _hit(arrival, line.cells["choice"], line.choice, int(line.number))


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
    for arrival, _ in _counting(case):
        for line in arrival.not_listed:
            yield _hit(arrival, line.cells["number"], line.number)


@rule(
    "GCV712",
    Severity.QUERY,
    title="同一社区有两份不同的考评表",
    title_en="Two reviews of one community",
    message="这个社区还有一份内容不同的考评表“{found}”，按考评日期较晚的那一份计，本份没有计入。",
    fix="请核对哪一份是定稿，把另一份移出考评文件夹。",
    expected="每个社区一份考评表",
    why=_WHY,
    fails="初评和复评的考评表都放在考评文件夹里。",
    passes="考评文件夹里每个社区只有定稿。",
)
def twice(case: ReviewCase) -> Iterator[Hit]:
    for arrival in case.forms:
        if arrival.twin and arrival.form:
            yield _hit(arrival, arrival.form.cells["on"], arrival.twin)


@rule(
    "GCV713",
    Severity.INFO,
    title="考评表没有填写",
    title_en="Review form not filled in",
    message="考评表里还没有选考评档次，没有计入。",
    fix="考评以后请选好考评档次，再汇总一次。",
    expected="选好考评档次的考评表",
    why=_WHY,
    fails="考评表原样放回考评文件夹。",
    passes="考评表里选了考评档次。",
)
def empty(case: ReviewCase) -> Iterator[Hit]:
    for arrival in case.forms:
        if arrival.empty and arrival.form:
            yield _hit(arrival, arrival.form.cells["choice"])


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
            yield _hit(arrival, None, joined(arrival.oddities))
