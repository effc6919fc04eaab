"""Where files lie and what they are called: links, devices, folders, names in any script."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

from tests.corpus.files.bending import BAD, OK, Case, clean
from validators.scheme.model import Scheme

_IN_ANY_SCRIPT = (
    "مركز.xlsx",
    "центр.xlsx",
    "🌱社区.xlsx",
    "e\u0301té.xlsx",
    "a b & 'c' #1 %41.xlsx",
    "=1+1.xlsx",
)
_NO_SUBMISSIONS = ("~$a.xlsx", ".~lock.a.xlsx#", "a.tmp", "Thumbs.db", ".DS_Store", "说明.txt", ".green-community-ab12cd34.xlsx")  # fmt: skip


def _fifo(folder: Path, _: Scheme) -> None:
    os.mkfifo(folder / "a.xlsx")


def _socket(folder: Path, _: Scheme) -> None:
    here = Path.cwd()
    os.chdir(folder)  # a socket's path may have 107 bytes
    try:
        with socket.socket(socket.AF_UNIX) as door:
            door.bind("a.xlsx")
    finally:
        os.chdir(here)


def _links(folder: Path, scheme: Scheme) -> None:
    outside = folder.parent / f"{folder.name}-outside"
    outside.mkdir()
    clean(outside, scheme)
    (folder / "文件链接.xlsx").symlink_to(outside / "示范一居.xlsx")
    (folder / "文件夹链接").symlink_to(outside)
    (folder / "断链.xlsx").symlink_to("nowhere")
    (folder / "自己").symlink_to("自己")
    (folder / "上级").symlink_to("..")


def _undecodable(folder: Path, scheme: Scheme) -> None:
    path = clean(folder, scheme)
    os.rename(  # noqa: PTH104 - a name of bytes
        os.fsencode(path), os.fsencode(folder) + b"/" + "示范一居.xlsx".encode("gbk")
    )
    os.rename(os.fsencode(clean(folder, scheme, "b.xlsx")), os.fsencode(folder) + b"/\xff\xfe.xlsx")  # noqa: PTH104


def _scripts(folder: Path, scheme: Scheme) -> None:
    for name in _IN_ANY_SCRIPT:
        clean(folder, scheme, name)


def _leftovers(folder: Path, scheme: Scheme) -> None:
    clean(folder / "一" / "二" / "三", scheme)
    for name in _NO_SUBMISSIONS:
        (folder / name).write_bytes(b"x")


def cases() -> Iterator[Case]:
    """Whatever they are called, what is no file is not opened."""
    yield Case("fifo", _fifo, {"a.xlsx": f"{BAD} GCF008"})
    yield Case("socket", _socket, {"a.xlsx": f"{BAD} GCF008"})
    yield Case("links", _links, {
        "上级": f"{BAD} GCF008", "文件夹链接": f"{BAD} GCF008", "文件链接.xlsx": f"{BAD} GCF008",
        "断链.xlsx": f"{BAD} GCF001", "自己": f"{BAD} GCF001",
    })  # fmt: skip
    yield Case(
        "names in any script",
        _scripts,
        {name: OK if name.startswith("=") else "duplicate GCR503" for name in _IN_ANY_SCRIPT},
    )
    yield Case("names that are no UTF-8", _undecodable, {"示范一居.xlsx": OK, "��.xlsx": "duplicate GCR503"})
    yield Case(
        "leftovers and folders",
        _leftovers,
        dict.fromkeys(_NO_SUBMISSIONS, "skipped") | {"一/二/三/示范一居.xlsx": OK},
    )
