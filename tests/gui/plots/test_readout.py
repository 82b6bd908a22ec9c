import html
import re

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.plots.readout import Part, Readout

LOSS = (
    Part("epoch 12345", rank=1),
    Part('<span style="color:#000">●</span>&nbsp;training 0.001234'),
    Part('<span style="color:#00f">●</span>&nbsp;validation 2.94e5'),
)


class Dock(QWidget):
    """A readout below something higher, as wide as the whole."""

    def __init__(self, parts: tuple[Part, ...], width: int) -> None:
        super().__init__()
        self.readout = Readout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch()
        layout.addWidget(self.readout)
        self.resize(width, 200)
        self.readout.show_parts(parts)


def shown(qtbot: QtBot, parts: tuple[Part, ...], width: int) -> Dock:
    dock = Dock(parts, width)
    qtbot.addWidget(dock)
    with qtbot.waitExposed(dock):
        dock.show()
    return dock


def lines(readout: Readout) -> list[str]:
    plain = re.sub(r"<(?!br)[^>]*>", "", readout.text())
    return [html.unescape(line).replace("\xa0", " ") for line in plain.split("<br>")]


@pytest.mark.parametrize("width", range(90, 600, 15))
def test_numbers_are_shown_whole_or_not_at_all(qtbot: QtBot, width: int) -> None:
    dock = shown(qtbot, LOSS, width)
    readout = dock.readout
    metrics = QFontMetricsF(readout.label.font())
    text = " ".join(lines(readout))
    numbers = re.findall(r"\d[\d.e]*", text)
    assert set(numbers) <= {"12345", "0.001234", "2.94e5"}
    assert len(lines(readout)) <= 2
    assert all(metrics.horizontalAdvance(line) <= width for line in lines(readout))
    assert readout.height() >= readout.label.sizeHint().height()


def test_what_matters_least_goes_first(qtbot: QtBot) -> None:
    docks = shown(qtbot, LOSS, 600), shown(qtbot, LOSS, 190)
    wide, narrow = (dock.readout for dock in docks)
    assert "epoch" in wide.text()
    assert len(lines(wide)) == 1
    assert "epoch" not in narrow.text()
    assert "0.001234" in narrow.text()
    assert "2.94e5" in narrow.text()
    assert "epoch 12345" in narrow.toolTip()


def test_long_words_end_in_an_ellipsis(qtbot: QtBot) -> None:
    dock = shown(qtbot, (Part('<span style="color:#000">●</span>&nbsp;a &lt; class of an endless name'),), 120)
    (line,) = lines(dock.readout)
    assert line.startswith("● a < class")
    assert line.endswith("…")


def test_it_stays_as_high_as_it_was_until_its_width_changes(qtbot: QtBot) -> None:
    dock = shown(qtbot, LOSS, 260)
    readout = dock.readout
    high = readout.height()
    readout.show_parts(LOSS[:1])
    assert readout.height() == high
    dock.resize(600, 200)
    qtbot.waitUntil(lambda: readout.height() < high)


@pytest.mark.parametrize("width", [200, 240, 320])
def test_a_legend_names_all_its_colours_on_as_many_lines_as_it_takes(qtbot: QtBot, width: int) -> None:
    digits = tuple(Part(f'<span style="color:#00f">●</span>&nbsp;{digit}', rank=1, stays=True) for digit in range(10))
    parts = (Part("1,200 of 1,438 wrong"), *digits, Part("other inputs held at their means", rank=2))
    dock = shown(qtbot, parts, width)
    readout = dock.readout
    text = " ".join(lines(readout))
    assert "1,200 of 1,438 wrong" in text
    assert re.findall(r"● (\d)", text) == [str(digit) for digit in range(10)]
    assert readout.height() >= readout.label.sizeHint().height()


def test_brief_words_spare_a_line(qtbot: QtBot) -> None:
    parts = (
        Part("wrong: 77 of 160 ● training", brief="wrong: ● 77 of 160"),
        Part("21 of 40 ○ validation", brief="○ 21 of 40"),
        Part("● y = inner circle", rank=1, stays=True),
        Part("● y = outer circle", rank=1, stays=True),
    )
    readout = Readout()
    qtbot.addWidget(readout)
    readout.show()
    for width, lines in ((240, 2), (800, 1)):
        readout.resize(width, 60)
        readout.show_parts(parts)
        assert readout.text().count("<br>") + 1 == lines
        assert ("training" in readout.text()) == (width == 800)
        assert "inner" in readout.text()
    assert "validation" in readout.toolTip()


def test_where_there_is_little_height_the_legend_is_left_to_the_tooltip(qtbot: QtBot) -> None:
    parts = (
        Part("wrong: 1,269 of 1,438"),
        *(Part(f"● class {name}", rank=1, stays=True) for name in range(10)),
    )
    dock = shown(qtbot, parts, 200)
    readout = dock.readout
    whole = readout.height()
    readout.set_most_height(whole)
    assert "class 9" in readout.text()
    readout.set_most_height(whole - 1)
    assert lines(readout) == ["wrong: 1,269 of 1,438"]
    qtbot.waitUntil(lambda: readout.height() < whole)
    assert "class 9" in readout.toolTip()
    readout.set_most_height(whole)
    assert "class 9" in readout.text()
