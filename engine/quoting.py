"""What was received, as a sentence about it quotes it."""

SHOWN_LENGTH = 20


def shortened(text: str) -> str:
    """Give the text in a line, cut off where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_LENGTH else line[: SHOWN_LENGTH - 1] + "…"
