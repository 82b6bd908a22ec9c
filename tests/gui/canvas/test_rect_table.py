"""A table of rectangles finds what a look at each of them finds."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from gui.canvas.rect_table import RectTable

RECTS = st.builds(QRectF, *[st.integers(-50, 50)] * 2, *[st.integers(1, 40)] * 2)
STEPS = st.lists(st.tuples(st.integers(0, 30), RECTS | st.none()), max_size=120)


@given(STEPS, RECTS)
def test_finds_what_a_look_at_each_finds(steps: list[tuple[int, QRectF | None]], wanted: QRectF) -> None:
    table, rects = RectTable[int](), dict[int, QRectF]()
    for key, rect in steps:
        if rect is not None:
            table.put(key, rect)
            rects[key] = rect
        elif key in rects:
            table.remove(key)
            del rects[key]
    grown = wanted.adjusted(-1e-9, -1e-9, 1e-9, 1e-9)
    assert table.touching(wanted) == [key for key, rect in rects.items() if rect.intersects(grown)]
    assert table.larger_than(20) == [key for key, rect in rects.items() if max(rect.width(), rect.height()) > 20]
    assert [QRectF(left, top, right - left, bottom - top) for left, top, right, bottom in table.edges.tolist()] == list(
        rects.values()
    )
    around = QRectF()
    for rect in rects.values():
        around = around.united(rect)
    assert table.around == around


def test_of_rectangles_without_height_those_met_are_found() -> None:
    table = RectTable[str]()
    table.put("flat", QRectF(0, 0, 100, 0))
    assert table.touching(QRectF(40, -5, 10, 10)) == ["flat"]
    assert table.touching(QRectF(40, 1, 10, 10)) == []
