"""The manuals as single pages that a browser shows without network: pictures inside, links to each other."""

import base64
import re
from html import escape
from mimetypes import guess_type
from pathlib import Path

from markdown_it import MarkdownIt

MANUALS = ("社区填报手册", "镇办汇总手册")

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ max-width: 52em; margin: 2em auto; padding: 0 1em; line-height: 1.7; font-family: "Microsoft YaHei", sans-serif; }}
table {{ border-collapse: collapse; }}
th, td {{ border: 1px solid #999; padding: .3em .6em; text-align: left; vertical-align: top; }}
pre {{ background: #f3f3f3; padding: .6em; white-space: pre-wrap; }}
img {{ max-width: 100%; border: 1px solid #ccc; }}
</style>
{body}
</html>
"""


def page(manual: Path) -> str:
    """A manual in Markdown as one page of HTML; raw HTML in it is shown as text."""
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(manual.read_text("utf-8"))
    body = re.sub(r'(?<=<img src=")[^"]+', lambda found: _inside(manual.parent, found[0]), body)
    body = re.sub(r'(<a href="[^":#]+)\.md(?=["#])', r"\1.html", body)
    return _PAGE.format(title=escape(manual.stem), body=body)


def _inside(folder: Path, name: str) -> str:
    """A picture as the address that carries it."""
    content = base64.b64encode((folder / name).read_bytes()).decode("ascii")
    return f"data:{guess_type(name)[0]};base64,{content}"
