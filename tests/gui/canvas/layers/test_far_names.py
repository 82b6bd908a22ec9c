"""Names of layers from afar: beneath cards too small to hold them, thinned where they would run into one another."""

from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import patch

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from gui.canvas.layers.far_names import FarLayer, paint_far_names
from gui.canvas.style import CanvasStyle
from gui.theme import LIGHT

SPACING, PANEL = 280.0, (160.0, 560.0)


def row(count: int, spacing: float = SPACING) -> list[FarLayer]:
    return [FarLayer(number, f"Hidden {number}", 8, QRectF(number * spacing, 0, *PANEL)) for number in range(count)]


def written(layers: Sequence[FarLayer], zoom: float, *, is_free: bool = True) -> list[str]:
    """Give what is written of layers at a zoom."""
    image = QImage(400, 300, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    painter.scale(zoom, zoom)
    with patch.object(QPainter, "drawText", autospec=True) as draw_text:
        paint_far_names(painter, layers, CanvasStyle(LIGHT), lambda _place: is_free)
    painter.end()
    texts = (call.args[-1] for call in draw_text.call_args_list)
    return sorted(filter(None, texts), key=lambda text: int(text.split()[1]))


@pytest.mark.usefixtures("qapp")
def test_cards_with_room_for_their_names_have_none_beneath() -> None:
    assert written(row(4), 0.3) == []


@pytest.mark.usefixtures("qapp")
def test_every_layer_is_named_with_its_width_while_there_is_room() -> None:
    assert written(row(4), 0.06) == [f"Hidden {number} · 8" for number in range(4)]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("zoom", "step"), [(0.024, 5), (0.012, 10), (0.003, 50)])
def test_names_that_stand_close_are_thinned_to_round_numbers(zoom: float, step: int) -> None:
    assert written(row(101), zoom) == [f"Hidden {number} · 8" for number in range(0, 101, step)]


@pytest.mark.usefixtures("qapp")
def test_no_name_is_written_over_another_card() -> None:
    assert written(row(4), 0.06, is_free=False) == []


@pytest.mark.usefixtures("qapp")
def test_layers_at_one_place_are_named_once() -> None:
    assert written(row(4, spacing=0.0), 0.06) == ["Hidden 0 · 8"]
