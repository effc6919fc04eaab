"""The small window in which 汇总.pyw asks how much is to be drawn, by which seed, and where the list goes."""

import tkinter as tk
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tkinter import filedialog, messagebox, ttk

from pipeline.clock import today
from pipeline.town.review.lots import USUAL_SHARE, seed_from, share_from
from scripts.window.desk_report import Report
from scripts.window.desk_sample import list_beside, sample_folder
from validators.scheme.file import DEFAULT_SCHEME, load_scheme

EXPLANATION = (
    "按自评等次分层随机抽取现场考评的社区和项目，另列重点查看的。种子空着的，本年度抽过样的沿用上次的种子，"
    "没有抽过的由程序随机产生；重新抽样请另写一个数字。每次抽样都记入台账。"
)
_GAP = 8


class SampleDialog(tk.Toplevel):
    """The questions of one draw; ``start`` hands the draw to whoever does the work, and closes."""

    def __init__(
        self,
        root: tk.Tk,
        folder: Path,
        roster: Path,
        earlier: Path | None,
        round_: int,
        work: Callable[[Callable[[Callable[[int, int], None]], Report]], None],
    ) -> None:
        super().__init__(root, padx=2 * _GAP, pady=2 * _GAP)
        self.title(f"抽样：{round_}年")
        self.transient(root)
        self._job = partial(sample_folder, folder, roster, earlier)
        self._round, self._hand_over = round_, work
        day = f"{today(load_scheme(DEFAULT_SCHEME)):%Y%m%d}"
        self.share, self.seed = tk.StringVar(self, USUAL_SHARE), tk.StringVar(self)
        self.target = tk.StringVar(self, str(list_beside(folder, day)))
        self.status = tk.StringVar(self)
        self._lay_out()

    def _lay_out(self) -> None:
        self.columnconfigure(1, weight=1, minsize=360)
        ttk.Label(self, text=EXPLANATION, wraplength=520).grid(columnspan=3, sticky="w", pady=(0, _GAP))
        self._row("抽取比例", self.share)
        self._row("种子（可不填）", self.seed)
        self._row("名单存为", self.target)
        ttk.Button(self, text="更改…", command=self._browse).grid(row=3, column=2, padx=(_GAP, 0))
        ttk.Label(self, textvariable=self.status, wraplength=520).grid(columnspan=3, sticky="w", pady=_GAP)
        buttons = ttk.Frame(self)
        buttons.grid(columnspan=3, sticky="e")
        self.start_button = ttk.Button(buttons, text="开始抽样", command=self.start)
        for column, button in enumerate(
            (self.start_button, ttk.Button(buttons, text="取消", command=self.destroy))
        ):
            button.grid(row=0, column=column, padx=(_GAP, 0), ipadx=_GAP)

    def _row(self, label: str, value: tk.StringVar) -> None:
        row = self.grid_size()[1]
        ttk.Label(self, text=label).grid(row=row, column=0, sticky="w", padx=(0, _GAP), pady=_GAP // 2)
        ttk.Entry(self, textvariable=value).grid(row=row, column=1, sticky="ew", pady=_GAP // 2)

    def start(self) -> None:
        """Begin the draw, or say what is to be written otherwise."""
        try:
            share, seed = share_from(self.share.get().strip()), seed_from(self.seed.get().strip())
        except ValueError as error:
            self.status.set(str(error))
            return
        target = Path(self.target.get().strip().strip('"'))
        if target.suffix.lower() != ".xlsx":
            target = target.with_name(f"{target.name}.xlsx")
        if target.exists() and not messagebox.askyesno(
            self.title(), f"“{target.name}”已经有了。要用新的名单替换它吗？", parent=self
        ):
            return
        self.destroy()
        self._hand_over(partial(self._job, target, self._round, share, seed))

    def _browse(self) -> None:
        if chosen := filedialog.asksaveasfilename(
            parent=self,
            title="名单存为",
            defaultextension=".xlsx",
            initialfile=Path(self.target.get()).name,
            confirmoverwrite=False,
        ):
            self.target.set(str(Path(chosen)))
