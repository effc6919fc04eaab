"""GCF: what does a workbook hold beside its cells? It is read all the same; nothing of it is run or followed."""

from collections.abc import Iterator

from validators.finding import Severity
from validators.read_as import readings
from validators.rule import BookCase, Check, Hit, rule

PLAIN = "只含表格内容的工作簿"
DATA = "报送的自测评分表按数据读取，不运行其中的任何内容（{reporting}）。"


def oddity(kind: str) -> Check:
    """The check that tells what a workbook holds of one kind beside its cells."""

    def check(case: BookCase) -> Iterator[Hit]:
        for found in case.oddities:
            if found.kind == kind:
                yield Hit(found.cell, found=found.detail)

    return check


def links(case: BookCase) -> Iterator[Hit]:
    """Tells links to other workbooks, unless a finding asks about the selections that they bring."""
    if all(note.read for note in readings(case, "fetched")):
        yield from oddity("links")(case)


rule(
    "GCF012",
    Severity.INFO,
    title="扩展名与内容不符",
    title_en="Extension does not match",
    message="文件内容是{found}格式，与扩展名不符，已按内容读取。",
    fix="请用Excel或WPS打开后另存为 .xlsx，不要直接改扩展名。",
    expected="扩展名与内容一致",
    why="扩展名不符的文件在有的电脑上打不开（{reporting}）。",
    fails="把 .xlsx 文件的扩展名直接改成了 .xls。",
    passes="用“另存为”得到的 .xlsx 文件。",
)(oddity("misnamed"))


rule(
    "GCF013",
    Severity.QUERY,
    title="含有非本表自带的宏",
    title_en="Macros that are not ours",
    message="工作簿含有非本表自带的宏（{found}），未运行。",
    fix="请确认宏的来源，来源查明前请勿启用；填报不需要宏，请另存为 .xlsx 后再报送。",
    expected=PLAIN,
    why=DATA,
    fails="工作簿里有自己录制的宏。",
    passes="只有本表自带的宏，或者没有宏。",
)(oddity("macros"))


rule(
    "GCF014",
    Severity.INFO,
    title="含有外部链接",
    title_en="External links",
    message="工作簿链接了其他文件或数据源，没有跟随，按表中现有的数值读取。",
    fix="请点“数据—编辑链接—断开链接”，保存后再报送。",
    expected=PLAIN,
    why=DATA,
    fails="单元格引用了另一个工作簿的数值。",
    passes="数值都写在本工作簿里。",
)(links)


rule(
    "GCF015",
    Severity.QUERY,
    title="含有DDE调用",
    title_en="DDE",
    message="工作簿里有DDE调用（会启动其他程序的公式），没有执行。",
    fix="请确认文件来源，来源查明前请勿点“更新”；删去这些公式，保存后再报送。",
    expected=PLAIN,
    why=DATA,
    fails="单元格里有启动其他程序的DDE公式。",
    passes="没有DDE公式。",
)(oddity("dde"))


rule(
    "GCF016",
    Severity.INFO,
    title="含有嵌入对象",
    title_en="Embedded objects",
    message="工作簿里嵌入了{found}个对象（文件或控件），没有打开。",
    fix="请把佐证材料另附文件；自测评分表里只留表格内容。",
    expected=PLAIN,
    why=DATA,
    fails="表里插入了一份Word文件作佐证。",
    passes="佐证材料另附文件。",
)(oddity("embedded"))


rule(
    "GCF017",
    Severity.INFO,
    title="含有深度隐藏的工作表",
    title_en="Very hidden sheets",
    message="工作表{found}被深度隐藏（在Excel的“取消隐藏”里看不到），其中的表格照样读取。",
    fix="请确认这些工作表是否需要；不需要的请删去。",
    expected=PLAIN,
    why=DATA,
    fails="有一张用代码隐藏的底稿。",
    passes="所有工作表都能在“取消隐藏”里看到。",
)(oddity("buried"))


rule(
    "GCF021",
    Severity.QUERY,
    title="有的工作表无法读取",
    title_en="Sheet cannot be read",
    message="工作表{found}已损坏，无法读取；其他工作表照常读取。",
    fix="请用Excel或WPS打开原件，看看无法读取的表里有没有自评内容：有的，另存为新的 .xlsx 后重新报送；没有的，删去这张表再报送。",
    expected="每张工作表都能读出",
    why="无法读取的工作表里也可能有自评内容（{reporting}）。",
    fails="工作簿有两张表，其中一张传输时损坏。",
    passes="每张工作表都能打开。",
)(oddity("unread"))


rule(
    "GCF022",
    Severity.INFO,
    title="工作表有名无表",
    title_en="Sheet without content",
    message="工作簿里列有工作表{found}，但没有相应的内容（多是旧版Excel留下的宏模块）；其他工作表照常读取。",
    fix="一般不必处理；如果记得这张表里填过内容，请打开原件核对，另存为新的 .xlsx 后重新报送。",
    expected="列出的工作表都有内容",
    why=DATA,
    fails="旧版Excel的宏模块留下一个工作表名称，打开后不显示这张表。",
    passes="列出的工作表都能打开。",
)(oddity("no_content"))
