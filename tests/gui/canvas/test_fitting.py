"""A network that is fitted into the view stands beside what floats over the view, where there is room."""

from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt

from gui.canvas.fitting import FitPlace, fit_in, fit_place
from gui.canvas.navigation import CONCESSION
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem

SHIFT = Qt.KeyboardModifier.ShiftModifier
VIEW = QRectF(0, 0, 1000, 600)
CORNER = QRectF(8, 492, 160, 100)
MARGIN, MOST = 36, 1.35


def _placed(content: QRectF, covers: list[QRectF]) -> FitPlace | None:
    return fit_place(content, content.intersects, VIEW, covers, MARGIN, MOST, CONCESSION)


@pytest.mark.parametrize("content", [QRectF(-50, 0, 400, 300), QRectF(0, 0, 900, 100), QRectF(7, 9, 1200, 300)])
def test_a_drawing_that_stands_free_as_large_as_can_be_stays_in_the_middle(content: QRectF) -> None:
    assert _placed(content, [CORNER]) == fit_in(content, VIEW, MARGIN, MOST)


def test_a_drawing_is_moved_no_farther_than_clear_of_what_floats_there() -> None:
    content = QRectF(0, 0, 600, 300)
    low = QRectF(8, 492, 250, 100)
    place = _placed(content, [low])
    assert place is not None
    assert place.zoom == MOST
    assert not place.scene_rect_of(low, content.center()).intersects(content)
    assert 0 < VIEW.center().y() - place.middle.y() < 30
    assert place.middle.x() == VIEW.center().x()


def test_a_drawing_may_be_a_little_smaller() -> None:
    content = QRectF(0, 0, 900, 528)
    strip = QRectF(900, 0, 92, 50)
    place = _placed(content, [strip])
    assert place is not None
    assert 1 - CONCESSION <= place.zoom / fit_in(content, VIEW, MARGIN, MOST).zoom < 1
    seen, covered = (place.scene_rect_of(rect, content.center()) for rect in (VIEW, strip))
    assert seen.contains(content)
    assert not covered.intersects(content)


@pytest.mark.parametrize(
    ("content", "cover"),
    [
        (QRectF(0, 0, 2000, 1200), CORNER),
        (QRectF(0, 0, 1000, 600), QRectF(0, 200, 500, 400)),
        (QRectF(0, 0, 600, 400), QRectF(8, 200, 240, 392)),
    ],
)
def test_what_would_make_it_smaller_or_move_it_so_that_one_notices_covers_it(content: QRectF, cover: QRectF) -> None:
    assert _placed(content, [cover]) is None


def test_what_covers_only_empty_ground_changes_nothing() -> None:
    content, part = QRectF(0, 0, 1000, 600), QRectF(400, 0, 600, 600)
    placed = fit_place(content, part.intersects, VIEW, [CORNER], MARGIN, MOST, CONCESSION)
    assert placed == fit_in(content, VIEW, MARGIN, MOST)


@pytest.mark.parametrize(
    "items",
    [
        (LayerItem("L2"),),
        (NeuronItem("L2", 1),),
        (EdgeItem("L2", "L3", 0, 1),),
        (ConnectionItem("L1", "L2"),),
        (LayerItem("L1"), LayerItem("L2")),
    ],
)
def test_f_shows_what_is_selected_large_and_with_nothing_selected_the_whole_network(
    hand: Any, items: tuple[Item, ...]
) -> None:
    navigation, places = hand.canvas.navigation, hand.canvas.network_scene.places
    hand.canvas.fit()
    whole = navigation.zoom
    hand.selection.select(*items)
    hand.canvas.setFocus()
    hand.key(Qt.Key.Key_F)
    assert navigation.zoom > whole
    assert all(navigation.can_see(places.extent_of(item), 0) for item in items)
    hand.canvas.resize(980, 620)
    assert navigation.zoom > whole
    hand.key(Qt.Key.Key_F, SHIFT)
    assert navigation.can_see(places.content_rect())
    hand.key(Qt.Key.Key_F)
    assert not navigation.is_fitted
    hand.selection.select()
    assert not hand.actions["fit-selection"].isEnabled()
    assert "Nothing is selected." in hand.actions["fit-selection"].toolTip()
    hand.key(Qt.Key.Key_F)
    assert navigation.is_fitted
    assert navigation.can_see(places.content_rect())
