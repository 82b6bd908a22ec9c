from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QMimeData

from gui.canvas.mime import LAYER_MIME_TYPE, LayerPreset, make_layer_mime, read_layer_mime

PRESET = LayerPreset(kind="dense", width=4, activation="tanh", name="Hidden layer")


def test_a_preset_survives_the_drag() -> None:
    assert read_layer_mime(make_layer_mime(PRESET)) == PRESET


def test_drags_of_other_things_carry_no_preset() -> None:
    text = QMimeData()
    text.setText("hello")
    assert read_layer_mime(text) is None
    forged = QMimeData()
    forged.setData(LAYER_MIME_TYPE, b'{"kind": 3}')
    assert read_layer_mime(forged) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"width": -3},
        {"width": 0},
        {"width": 10**8},
        {"width": 2**70},
        {"kind": "conv"},
        {"activation": "cubic"},
        {"kind": "input"},
        {"name": "a\nb"},
        {"name": "x" * 1_000},
    ],
)
def test_a_layer_that_cannot_be_made_is_no_preset(changes: dict[str, Any]) -> None:
    forged = QMimeData()
    forged.setData(LAYER_MIME_TYPE, msgspec.json.encode(msgspec.to_builtins(PRESET) | changes))
    assert read_layer_mime(forged) is None
