"""What was received, as a sentence about it quotes it."""

SHOWN_LENGTH = 20


def shortened(text: str) -> str:
    """Give the text in a line, cut off where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_LENGTH else line[: SHOWN_LENGTH - 1] + "…"


def shape_text(shape: tuple[int, ...]) -> str:
    """Write the shape of an array as 2×3."""
    return "×".join(map(str, shape)) or "a single number"
