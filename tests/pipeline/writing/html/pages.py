"""A page read as the tree that a browser makes of it; every element must be closed but those that never are."""

from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

_VOID = {"meta"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tree = ET.TreeBuilder()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tree.start(tag, {name: value or "" for name, value in attrs})
        self.open.append(tag)
        if tag in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.tree.end(tag)

    def handle_data(self, data: str) -> None:
        if self.open:
            self.tree.data(data)


def tree_of(page: str) -> ET.Element:
    """The page's root element."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader.tree.close()


def text(element: ET.Element) -> str:
    """All that an element says, without the spaces around it."""
    return "".join(element.itertext()).strip()


def of_class(root: ET.Element, name: str) -> Iterator[ET.Element]:
    """The elements of a class."""
    return (element for element in root.iter() if name in element.get("class", "").split())


def rows(root: ET.Element, id_: str) -> list[dict[str, str]]:
    """The lines of the table of a name, by heading."""
    (table,) = (table for table in root.iter("table") if table.get("id") == id_)
    heads = [text(head) for head in table.findall("thead/tr/th")]
    lines = ([text(cell) for cell in row] for row in table.findall("tbody/tr"))
    return [dict(zip(heads, line, strict=True)) for line in lines]
