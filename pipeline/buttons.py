"""The one list of what can be clicked: ribbon, worksheet buttons, VBA, manuals and tests are made from it.

An ``entry`` is a function of ``addin.macros``, a ``macro`` the Sub in VBA that calls it.
"""

from typing import NamedTuple

ADDIN = "green-community.xlam"
"""The add-in's file, by which its workbook is known among those that are open."""

PROJECT = "green-community"
"""What xlwings calls the add-in: its configuration stands on the sheet ``green-community.conf`` of its own workbook."""

CONFIGURATION = f"{PROJECT}.conf"
INTERPRETER, PACKAGES = "INTERPRETER_WIN", "PYTHONPATH"
"""The settings there of which Python is started, and where it finds us."""

TAB, TAB_KEY = "绿色社区", "GC"


class Button(NamedTuple):
    """One thing to click: its image is Office's own, its key is pressed after Alt and the tab's."""

    entry: str
    macro: str
    caption: str
    image: str
    key: str
    tip: str
    large: bool = False


class ButtonGroup(NamedTuple):
    """Buttons that stand together on the tab."""

    id: str
    label: str
    buttons: tuple[Button, ...]


CHECK = Button(
    "check_workbook",
    "CheckWorkbook",
    "检查本表",
    "Spelling",
    "C",
    "检查正打开的自评表，没有保存的修改也在内；列出缺项和前后矛盾的地方，填报的内容不会改动。",
    large=True,
)
NEXT = Button(
    "next_finding",
    "NextFinding",
    "跳到下一个问题",
    "MailMergeGoToNextRecord",
    "N",
    "从当前单元格起，选中下一个有问题的单元格，说明问题和怎么改。",
)
EXPORT = Button(
    "export_submission",
    "ExportSubmission",
    "导出报送件",
    "FileSave",
    "E",
    "把填好的内容另存为不带宏的报送件，放在本表旁边。",
)
CONVERT = Button(
    "convert_workbook",
    "ConvertWorkbook",
    "转成今年的表",
    "FileNew",
    "T",
    "把上年的、其他格式的自评表转成今年的工作簿，放在本表旁边；本表不会改动。",
)
CONSOLIDATE = Button(
    "consolidate",
    "Consolidate",
    "汇总",
    "TableExcelSpreadsheetInsert",
    "S",
    "选择存放报送文件的文件夹，逐份检查、计分，生成全镇汇总报告。",
    large=True,
)
RETURN = Button(
    "return_copies",
    "ReturnCopies",
    "生成退回件",
    "PenComment",
    "R",
    "给有问题的社区各生成一份退回件，放在报送文件夹的“退回件”里。",
    large=True,
)
OPEN_REPORT = Button(
    "open_report", "OpenReport", "打开上次汇总", "FileOpen", "O", "打开最近一次生成的全镇汇总报告。"
)
HISTORY = Button(
    "show_history",
    "ShowHistory",
    "报送经过",
    "Numbering",
    "L",
    "列出打开的这个社区各次报送的情况、每次改了什么；没有打开自评表的，列出全部社区。",
)
SAMPLE = Button(
    "draw_sample",
    "DrawSample",
    "抽样",
    "PickUpStyle",
    "P",
    "按自评等次分层随机抽取现场考评的社区和项目，另列重点查看的；每次抽样记入台账，可以复核。",
)
SELF_CHECK = Button(
    "self_check",
    "SelfCheck",
    "环境自检",
    "FileFind",
    "D",
    "检查加载项在这台电脑上能不能用，不能用的说明怎么办。",
)
MANUALS = Button("open_manuals", "OpenManuals", "使用手册", "ContextHelp", "H", "打开使用手册所在的文件夹。")
CHOOSE_FOLDER = Button(
    "choose_folder",
    "ChooseFolder",
    "选择文件夹",
    "Folder",
    "F",
    "选择存放报送文件的文件夹，写进“文件夹”一格。",
)

GROUPS = (
    ButtonGroup("Committee", "社区填报", (CHECK, NEXT, EXPORT, CONVERT)),
    ButtonGroup("Town", "镇办汇总", (CONSOLIDATE, RETURN, OPEN_REPORT, HISTORY, SAMPLE)),
    ButtonGroup("Help", "帮助", (SELF_CHECK, MANUALS)),
)
"""The tab from left to right; the last group shows the version, too."""

RIBBON = tuple(button for group in GROUPS for button in group.buttons)

ON_TABLE = (CHECK, EXPORT)
"""The worksheet buttons beside the table's title and on the results page."""

ON_TOWN_PAGE = (CHOOSE_FOLDER, CONSOLIDATE, RETURN, SELF_CHECK)
"""The worksheet buttons of the town's page."""

WORKSHEET = (*ON_TABLE, *ON_TOWN_PAGE)
