"""A whole page around a fragment, with its style and its one script; it may load nothing, and nothing else may run in it."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from pipeline import __version__
from pipeline.writing.html.filling import filled


def document(title: str, content: str) -> str:
    """The page that shows a fragment below its title."""
    style_, script_ = style(), script()
    rules = (
        "default-src 'none'",
        f"style-src {_hashed(style_)}",
        f"script-src {_hashed(script_)}",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return filled(
        "document.html",
        title=title,
        content=content,
        style=style_,
        script=script_,
        policy="; ".join(rules),
        version=__version__,
    )


@cache
def style() -> str:
    """The rules of style of every fragment."""
    return _text("report.css")


@cache
def script() -> str:
    """What copies a text by its button; without it the buttons are not shown."""
    return _text("copying.js")


def _text(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")


def _hashed(text: str) -> str:
    """How a policy names a piece of style or script that may stand in the page."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
