"""Texts of an SVG as outlines: whoever opens it sees the same letters, whether Inter is installed there or not."""

from collections.abc import Mapping
from xml.etree import ElementTree

from PySide6.QtGui import QPainterPath

from gui.export.fonts import FINER, drawn_font
from gui.export.svg_names import NAMESPACE
from gui.export.svg_numbers import short

_TEXT, _GROUP, _PATH, _TITLE = (f"{{{NAMESPACE}}}{name}" for name in ("text", "g", "path", "title"))
_STYLE = ("font-family", "font-size", "font-weight", "font-style", "fill", "fill-opacity")


def outlined(svg: bytes) -> bytes:
    """Give an SVG by Qt with its texts as paths, each with its words as its title, for readers and for searching."""
    root = ElementTree.fromstring(svg)
    _outline_texts(root, {})
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _outline_texts(group: ElementTree.Element, inherited: Mapping[str, str]) -> None:
    style = {**inherited, **{name: group.attrib[name] for name in _STYLE if name in group.attrib}}
    for place, element in enumerate(group):
        if element.tag == _TEXT:
            group[place] = _outline(element, {**style, **element.attrib})
        else:
            _outline_texts(element, style)


def _outline(text: ElementTree.Element, style: Mapping[str, str]) -> ElementTree.Element:
    words = "".join(text.itertext())
    group = ElementTree.Element(_GROUP, {"role": "img", "aria-label": words.strip()})
    ElementTree.SubElement(group, _TITLE).text = words
    look = {
        "fill": style.get("fill", "#000000"),
        "fill-opacity": style.get("fill-opacity", "1"),
        "fill-rule": "nonzero",  # strokes of a letter overlap
        "stroke": "none",
    }
    place = float(text.get("x", "0")), float(text.get("y", "0"))
    ElementTree.SubElement(group, _PATH, {**look, "d": _way(_letters(words, style), *place)})
    return group


def _letters(words: str, style: Mapping[str, str]) -> QPainterPath:
    """Give the letters' outlines from the left end of their baseline, so many times larger."""
    font = drawn_font(
        style.get("font-family", ""),
        float(style.get("font-size", "12")),
        int(style.get("font-weight", "400")),
        is_italic=style.get("font-style", "normal") == "italic",
    )
    letters = QPainterPath()
    letters.addText(0, 0, font, words)
    return letters


def _way(letters: QPainterPath, x: float, y: float) -> str:
    """Write a path at its place."""
    kinds = QPainterPath.ElementType
    words = {kinds.MoveToElement: "M", kinds.LineToElement: "L", kinds.CurveToElement: "C"}
    steps = []
    for number in range(letters.elementCount()):
        step = letters.elementAt(number)
        at = f"{short(x + step.x / FINER)},{short(y + step.y / FINER)}"
        steps.append(f"{words.get(step.type, ' ')}{at}")  # the other two points of a curve follow its first
    return "".join(steps)
