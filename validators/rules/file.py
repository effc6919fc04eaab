"""GCF: can the file be read at all?"""

from collections.abc import Iterator

from validators.finding import Severity
from validators.rule import BookCase, Check, Hit, rule

WORKBOOK = "一个可以打开的Excel或WPS表格文件"


def problem(kind: str) -> Check:
    """The check that tells of a file that it could not be read for this reason."""

    def check(case: BookCase) -> Iterator[Hit]:
        if case.problem and case.problem.kind == kind:
            yield Hit(case.problem.cell, found=case.problem.detail)

    return check


rule(
    "GCF001",
    Severity.ERROR,
    title="文件无法读取",
    title_en="File cannot be opened",
    message="文件无法读取（{found}）。",
    fix="请确认文件还在、没有被占用、有读取权限，再检查一次。",
    expected=WORKBOOK,
    why="报送的自测评分表须能打开（{reporting}）。",
    fails="文件已被移走，或正被别的程序独占。",
    passes="文件在原处，能用Excel或WPS打开。",
    stops=True,
)(problem("unreadable"))


rule(
    "GCF002",
    Severity.ERROR,
    title="空文件",
    title_en="File is empty",
    message="文件是空的（0字节）。",
    fix="可能是复制或下载没有完成。请打开原来的工作簿，重新保存后再报送。",
    expected=WORKBOOK,
    why="报送的自测评分表须能打开（{reporting}）。",
    fails="下载中断，文件大小是0字节。",
    passes="文件有内容，能打开。",
    stops=True,
)(problem("empty"))


rule(
    "GCF003",
    Severity.ERROR,
    title="不是工作簿",
    title_en="Not a workbook",
    message="这个文件不是可以读取的Excel或WPS表格（实际是{found}）。",
    fix="请用Excel或WPS打开自测评分表，依次点“文件—另存为”，选“Excel 工作簿(*.xlsx)”保存后再报送；照片、扫描件和文档无法汇总。",
    expected=WORKBOOK,
    why="报送的自测评分表须是工作簿，才能逐项审核（{reporting}）。",
    fails="把评分表拍成照片，改名为“自评表.xlsx”。",
    passes="在Excel或WPS里填好，另存为“自评表.xlsx”。",
    stops=True,
)(problem("not_workbook"))


rule(
    "GCF004",
    Severity.ERROR,
    title="工作簿已加密",
    title_en="Workbook is encrypted",
    message="工作簿设了打开密码，无法读取。",
    fix="请在Excel中打开，依次点“文件—信息—保护工作簿—用密码进行加密”，清空密码后保存，再报送。",
    expected=WORKBOOK,
    why="报送的自测评分表须能打开（{reporting}）。",
    fails="保存时设了打开密码。",
    passes="没有打开密码，谁都能打开。",
    stops=True,
)(problem("encrypted"))


rule(
    "GCF005",
    Severity.ERROR,
    title="工作簿已损坏",
    title_en="Workbook is damaged",
    message="工作簿已损坏，无法读取其中的表格。",
    fix="请用Excel或WPS打开原件，另存为新的 .xlsx 后再报送；打不开时请从备份恢复。",
    expected=WORKBOOK,
    why="报送的自测评分表须能打开（{reporting}）。",
    fails="文件只传了一半，Excel提示需要修复。",
    passes="文件完整，打开时没有提示。",
    stops=True,
)(problem("damaged"))


rule(
    "GCF018",
    Severity.ERROR,
    title="模板版本不识别",
    title_en="Unknown template version",
    message="工作簿的模板版本是“{found}”，程序不认识这个版本。",
    fix="请改用现在下发的工作簿填报（任务分解表可以整张复制过去）；如果模板已更新，请镇里更新程序。",
    expected="现行模板版本",
    why="不认识的版本各栏含义可能已变，照旧读取会算错（{reporting}）。",
    fails="工作簿写的模板版本是9。",
    passes="用现在下发的工作簿填报。",
    stops=True,
)(problem("other_version"))
