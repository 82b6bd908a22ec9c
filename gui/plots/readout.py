"""The text below a plot: short statements shown whole or not at all, on one line or two, or more for a legend."""

import html
import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.sample_focus import ClassSamples
from gui.theme import Spacing, active_theme
from gui.widgets import SteadyLines

MOST_LINES = 2
LINKS = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
GAP = " &nbsp; "
MARK_GAP = "&nbsp;"
_MARK_AND_WORDS = re.compile(rf"^(<span[^>]*>[^<]*</span>{MARK_GAP})?(.*)$", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class Part(msgspec.Struct, frozen=True):
    """A statement.

    Attributes:
        text: rich text, at most a coloured mark followed by words.
        rank: where not all fit, those of the highest rank go first, and among equals the last.
        stays: whether it never goes, as in a legend: of colours some of which are named, the others say nothing.
        brief: the same in fewer words, where all as it stands would take more lines than a plot can spare; or "".
        is_hint: whether it tells what could be done here, which no saved picture needs to tell.
        samples: the class that it stands for, None for none.
    """

    text: str
    rank: int = 0
    stays: bool = False
    brief: str = ""
    is_hint: bool = False
    samples: ClassSamples | None = None


class Readout(SteadyLines):
    """Shows parts in their order. What doesn't fit is left out whole: no number is ever cut, but words may end in “…”.

    The tooltip has everything, a legend alone where it would leave the plot too little of a low dock. The height only
    grows until the width changes, and has room from the start for the parts that are expected: else the plot above
    would jump whenever the pointer enters it.

    What stands for a class is a link, which Tab and Enter reach, too.

    Signals:
        samples_hovered: the class that the pointer is over, or None.
        samples_clicked: the class that a person clicked.
    """

    samples_hovered = Signal(object)
    samples_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self._expected: tuple[Part, ...] = ()
        self._most_height: int | None = None
        self._heights: dict[tuple[int, frozenset[str]], int] = {}
        self._hovered: ClassSamples | None = None
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.label.setProperty("type", "caption")
        self.label.setProperty("tone", "muted")
        self.label.setContentsMargins(Spacing.SMALL, Spacing.TIGHT, Spacing.SMALL, Spacing.TIGHT)
        self.label.linkHovered.connect(self._on_link_hovered)
        self.label.linkActivated.connect(self._on_link_activated)
        self.label.installEventFilter(self)

    def text(self) -> str:
        """Give what is shown, as rich text."""
        return self.label.text()

    def show_parts(self, parts: Iterable[Part]) -> None:
        """Show these instead of those before."""
        given = tuple(parts)
        if given != self._parts:
            self._parts = given
            self.setToolTip(joined(given))
            self._lay_out()

    def expect(self, parts: Iterable[Part]) -> None:
        """Keep room for these, the longest that may come, whatever is shown."""
        given = tuple(parts)
        if given != self._expected:
            self._expected = given
            self._lay_out_anew()

    def set_most_height(self, height: int) -> None:
        """Take so many pixels at most, and leave parts that stay to the tooltip where they would need more."""
        if height != self._most_height:
            self._most_height = height
            self._lay_out_anew()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the pointer leaving, which the label keeps to itself; let no tooltip cover what stands out."""
        if event.type() in {QEvent.Type.Leave, QEvent.Type.Hide}:
            self._on_link_hovered("")
        is_tip = event.type() == QEvent.Type.ToolTip
        return True if is_tip and self._hovered is not None else super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width there is now."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out_anew()

    def fit_text(self) -> None:
        """Use the font there is now."""
        self._heights.clear()
        self._lay_out_anew()

    def _lay_out_anew(self) -> None:
        self.take_height(max(self._set_parts(self._expected), self._set_parts(self._parts)))

    def _lay_out(self) -> None:
        self.take_height(max(self.lines_height, self._set_parts(self._parts)))

    def _set_parts(self, parts: Sequence[Part]) -> int:
        """Show what fits of these, and give the height that asks for."""
        margins = self.label.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        height = self._write(fitted(parts, room, QFontMetricsF(self.label.font())))
        passing = [part for part in parts if not part.stays]
        if self._most_height is not None and height > self._most_height and len(passing) < len(parts):
            return self._write(fitted(passing, room, QFontMetricsF(self.label.font())))
        return height

    def _write(self, lines: list[list[Part]]) -> int:
        """Show lines, and give the height that they ask for."""
        has_links = any(part.samples is not None for part in itertools.chain.from_iterable(lines))
        flags = LINKS if has_links else Qt.TextInteractionFlag.NoTextInteraction
        if flags != self.label.textInteractionFlags():
            self.label.setTextInteractionFlags(flags)
        self.label.setText("<br>".join(GAP.join(map(_linked, line)) for line in lines))
        return self._height_of([[part.text for part in line] for line in lines])

    def _class_of(self, link: str) -> ClassSamples | None:
        found = (part.samples for part in self._parts if part.samples is not None)
        return next((samples for samples in found if str(samples.index) == link), None)

    def _on_link_hovered(self, link: str) -> None:
        hovered = self._class_of(link)
        if hovered != self._hovered:
            self._hovered = hovered
            self.samples_hovered.emit(hovered)

    def _on_link_activated(self, link: str) -> None:
        self.samples_clicked.emit(self._class_of(link))

    def _height_of(self, lines: list[list[str]]) -> int:
        """Give the height that the lines shown ask for.

        It is asked of the label, which lays out rich text for it, only where there may be another: more lines, or marks
        and signs that letters of another font stand in for.
        """
        text = "".join(itertools.chain.from_iterable(lines))
        kind = len(lines), frozenset(character for character in text if not character.isascii())
        if kind not in self._heights:
            self._heights[kind] = self.label.sizeHint().height()
        return self._heights[kind]


def _linked(part: Part) -> str:
    """Give a part's text, as a link where it stands for a class."""
    if part.samples is None:
        return part.text
    style = f"color:{active_theme().palette.text_muted}; text-decoration:none"
    return f'<a href="{part.samples.index}" style="{style}">{part.text}</a>'


def joined(parts: Iterable[Part]) -> str:
    """Give all parts as one rich text."""
    return GAP.join(part.text for part in parts)


def fitted(parts: Sequence[Part], room: float, metrics: QFontMetricsF) -> list[list[Part]]:
    """Give the parts of each line, none wider than the room; what doesn't fit in `MOST_LINES` is left out.

    There are more lines for parts that stay, with those of rank 0.
    """
    width = cache(partial(_width, metrics=metrics))  # each is asked for again and again, and takes a while
    if len(_in_lines(parts, room, width)) > MOST_LINES:
        parts = [replace(part, text=part.brief or part.text) for part in parts]
    shortened = [
        part if width(part.text) <= room else replace(part, text=elided(part.text, room, metrics)) for part in parts
    ]
    kept = [part for part in shortened if part.text]
    needed = [part for part in kept if part.stays or part.rank == 0]
    has_legend = any(part.stays for part in kept)
    most_lines = max(MOST_LINES, len(_in_lines(needed, room, width))) if has_legend else MOST_LINES
    while len(lines := _in_lines(kept, room, width)) > most_lines:
        worst = max(range(len(kept)), key=lambda place: (not kept[place].stays, kept[place].rank, place))
        del kept[worst]
    return lines


def elided(rich_text: str, room: float, metrics: QFontMetricsF) -> str:
    """Give as much of a part too wide as fits, ending in “…”; a word with a digit in it stays whole or goes."""
    match = _MARK_AND_WORDS.match(rich_text)
    assert match is not None  # the pattern matches anything
    mark, words = match[1] or "", html.unescape(match[2])
    room_for_words = max(room - _width(mark, metrics), 0)
    kept = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room_for_words).removesuffix("…")
    start = len(kept) - len(kept.split(" ")[-1])
    if any(character.isdigit() for character in words[start:].split(" ")[0]):
        kept = kept[:start]
    return f"{mark}{html.escape(kept.rstrip())}…" if kept.strip() else ""


def _in_lines(parts: Sequence[Part], room: float, width_of: Callable[[str], float]) -> list[list[Part]]:
    gap = width_of(GAP)
    lines: list[list[Part]] = []
    used = 0.0
    for part in parts:
        width = width_of(part.text)
        if lines and used + gap + width <= room:
            lines[-1].append(part)
            used += gap + width
        else:
            lines.append([part])
            used = width
    return lines


def _width(rich_text: str, metrics: QFontMetricsF) -> float:
    return metrics.horizontalAdvance(html.unescape(_TAG.sub("", rich_text)))
