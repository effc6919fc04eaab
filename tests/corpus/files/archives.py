"""Archives: what is found in them, and those that are damaged or hostile."""

import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.corpus.files.bending import BAD, OK, Build, Case, bent, of_bytes
from tests.corpus.files.oversized import declared_small, overlapping
from tests.grafting.archives import packed
from validators.scheme.model import Scheme


def _archive(*members: tuple[str, bytes | None], bend: Callable[[bytes], bytes] = bytes) -> Build:
    """An archive, its bytes bent afterwards; a member of None is a clean workbook."""

    def pack(workbook: bytes) -> bytes:
        parts = {name: workbook if content is None else content for name, content in members}
        return bend(packed(parts, zipfile.ZIP_STORED))

    return bent(pack, "报送.zip")


def _packed_on_windows(workbook: bytes) -> bytes:
    """Names in GBK without a word about it, as Chinese Windows packs them."""
    name = "示范一居.xlsx".encode("gbk")
    stand_in = "x" * len(name)
    return packed({stand_in: workbook}, zipfile.ZIP_STORED).replace(stand_in.encode(), name)


def _link_in_archive(folder: Path, _: Scheme) -> None:
    info = zipfile.ZipInfo("a.xlsx")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(folder / "报送.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")


def _sealed(data: bytes) -> bytes:
    """The first member is said to be encrypted."""
    bent = bytearray(data)
    bent[data.index(b"PK\x03\x04") + 6] |= 1
    bent[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(bent)


def _bent_lzma(workbook: bytes) -> bytes:
    """A member packed in a way that hardly anybody uses, and damaged."""
    bent = bytearray(packed({"a.xlsx": workbook}, zipfile.ZIP_LZMA))
    bent[200:260] = bytes(60)
    return bytes(bent)


def cases() -> Iterator[Case]:
    """Their members as found."""
    yield Case("archive", _archive(("乙.xlsx", None), ("甲/说明.txt", b"1"), ("甲/甲.xlsx", None), ("__MACOSX/._甲.xlsx", b"1")), {
        "报送.zip/__MACOSX/._甲.xlsx": "skipped", "报送.zip/乙.xlsx": OK, "报送.zip/甲/甲.xlsx": "duplicate GCR503", "报送.zip/甲/说明.txt": "skipped",
    })  # fmt: skip
    yield Case(
        "notes beside a workbook",
        _archive(("一.xlsx", None), ("一.txt", "说明".encode()), ("二.md", b"# PK"), ("三.json", b"{}"), ("四.txt", None)),
        {
            "报送.zip/一.xlsx": OK, "报送.zip/一.txt": "skipped", "报送.zip/二.md": "skipped", "报送.zip/三.json": "skipped",
            "报送.zip/四.txt": "duplicate GCR503",
        },
    )  # fmt: skip
    yield Case(
        "archive packed on Chinese Windows",
        bent(_packed_on_windows, "报送.zip"),
        {"报送.zip/示范一居.xlsx": OK},
    )
    yield Case(
        "two of one name",
        _archive(("a.xlsx", None), ("b.xlsx", b"%PDF"), bend=lambda data: data.replace(b"b.xlsx", b"a.xlsx")),
        {"报送.zip/a.xlsx": OK, "报送.zip/a.xlsx（2）": f"{BAD} GCF003"},
    )
    yield Case("workbook called zip", bent(lambda data: data, "a.zip"), {"a.zip": f"{OK} GCF012"})
    yield Case("text called zip", of_bytes(b"x", "a.zip"), {"a.zip": f"{BAD} GCF003"})
    yield Case(
        "archive cut", _archive(("a.xlsx", None), bend=lambda data: data[:-30]), {"报送.zip": f"{BAD} GCF011"}
    )
    yield Case("archive of nothing", _archive(), {"报送.zip": f"{BAD} GCF011"})
    yield Case("archive of folders", _archive(("甲/", b"")), {"报送.zip": f"{BAD} GCF011"})
    yield Case(
        "archive in archive",
        _archive(("a.xlsx", None), ("里.zip", b"PK"), ("里.rar", b"R")),
        {"报送.zip/a.xlsx": OK, "报送.zip/里.rar": f"{BAD} GCF010", "报送.zip/里.zip": f"{BAD} GCF010"},
    )
    yield Case(
        "sealed member", _archive(("a.xlsx", None), bend=_sealed), {"报送.zip/a.xlsx": f"{BAD} GCF009"}
    )
    yield Case("member of bent lzma", bent(_bent_lzma, "报送.zip"), {"报送.zip/a.xlsx": f"{BAD} GCF011"})
    yield Case("link in archive", _link_in_archive, {"报送.zip/a.xlsx": f"{BAD} GCF008"})
    for path in ("../a.xlsx", "/etc/a.xlsx", "C:\\a.xlsx", "x/../../a.xlsx"):
        yield Case(
            f"member {path}",
            _archive((path, None)),
            {f"报送.zip/{path.replace(chr(92), '/')}": f"{BAD} GCF007"},
        )
    yield Case(
        "archive bomb",
        of_bytes(packed({"a.xlsx": bytes((64 << 20) + 1)}), "报送.zip"),
        {"报送.zip/a.xlsx": f"{BAD} GCF006"},
    )
    yield Case(
        "archive bomb that says it is small",
        of_bytes(declared_small(packed({"a.xlsx": bytes(65 << 20)})), "报送.zip"),
        {"报送.zip/a.xlsx": f"{BAD} GCF011"},
    )
    yield Case(
        "archive of overlapping members",
        of_bytes(
            overlapping(packed({f"{n}.xlsx": os.urandom(20_000 if n == 8 else 99) for n in range(9)})),
            "报送.zip",
        ),
        {"报送.zip": f"{BAD} GCF007"},
    )
