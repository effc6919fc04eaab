"""GCT111 to 118, 125 and 126: what the table had to be read otherwise than the plan prints it."""

from collections.abc import Iterator

from validators.finding import Severity
from validators.read_as import readings, tells, told
from validators.rule import BookCase, Hit, rule
from validators.wording import joined, ranged

_NAMED = 8
"""How many hidden rows and columns a sentence names."""

AS_PRINTED = "{table}的原表，不改表头、行和列"


rule(
    "GCT111",
    Severity.INFO,
    title="序号不是单纯的数字",
    title_en="Item number written in another way",
    message="有{count}个序号不是单纯的数字，已将 {cells} 的{found}识别。",
    fix="如识别有误，请把 {cells} 改为原表的序号，例如1。",
    expected=AS_PRINTED,
    why="{table}的序号是1、2、3等数字。",
    fails="序号填“第3项”。",
    passes="序号填3。",
)(tells("numbered"))


@rule(
    "GCT112",
    Severity.INFO,
    title="没有序号，按创建标准认出项目",
    title_en="Item found by its criterion",
    message="有{count}行没有可用的序号，已按创建标准的文字认出 {cells} 是第{items}项。",
    fix="如识别有误，请按原表填上序号。",
    expected=AS_PRINTED,
    why="{table}每项有序号；缺了序号只能靠文字核对。",
    fails="一行有创建标准和自评，序号空着。",
    passes="每行都有原表的序号。",
)
def number_absent(case: BookCase) -> Iterator[Hit]:
    notes = readings(case, "unnumbered")
    for hit in told(case, notes):
        items = ranged(note.item for note in notes if note.item)
        yield Hit(hit.at, hit.found, item=hit.item, words={**hit.words, "items": items})


@rule(
    "GCT113",
    Severity.INFO,
    title="评分表分在几处",
    title_en="Scorecard continued elsewhere",
    message="任务分解表没有连在一起，已把{found}起的部分接在前面的部分之后，作为一张表计分。",
    fix="如这几部分不是同一张表，请只留要报送的一张。",
    expected="一张连续的任务分解表",
    why="一个社区一份自测评分表（{reporting}）。",
    fails="第1至14项在一张工作表，第15至29项在另一张。",
    passes="各项都在一张工作表里，表头只有一处。",
)
def continued(case: BookCase) -> Iterator[Hit]:
    notes = readings(case, "continued")
    for hit in told(case, notes):
        yield Hit(hit.at, joined(note.found for note in notes), words=hit.words)


@rule(
    "GCT114",
    Severity.ERROR,
    title="评分表横竖颠倒",
    title_en="Scorecard is transposed",
    message="这张任务分解表把各项横着排（表头竖着排在 {cell} 一列），没有读取。",
    fix="请用原表填报，一项一行；也可以复制全表，用“选择性粘贴—转置”改回，使 {cell} 成为表头的第一格。",
    expected="一项一行，表头在上方",
    why="{table}一项一行，横排的表不能保证识别无误。",
    fails="序号和创建标准竖着排在第一列，各项横着排开。",
    passes="表头在上方，一项一行。",
    stops=True,
)
def transposed(case: BookCase) -> Iterator[Hit]:
    if case.problem and case.problem.kind == "transposed":
        yield Hit(case.problem.cell)


@rule(
    "GCT116",
    Severity.QUERY,
    title="自评看不见",
    title_en="Hidden or invisible selections",
    message="评分表里有看不见的内容（{found}），打印时看不到，仍按其中填写的内容计分。",
    fix="请取消隐藏、调大行高列宽、改用看得清的字，核对 {cells} 所在的行或列，再报送。",
    expected="评分表的内容全部看得见",
    why="看不见的内容容易漏核；报送的表应当与打印的一致。",
    fails="第14行隐藏了，里面填有自评。",
    passes="所有项目行都看得见。",
)
def hidden(case: BookCase) -> Iterator[Hit]:
    notes = readings(case, "hidden")
    different = list(dict.fromkeys(note.found for note in notes))
    rest = f"等{len(different)}处" if len(different) > _NAMED else ""
    for hit in told(case, notes):
        yield Hit(hit.at, joined(different[:_NAMED]) + rest, item=hit.item, words=hit.words)


rule(
    "GCT125",
    Severity.QUERY,
    title="合并单元格下盖着自评",
    title_en="Selections under merged cells",
    message="合并单元格盖住了 {cells} 原来填的{found}，打开后不显示，没有计入。",
    fix="请取消合并，核对 {cells}，只留要报送的内容。",
    expected="评分表的每一格都看得见",
    why="看不见的内容容易漏核；报送的表应当与打印的一致。",
    fails="两格合并后，被盖住的一格里还留着原来的得分。",
    passes="没有合并单元格盖住自评。",
)(tells("covered", unless_asked=True))


@rule(
    "GCT126",
    Severity.QUERY,
    title="评分表在隐藏的工作表里",
    title_en="Scorecard on a hidden sheet",
    message="填好的任务分解表在隐藏的工作表“{found}”里，打开后不显示，仍按这张表计分。",
    fix="请取消隐藏工作表“{found}”，从 {cell} 起核对后再报送。",
    expected="评分表在看得见的工作表里",
    why="看不见的表可能是往年的或作废的；报送的表应当打开就能看到。",
    fails="看得见的只有封面，任务分解表所在的工作表隐藏了。",
    passes="任务分解表所在的工作表看得见。",
)
def on_hidden_sheet(case: BookCase) -> Iterator[Hit]:
    for note in readings(case, "hidden_sheet"):
        yield Hit(note.at, note.found)


rule(
    "GCT117",
    Severity.INFO,
    title="公式没有算出结果",
    title_en="Formula without a result",
    message="有{count}个单元格是公式，文件中没有存下 {cells} 的计算结果，读作空白。",
    fix="请用Excel或WPS打开，重新计算并保存，核对 {cells} 后再报送。",
    expected="公式都有计算结果",
    why="没有结果的公式读出来是空白，不能据此计分。",
    fails="得分格里是公式，打开时没有数。",
    passes="得分格里的公式显示出得分。",
)(tells("uncalculated", unless_asked=True))


rule(
    "GCT118",
    Severity.INFO,
    title="表头名称与原表不一致",
    title_en="Column under another name",
    message="表头名称与原表不一致，已将 {cells} 的{found}识别。",
    fix="如识别有误，请把 {cells} 改回原表的表头。",
    expected=AS_PRINTED,
    why="按表头文字确定每一栏填的是什么。",
    fails="表头写成“自评等级”。",
    passes="表头与原表一样。",
)(tells("head"))
