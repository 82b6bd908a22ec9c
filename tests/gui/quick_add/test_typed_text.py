"""Widths among words."""

import pytest

from gui.quick_add.typed_text import TypedText, take_apart


@pytest.mark.parametrize(
    ("text", "width", "words"),
    [
        ("dense 8", 8, "dense"),
        ("8 tanh", 8, "tanh"),
        ("  tanh   16 ", 16, "tanh"),
        ("12", 12, ""),
        ("leaky 4 relu", 4, "leaky relu"),
        ("tanh", None, "tanh"),
        ("graph 2-3-2", None, "graph 2-3-2"),
        ("3 of 4", None, "3 of 4"),
        ("x2", None, "x2"),
        ("8t", 8, "Tanh"),
        (" 16SP ", 16, "Softplus"),
        ("8q", 8, "q"),
        ("", None, ""),
    ],
)
def test_the_width_is_the_one_number(text: str, width: int | None, words: str) -> None:
    assert take_apart(text) == TypedText(width, words)
