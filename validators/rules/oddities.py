"""GCF: what does a workbook hold beside its cells? It is read all the same; nothing of it is run or followed."""

from collections.abc import Iterator

from validators.finding import Severity
from validators.read_as import readings
from validators.rule import BookCase, Hit, rule

PLAIN = "只含表格内容的工作簿"
DATA = "报送的自测评分表按数据读取，不运行其中的任何内容（{reporting}）。"


def _oddity(case: BookCase, kind: str) -> Iterator[Hit]:
    for oddity in case.oddities:
        if oddity.kind == kind:
            yield Hit(oddity.cell, found=oddity.detail)


@rule(
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
)
def misnamed(case: BookCase) -> Iterator[Hit]:
    """查：扩展名是否与内容一致。为什么：不一致时Excel会报警或打不开。怎么改：另存为 .xlsx。"""
    yield from _oddity(case, "misnamed")


@rule(
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
)
def macros(case: BookCase) -> Iterator[Hit]:
    """查：宏是否与下发的一致。为什么：来历不明的宏可能有害。怎么改：另存为不含宏的 .xlsx。"""
    yield from _oddity(case, "macros")


@rule(
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
)
def links(case: BookCase) -> Iterator[Hit]:
    """查：有没有指向别的文件的链接。为什么：别人的电脑上没有那些文件，数值会变。怎么改：断开链接。"""
    if all(note.read for note in readings(case, "fetched")):
        yield from _oddity(case, "links")


@rule(
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
)
def dde(case: BookCase) -> Iterator[Hit]:
    """查：有没有DDE调用。为什么：可用来启动程序。怎么改：删去，确认来源。"""
    yield from _oddity(case, "dde")


@rule(
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
)
def embedded(case: BookCase) -> Iterator[Hit]:
    """查：有没有嵌入的文件或控件。为什么：其中的内容不会被审核，也可能有害。怎么改：另附文件。"""
    yield from _oddity(case, "embedded")


@rule(
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
)
def buried(case: BookCase) -> Iterator[Hit]:
    """查：有没有只能用代码显示的工作表。为什么：填报人自己也看不到里面写了什么。怎么改：显示或删去。"""
    yield from _oddity(case, "buried")


@rule(
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
)
def unread(case: BookCase) -> Iterator[Hit]:
    """查：有没有单张工作表无法读取。为什么：里面可能有自评内容。怎么改：打开原件核对，另存为 .xlsx。"""
    yield from _oddity(case, "unread")


@rule(
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
)
def no_content(case: BookCase) -> Iterator[Hit]:
    """查：有没有只列名称、没有内容的工作表。为什么：打开后不显示，也无从读取。怎么改：核对原件，一般不必处理。"""
    yield from _oddity(case, "no_content")
