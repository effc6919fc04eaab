"""The window of 汇总.pyw: a folder, a roster if there is one, and a report. The work runs on a thread of its own."""

import os
import queue
import shutil
import subprocess
import sys
import tkinter as tk
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from tkinter import filedialog, font, messagebox, ttk

from pipeline.clock import today
from pipeline.journal import noted
from scripts.window.desk_report import PROGRAM, DeskError, Report, consolidate_folder, report_beside
from scripts.window.sample_dialog import SampleDialog
from validators.scheme.file import DEFAULT_SCHEME, load_scheme

FONTS = ("Microsoft YaHei UI", "Microsoft YaHei", "微软雅黑", "PingFang SC", "Noto Sans CJK SC", "SimSun")
WORKBOOKS = [("名册", "*.csv *.xlsx *.xls"), ("所有文件", "*.*")]
EXPLANATION = "把报来的自评表放在一个文件夹里，这里汇总成全镇报告。自评表只读取，不会被改动。"
_LOOK = 80  # milliseconds between two looks at what the thread has to say
_GAP = 8
_YEAR = "年"


class Window(ttk.Frame):
    """The form; ``start`` does what its button does, ``busy`` is true until the report is there or has failed."""

    def __init__(self, root: tk.Tk) -> None:
        super().__init__(root, padding=2 * _GAP)
        self.root = root
        self.folder, self.roster, self.earlier, self.report = (tk.StringVar(root) for _ in range(4))
        self.status = tk.StringVar(root, "请选择文件夹，再点“开始汇总”。")
        self.busy = False
        self.dialog: SampleDialog | None = None
        self._written: Path | None = None
        self._news: queue.SimpleQueue[tuple[int, int] | Report | Exception] = queue.SimpleQueue()
        self.scheme = scheme = load_scheme(DEFAULT_SCHEME)
        root.title(f"{scheme.heading}汇总")
        self.year = tk.StringVar(root, f"{scheme.round_on(today(scheme))}{_YEAR}")
        self._lay_out([f"{year}{_YEAR}" for year in scheme.deadlines])
        self.folder.trace_add("write", lambda *_: self._propose_report())
        root.protocol("WM_DELETE_WINDOW", self.close)
        self.grid(sticky="nsew")

    def _lay_out(self, years: Sequence[str]) -> None:
        self.columnconfigure(1, weight=1, minsize=420)
        ttk.Label(self, text=EXPLANATION, wraplength=600).grid(columnspan=3, sticky="w", pady=(0, 2 * _GAP))
        self._row("自评表文件夹", self.folder, "浏览…", self._browse_folder)
        self._row("名册（可不选）", self.roster, "浏览…", self._browse_roster)
        self._choice("年度", self.year, years)
        self._row("以前年度（可不选）", self.earlier, "浏览…", self._browse_earlier)
        self._row("报告存为", self.report, "更改…", self._browse_report)
        self.bar = ttk.Progressbar(self, mode="determinate")
        self.bar.grid(columnspan=3, sticky="ew", pady=(2 * _GAP, _GAP))
        message = ttk.Label(self, textvariable=self.status, wraplength=600, justify="left", anchor="nw")
        message.grid(columnspan=3, sticky="nsew")
        self.rowconfigure(self.grid_size()[1] - 1, weight=1, minsize=14 * _GAP)
        buttons = ttk.Frame(self)
        buttons.grid(columnspan=3, sticky="e", pady=(_GAP, 0))
        self.start_button = ttk.Button(buttons, text="开始汇总", command=self.start)
        self.open_button = ttk.Button(buttons, text="打开报告", command=self.show_report, state="disabled")
        close = ttk.Button(buttons, text="关闭", command=self.close)
        self.draw_button = ttk.Button(buttons, text="抽样…", command=self.ask_for_a_draw)
        for column, button in enumerate((self.start_button, self.draw_button, self.open_button, close)):
            button.grid(row=0, column=column, padx=(_GAP, 0), ipadx=_GAP)

    def _row(self, label: str, value: tk.StringVar, caption: str, command: object) -> None:
        row = self.grid_size()[1]
        ttk.Label(self, text=label).grid(row=row, column=0, sticky="w", padx=(0, _GAP), pady=_GAP // 2)
        ttk.Entry(self, textvariable=value).grid(row=row, column=1, sticky="ew", pady=_GAP // 2)
        button = ttk.Button(self, text=caption, command=command)  # type: ignore[arg-type]
        button.grid(row=row, column=2, padx=(_GAP, 0), pady=_GAP // 2)

    def _choice(self, label: str, value: tk.StringVar, values: Sequence[str]) -> None:
        row = self.grid_size()[1]
        ttk.Label(self, text=label).grid(row=row, column=0, sticky="w", padx=(0, _GAP), pady=_GAP // 2)
        box = ttk.Combobox(self, textvariable=value, values=list(values), state="readonly", width=10)
        box.grid(row=row, column=1, sticky="w", pady=_GAP // 2)

    def start(self) -> None:
        """Begin the work; the window stays alive meanwhile."""
        if self.busy:
            return
        folder, report = _path(self.folder), _path(self.report)
        if report and report.suffix.lower() != ".xlsx":
            report = report.with_name(f"{report.name}.xlsx")
            self.report.set(str(report))
        if folder is None or report is None:
            self.status.set("还没有选择自评表文件夹。请点“浏览”选择。")
            return
        if report.exists() and report != self._written and not self._may_replace(report):
            return
        self.work(
            partial(consolidate_folder, folder, _path(self.roster), _path(self.earlier), report, self._round)
        )

    def ask_for_a_draw(self) -> None:
        """Ask how much to draw and by which seed; the answer begins the work."""
        folder, roster = _path(self.folder), _path(self.roster)
        if self.busy:
            return
        if folder is None or roster is None:
            self.status.set("抽样要先选择自评表文件夹和名册。请点“浏览”选择。")
            return
        self.dialog = SampleDialog(self.root, folder, roster, _path(self.earlier), self._round, self.work)

    @property
    def _round(self) -> int:
        return int(self.year.get().removesuffix(_YEAR))

    def work(self, job: Callable[[Callable[[int, int], None]], Report]) -> None:
        """Do a job on a thread of its own; it is told how to say how far it is."""
        self.busy = True
        self.bar.configure(value=0)
        self.status.set("正在读取自评表……")
        for button in (self.start_button, self.draw_button, self.open_button):
            button.state(["disabled"])
        Thread(target=self._work, args=(job,), daemon=True).start()
        self.after(_LOOK, self._hear)

    def close(self) -> None:
        """Close the window, after a question while there is no report yet."""
        question = "还没有完成，现在关闭就没有报告。确定要关闭吗？"
        if not self.busy or messagebox.askyesno(self.root.title(), question):
            self.root.destroy()

    def show_report(self) -> None:
        """Open the report with the program that this computer has for it."""
        opener = shutil.which("xdg-open") or shutil.which("open")
        if self._written is None:
            return
        if sys.platform == "win32":
            os.startfile(self._written)  # noqa: S606 - the report that we have just written
        elif opener:
            viewer = partial(subprocess.run, [opener, self._written], check=False)
            Thread(target=viewer, daemon=True).start()

    def _work(self, job: Callable[[Callable[[int, int], None]], Report]) -> None:
        """On the thread: nothing of the window is touched here."""

        def progress(done: int, total: int) -> None:
            self._news.put((done, total))

        try:
            self._news.put(job(progress))
        except Exception as error:
            self._news.put(error)

    def _hear(self) -> None:
        with suppress(queue.Empty):
            while self.busy:
                self._take(self._news.get_nowait())
        if self.busy:
            self.after(_LOOK, self._hear)

    def _take(self, news: "tuple[int, int] | Report | Exception") -> None:
        if not isinstance(news, Report | Exception):
            done, total = news
            self.bar.configure(value=done, maximum=total)
            self.status.set(f"正在读取自评表：{done} / {total}")
            return
        self.busy = False
        for button in (self.start_button, self.draw_button):
            button.state(["!disabled"])
        if isinstance(news, Exception):
            self.bar.configure(value=0)
            self.status.set(f"没有完成：{_sentence(news)}")
            return
        self._written = news.path
        self.open_button.state(["!disabled"])
        self.status.set(f"{news.text}\n{news.called}已存为 {self._written}")
        self.show_report()

    def _may_replace(self, report: Path) -> bool:
        return messagebox.askyesno(self.root.title(), f"“{report.name}”已经有了。要用新的报告替换它吗？")

    def _propose_report(self) -> None:
        folder = _path(self.folder)
        self.report.set(str(report_beside(folder, f"{today(self.scheme):%Y%m%d}")) if folder else "")

    def _browse_folder(self) -> None:
        if chosen := filedialog.askdirectory(title="选择存放自评表的文件夹", mustexist=True):
            self.folder.set(str(Path(chosen)))

    def _browse_roster(self) -> None:
        if chosen := filedialog.askopenfilename(title="选择名册", filetypes=WORKBOOKS):
            self.roster.set(str(Path(chosen)))

    def _browse_earlier(self) -> None:
        title = "选择以前年度存放自评表的文件夹；那一年的汇总报告可以直接填路径"
        if chosen := filedialog.askdirectory(title=title, mustexist=True):
            self.earlier.set(str(Path(chosen)))

    def _browse_report(self) -> None:
        if chosen := filedialog.asksaveasfilename(
            title="报告存为",
            defaultextension=".xlsx",
            initialfile=Path(self.report.get()).name,
            confirmoverwrite=False,
        ):
            self.report.set(str(Path(chosen)))


def open_window() -> None:
    """Show the window until it is closed."""
    if sys.platform == "win32":
        from ctypes import windll

        with suppress(AttributeError, OSError):
            windll.shcore.SetProcessDpiAwareness(1)  # else Windows shows a blurred picture of the window
    make_window(tk.Tk()).mainloop()


def make_window(root: tk.Tk) -> Window:
    """The window in a font that has Chinese."""
    families = set(font.families(root))
    if family := next((name for name in FONTS if name in families), None):
        for name in ("TkDefaultFont", "TkTextFont", "TkMenuFont", "TkCaptionFont"):
            font.nametofont(name, root).configure(family=family, size=10)
    root.columnconfigure(0, weight=1)
    root.rowconfigure(0, weight=1)
    window = Window(root)
    root.update_idletasks()
    root.minsize(root.winfo_reqwidth(), root.winfo_reqheight())
    return window


def _path(value: tk.StringVar) -> Path | None:
    """What stands in a field; quotes around a pasted path are not part of it."""
    text = value.get().strip().strip('"')
    return Path(text) if text else None


def _sentence(error: Exception) -> str:
    if isinstance(error, DeskError):
        return str(error)
    return f"程序出错，与报送内容无关。{noted(PROGRAM, error)}。"
