"""`python -m page.build`: the page, one file made of the parts that ``packing`` gets together; the same bytes each time."""

import base64
import gzip
import hashlib
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from page.packing import HERE, ROOT, python_files, runtime
from pipeline import __version__
from pipeline.writing.html.page import script, style

OUTPUT = ROOT / "build" / "绿色社区审核.html"
WEB = HERE / "web"
SCRIPTS = ("files.js", "page.js")

MOST = 16 * 1024 * 1024
"""Bytes of the page."""


def build(output: Path = OUTPUT) -> Path:
    """Build the page, and return where it is."""
    parts = {**runtime(), **python_files()}
    page = composed(parts)
    if len(page) > MOST:
        sys.exit(f"The page has {len(page)} bytes, and at most {MOST} are allowed.")
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(page)
    return output


def composed(parts: Mapping[str, bytes]) -> bytes:
    """The page: its text with the styles and scripts put in, allowed by their digests, and every part compressed."""
    texts = {
        "STYLE": style() + _text("page.css"),
        "OLD": _text("old.js"),
        "SCRIPT": "\n".join([*map(_text, SCRIPTS), script()]),
        "WORKER": base64.b64encode(_text("worker.js").encode()).decode(),
        "PARTS": "\n".join(_part(name, data) for name, data in sorted(parts.items())),
        "VERSION": __version__,
    }
    scripts = " ".join(_allowed(texts[name]) for name in ("OLD", "SCRIPT"))
    texts |= {"SCRIPTS_ALLOWED": scripts, "STYLE_ALLOWED": _allowed(texts["STYLE"])}
    return re.sub(r"@(\w+)@", lambda mark: texts[mark[1]], _text("index.html")).encode()


def _text(name: str) -> str:
    return (WEB / name).read_text("utf-8")


def _part(name: str, data: bytes) -> str:
    packed = base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()
    return f'<script type="text/plain" data-part="{name}">{packed}</script>'


def _allowed(text: str) -> str:
    """How a Content-Security-Policy names what may stand in the page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


if __name__ == "__main__":
    made = build()
    sys.stdout.write(f"Built {made.relative_to(ROOT)}: {made.stat().st_size / 1e6:.1f} MB\n")
