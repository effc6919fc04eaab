"""The manuals as pages: whole, with their pictures, and with nothing that a desk without network lacks."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from addin.kit.pages import MANUALS, page

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("name", MANUALS)
def test_a_manual_needs_nothing_from_elsewhere(name: str) -> None:
    manual = DOCS / f"{name}.md"
    text = page(manual)
    addresses = re.findall(r'(?:src|href)="([^"]*)"', text)
    pictures = [address for address in addresses if re.match(r"data:image/(png|svg\+xml);base64,", address)]
    assert len(pictures) == manual.read_text("utf-8").count("](img/") > 0
    links = {unquote(address) for address in addresses if address not in pictures}
    parts = {f"#part-{number + 1}" for number in range(manual.read_text("utf-8").count("\n## "))}
    assert parts <= links <= parts | {f"{other}.html" for other in MANUALS}
    assert {f"#{part}" for part in re.findall('<h2 id="([^"]*)"', text)} == parts
    assert f"<title>{name}</title>" in text


def test_headings_tables_code_and_links_are_kept(tmp_path: Path) -> None:
    (tmp_path / "手册.md").write_text(
        "# 标题\n\n一行。\n两行 Excel\nWPS\n\n## 部分 <一>\n\n见《[另一本](另一本.md)》。\n\n| 看到 | 怎么办 |\n|---|---|\n| `A & B` | **改** |\n\n```\nadd <x>\n```\n\n<b>不是标签</b>\n"
    )
    body = page(tmp_path / "手册.md")
    for part in (
        "<h1>标题</h1>", "<p>一行。两行 Excel\nWPS</p>", '<li><a href="#part-1">部分 &lt;一&gt;</a></li>',
        "<td><code>A &amp; B</code></td>", "<td><strong>改</strong></td>", "add &lt;x&gt;",
        "&lt;b&gt;不是标签&lt;/b&gt;", '<html lang="zh-CN">',
    ):  # fmt: skip
        assert part in body
    assert re.findall('href="([^"]*)"', body) == ["#part-1", "%E5%8F%A6%E4%B8%80%E6%9C%AC.html"]
