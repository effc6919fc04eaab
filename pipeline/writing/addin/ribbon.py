"""customUI14.xml: the tab as Office 2010 and later build it, made from the list of buttons."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from pipeline.buttons import GROUPS, TAB, TAB_KEY, Button

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
RELATIONSHIP = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
"""The pair that belongs together; the relationship of 2006 goes with the namespace of 2006."""

MODULE = "GreenCommunityRibbon"
"""Callback names must be ours alone: Excel looks them up in every add-in that is open."""

_BEHIND = "TabReview"


def custom_ui() -> bytes:
    """The part that the package's root relates to."""
    root = Element("customUI", xmlns=NAMESPACE)
    tabs = SubElement(SubElement(root, "ribbon"), "tabs")
    tab = SubElement(tabs, "tab", id="gcTab", label=TAB, insertAfterMso=_BEHIND, keytip=TAB_KEY)
    for group in GROUPS:
        place = SubElement(tab, "group", id=f"gc{group.id}", label=group.label)
        for button in group.buttons:
            SubElement(place, "button", dict(_attributes(button)))
    SubElement(place, "labelControl", id="gcVersion", getLabel=f"{MODULE}.GcVersion")
    indent(root)
    content: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return content


def _attributes(button: Button) -> Iterator[tuple[str, str]]:
    yield "id", f"gc{button.macro}"
    yield "label", button.caption
    yield "size", "large" if button.large else "normal"
    yield "imageMso", button.image
    yield "onAction", f"{MODULE}.Gc{button.macro}"
    yield "screentip", button.caption
    yield "supertip", button.tip
    yield "keytip", button.key
