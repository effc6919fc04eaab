"""GCT: is it the plan's table, whole and unchanged?"""

from collections.abc import Iterator

from validators.finding import Severity
from validators.read_as import readings
from validators.rule import BookCase, Hit, rule
from validators.submission import Loc
from validators.wording import joined, same_wording

TABLE = "{table}的任务分解表，一项一行，文字和分值与方案一致"


@rule(
    "GCT101",
    Severity.ERROR,
    title="没有找到评分表",
    title_en="No scorecard found",
    message="工作簿里没有找到任务分解表：没有一张工作表的表头同时有“{number}”“{criterion}”和填写自评的列。",
    fix="请把{title}填好后放在工作簿里，表头文字不要改动，例如：{columns}。",
    expected=TABLE,
    why="按期报送自测评分表（{reporting}）。",
    fails="工作簿里只有一张会议签到表。",
    passes="工作簿里有{table}的任务分解表，表头一字不改。",
    stops=True,
)
def no_scorecard(case: BookCase) -> Iterator[Hit]:
    if case.problem and case.problem.kind == "no_scorecard":
        labels = case.scheme.labels
        words = {
            "number": labels.number[0],
            "criterion": labels.criterion[0],
            "title": case.scheme.title,
            "columns": " | ".join(
                (labels.number[0], labels.criterion[0], labels.max_points[0], labels.tier[0], labels.score[0])
            ),
        }
        yield Hit(case.problem.cell, found=case.problem.detail, words=words)


@rule(
    "GCT102",
    Severity.ERROR,
    title="缺少项目行",
    title_en="Item row missing",
    message="表中没有第{item}项“{criterion}”这一行。方案共有{count}项，每项都要自评。",
    fix="请在 {cell} 那一行之后补上第{item}项整行，再填自评。",
    expected="方案的每一项都有一行",
    why="{table}逐项列明创建标准。",
    fails="第12项整行被删掉了。",
    passes="从第1项到最后一项，每项一行。",
)
def row_missing(case: BookCase) -> Iterator[Hit]:
    if case.scorecard is None:
        return
    place: Loc = ("entries",)
    for mark in case.scorecard.marks:
        if mark.row is not None:
            place = ("entries", mark.row, "item")
            continue
        criterion = case.scheme.item_by_no[mark.item].criterion
        yield Hit(place, item=mark.item, words={"criterion": criterion, "count": len(case.scheme.items)})


@rule(
    "GCT103",
    Severity.ERROR,
    title="项目行重复",
    title_en="Item row repeated",
    message="第{item}项在 {first} 已经有一行，{cell} 又出现一行。目前按 {first} 的那一行计分。",
    fix="请核对这两行，只留一行，把多余的整行删去。",
    expected="方案的每一项只有一行",
    why="{table}每项只列一行，两行不能确定以哪一行为准。",
    fails="第7项有两行，一行选“{lowest_tier}”，一行选“{top_tier}”。",
    passes="第7项只有一行。",
)
def row_repeated(case: BookCase) -> Iterator[Hit]:
    if case.scorecard is None:
        return
    for index, entry in enumerate(case.entries):
        if entry.item in case.scheme.item_by_no:
            first = case.scorecard.mark(int(entry.item)).row
            if first != index:
                address = case.address(("entries", first or 0, "item"))
                yield Hit(("entries", index, "item"), item=int(entry.item), words={"first": address})


@rule(
    "GCT104",
    Severity.ERROR,
    title="方案里没有的项目",
    title_en="Item not in the plan",
    message="序号“{found}”不在方案之内，方案只有第1至{count}项。这一行没有计分。",
    fix="请核对 {cell} 的序号，例如改为1至{count}之间正确的序号；自行增加的行请删去。",
    expected="序号为方案中的项目序号",
    why="{table}只有方案列明的项目，另加的项目不能计分。",
    fails="在表末自己加了一行“其他”，序号写的是99。",
    passes="只有方案列明的序号。",
)
def row_unknown(case: BookCase) -> Iterator[Hit]:
    for index, entry in enumerate(case.entries):
        if entry.item not in case.scheme.item_by_no:
            count = len(case.scheme.items)
            yield Hit(("entries", index, "item"), found=str(entry.item) or "（空白）", words={"count": count})


@rule(
    "GCT105",
    Severity.QUERY,
    title="创建标准文字有改动",
    title_en="Criterion text changed",
    message="第{item}项的创建标准与方案不同，现为“{found}”。方案原文是“{expected}”。",
    fix="请核对 {cell}：若是误改，请恢复原文；若序号与内容错位，请把两者对齐。",
    expected="创建标准与{table}一字不差",
    why="{table}的创建标准是评分依据，改动后可能张冠李戴。",
    fails="第2项的创建标准只抄了前半句。",
    passes="第2项的创建标准与方案原文一字不差。",
)
def criterion_changed(case: BookCase) -> Iterator[Hit]:
    for index, entry, item, _ in case.rows:
        if entry.criterion and not same_wording(entry.criterion, item.text, item.criterion):
            yield Hit(("entries", index, "criterion"), entry.criterion, item.text, item=item.no)


@rule(
    "GCT107",
    Severity.QUERY,
    title="不止一张评分表",
    title_en="More than one scorecard",
    message="工作簿里有不止一张填了内容的任务分解表。本次按“{taken}”计分，没有看{found}。",
    fix="请只留一张填好的表，把其余的删去；如果应以另一张为准，请删去“{taken}”的这一张。",
    expected="一个工作簿里只有一张填好的任务分解表",
    why="一个社区一份自测评分表（{reporting}）。",
    fails="今年的表填好了，去年填好的表也留在里面。",
    passes="只有一张填好的表。",
)
def several_tables(case: BookCase) -> Iterator[Hit]:
    if case.submission and case.submission.other_tables and case.submission.filled:
        others = joined(f"“{sheet}”" for sheet in case.submission.other_tables)
        yield Hit(("entries",), found=others, words={"taken": case.sources["entries",].sheet})


@rule(
    "GCT108",
    Severity.INFO,
    title="社区名称取自文件名",
    title_en="Community name taken from the file name",
    message="表中没有填写社区名称{taken}。",
    fix="请在评分表上方填写“{label}：”和社区全称，例如“{label}：{found}”。",
    expected="评分表上写明社区名称",
    why="文件名容易被改动，报送单位以表中填写的为准。",
    fails="表上没写名称，文件名是“示范一居_自评.xlsx”。",
    passes="表的上方写明“示范一居”。",
)
def name_from_file(case: BookCase) -> Iterator[Hit]:
    if case.submission and case.submission.community_from == "file_name" and not readings(case, "no_name"):
        label, name = case.scheme.labels.community[0], case.submission.community
        if case.submission.layout == "template" and not case.submission.filled:
            fix = f"请在评分表上方“{label}”右边的格填写社区全称。"
            yield Hit(("community",), words={"taken": "", "label": label}, fix=fix)
        else:
            taken = f"，暂按文件名认作“{name}”"
            yield Hit(("community",), found=name, words={"taken": taken, "label": label})


@rule(
    "GCT109",
    Severity.ERROR,
    title="另一个方案的工作簿",
    title_en="Workbook of another plan",
    message="这是方案“{found}”的工作簿，本次按方案“{expected}”审核，两个方案的项目和分值不同。",
    fix="请换用“{expected}”的工作簿填报；如应按“{found}”审核，请在检查时指定该方案。",
    expected="本方案的工作簿",
    why="每个方案有自己的项目、档次和分数线，不能混用。",
    fails="用了别的镇、别的方案的工作簿。",
    passes="用的是本方案的工作簿。",
    stops=True,
)
def another_plan(case: BookCase) -> Iterator[Hit]:
    if case.problem and case.problem.kind == "other_scheme":
        yield Hit(case.problem.cell, case.problem.detail, case.scheme.id)
