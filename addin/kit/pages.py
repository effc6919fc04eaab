"""The manuals as single pages that a browser shows without network: pictures inside, links to each other."""

import base64
import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

MANUALS = ("社区填报手册", "镇办汇总手册")

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ max-width: 52em; margin: 2em auto; padding: 0 1em; line-height: 1.7; font-family: "Microsoft YaHei", sans-serif; color: #222; }}
h1 {{ border-bottom: 3px solid #2f7d4f; padding-bottom: .2em; }}
h2 {{ border-bottom: 1px solid #2f7d4f; padding-bottom: .2em; margin-top: 2em; }}
h1, h2, h3 {{ line-height: 1.3; break-after: avoid; }}
nav ul {{ columns: 2 16em; padding-left: 0; list-style: none; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border: 1px solid #999; padding: .3em .6em; text-align: left; vertical-align: top; min-width: 5em; }}
th {{ background: #eef5ef; }}
th:first-child, td:first-child {{ min-width: 6em; }}
code {{ font-family: Consolas, "Microsoft YaHei", sans-serif; font-size: .95em; background: #f3f3f3; }}
code {{ word-break: keep-all; overflow-wrap: anywhere; }}
pre {{ background: #f3f3f3; padding: .6em; white-space: pre-wrap; }}
img {{ max-width: 100%; border: 1px solid #ccc; }}
tr, pre, img {{ break-inside: avoid; }}
@page {{ size: A4; margin: 18mm; }}
@media print {{ body {{ margin: 0; padding: 0; max-width: none; font-size: 10.5pt; }} a {{ color: inherit; }} }}
</style>
{body}
</html>
"""


def page(manual: Path) -> str:
    """A manual in Markdown as one page of HTML, its parts listed at its head; raw HTML in it is shown as text."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.add_render_rule("softbreak", _line_end)
    tokens = reader.parse(manual.read_text("utf-8"))
    contents = _contents(tokens)
    body = reader.renderer.render(tokens, reader.options, {}).replace("</h1>", f"</h1>\n{contents}", 1)
    body = re.sub(r'(?<=<img src=")[^"]+', lambda found: _inside(manual.parent, found[0]), body)
    body = re.sub(r'(<a href="[^":#]+)\.md(?=["#])', r"\1.html", body)
    return _PAGE.format(title=escape(manual.stem), body=body)


def _contents(tokens: Sequence[Token]) -> str:
    """Links to the parts, each of which gets an id."""
    links: list[str] = []
    for opening, text in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h2":
            opening.attrSet("id", f"part-{len(links) + 1}")
            links.append(f'<li><a href="#part-{len(links) + 1}">{escape(text.content)}</a></li>')
    return f"<nav><ul>{''.join(links)}</ul></nav>"


def _line_end(_: Any, tokens: Sequence[Token], place: int, *__: Any) -> str:
    """Nothing between two lines of Chinese, where a browser would show a blank."""
    before, after = tokens[place - 1].content[-1:], tokens[place + 1].content[:1]
    return "\n" if before.isascii() or after.isascii() else ""


def _inside(folder: Path, name: str) -> str:
    """A picture as the address that carries it."""
    content = base64.b64encode((folder / name).read_bytes()).decode("ascii")
    return f"data:{guess_type(name)[0]};base64,{content}"
